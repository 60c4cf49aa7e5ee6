using System.Text.Json;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Server.Api.Screens;

/// <summary>What a screen celebrates.</summary>
/// <param name="Threshold">A sale of at least this much of the program's money; null for none.</param>
/// <param name="FirstPlace">Whether somebody who takes the first place of one of its boards is celebrated.</param>
/// <param name="ThrottleSeconds">At least so much time passes between the starts of two celebrations.</param>
internal sealed record ScreenCelebrations(decimal? Threshold, bool FirstPlace, int ThrottleSeconds)
{
    /// <summary>Seconds between two celebrations when not said.</summary>
    public const int DefaultThrottleSeconds = 30;

    /// <summary>The most seconds between two celebrations.</summary>
    public const int MaxThrottleSeconds = 3_600;

    /// <summary>A screen that celebrates nothing.</summary>
    public static ScreenCelebrations None { get; } = new(null, false, DefaultThrottleSeconds);

    /// <summary>Reads the entry strictly.</summary>
    public static ScreenCelebrations Read(FieldReader reader) => new(
        ReadThreshold(reader),
        reader.Flag("firstPlace") ?? false,
        reader.Whole("throttleSeconds", 0, MaxThrottleSeconds) ?? DefaultThrottleSeconds);

    private static decimal? ReadThreshold(FieldReader reader)
    {
        if (reader.Value("threshold") is not { } value)
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => FieldReader.TextOf(value) ?? "",
            _ => "",
        };
        if (DecimalText.Read(text, out var amount) == DecimalReading.Valid && amount > 0)
        {
            return amount;
        }

        reader.Report("threshold", "badAmount", "An amount above zero in the program's money, such as 5000 or \"5000.00\".");
        return null;
    }
}
