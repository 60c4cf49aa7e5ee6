using System.Globalization;
using System.Text;

namespace GamifiedLoyalty.Server.Pages.People;

/// <summary>
/// A line in a square of 100 by 100 that the page stretches: one step a day, gaps where there is no value. Drawn on the
/// server, so that it is there without script and on paper.
/// </summary>
/// <param name="Line">The path of the line.</param>
/// <param name="Area">The path of the surface below it; empty where that has no meaning.</param>
/// <param name="LastX">Where the last value lies.</param>
/// <param name="LastY">Where the last value lies.</param>
public sealed record LineChart(string Line, string Area, string LastX, string LastY)
{
    /// <summary>Draws values between two ends of a scale; null without any value.</summary>
    /// <param name="values">One a day; null leaves a gap.</param>
    /// <param name="top">The value at the top.</param>
    /// <param name="bottom">The value at the bottom; larger than the top where small is good.</param>
    public static LineChart? Of(IReadOnlyList<long?> values, long top, long bottom)
    {
        var last = LastIndex(values);
        if (last < 0 || top == bottom)
        {
            return null;
        }

        var line = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
            {
                var starts = i == 0 || values[i - 1] is null;
                line.Append(CultureInfo.InvariantCulture, $"{(starts ? 'M' : 'L')}{X(i, values.Count)} {Y(value, top, bottom)}");
            }
        }

        var first = X(FirstIndex(values), values.Count);
        var area = bottom < top ? $"{line}L{X(last, values.Count)} 100L{first} 100Z" : "";
        return new LineChart(line.ToString(), area, X(last, values.Count), Y(values[last]!.Value, top, bottom));
    }

    private static int FirstIndex(IReadOnlyList<long?> values) => Enumerable.Range(0, values.Count).First(i => values[i] is not null);

    private static int LastIndex(IReadOnlyList<long?> values)
    {
        var last = values.Count - 1;
        while (last >= 0 && values[last] is null)
        {
            last--;
        }

        return last;
    }

    private static string X(int index, int count) => Number(count < 2 ? 50m : 100m * index / (count - 1));

    private static string Y(long value, long top, long bottom) => Number(100m * (value - top) / (bottom - top));

    private static string Number(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
