namespace GamifiedLoyalty.Domain.Text;

/// <summary>Reads times as people write them in forms and definitions: a local time may leave out its seconds.</summary>
internal static class LocalTimeText
{
    private const int LengthWithoutSeconds = 16;

    /// <summary>Reads a text such as <c>2026-11-27T18:00</c>, or whatever <see cref="TimeText"/> reads.</summary>
    public static TimeReading Read(string text) => TimeText.Read(text.Length == LengthWithoutSeconds ? text + ":00" : text);
}
