using System.Globalization;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Text;

/// <summary>Reads ISO 8601 durations such as <c>P14D</c>, <c>P1M</c> or <c>PT2S</c>.</summary>
public static class DurationText
{
    private const long MostDays = 36_525;
    private const long MostMonths = 1_200;

    /// <summary>
    /// Reads a duration of whole, non-negative parts, each up to a century; false for anything malformed.
    /// </summary>
    public static bool TryRead(string text, out CalendarDuration duration)
    {
        ArgumentNullException.ThrowIfNull(text);
        duration = new CalendarDuration(0, TimeSpan.Zero);
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        var split = text.IndexOf('T', StringComparison.Ordinal);
        var dates = split < 0 ? text.AsSpan(1) : text.AsSpan(1, split - 1);
        var times = split < 0 ? [] : text.AsSpan(split + 1);
        var monthsEnd = dates.LastIndexOfAny('Y', 'M') + 1;
        if ((split >= 0 && times.IsEmpty)
            || !TryParts(dates[..monthsEnd], "YM", [12, 1], MostMonths, out var months)
            || !TryParts(dates[monthsEnd..], "WD", [7, 1], MostDays, out var days)
            || !TryParts(times, "HMS", [3600, 60, 1], MostDays * 86_400, out var seconds))
        {
            return false;
        }

        duration = new CalendarDuration((int)days, TimeSpan.FromSeconds(seconds), (int)months);
        return true;
    }

    private static bool TryParts(ReadOnlySpan<char> text, string units, ReadOnlySpan<int> factors, long most, out long sum)
    {
        sum = 0;
        var next = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAnyExceptInRange('0', '9');
            var unit = end < 1 ? -1 : units.IndexOf(text[end], next);
            if (unit < 0 || end > 10 || !long.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            sum += number * factors[unit];
            next = unit + 1;
            text = text[(end + 1)..];
        }

        return sum <= most;
    }
}
