namespace GamifiedLoyalty.Domain.Text;

/// <summary>Turns names of values into words of the public contract.</summary>
internal static class CamelCase
{
    /// <summary>The name with a small first letter.</summary>
    public static string Of(string name) => string.Create(name.Length, name, static (text, source) =>
    {
        source.CopyTo(text);
        text[0] = char.ToLowerInvariant(text[0]);
    });
}
