using System.Globalization;
using System.Text;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>What stands for a member beside the name; scripts follow the same rules.</summary>
internal static class RowMarks
{
    /// <summary>The first letters of the first and last word of a name.</summary>
    public static string Monogram(string name)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(w => w.EnumerateRunes().First())
            .Where(Rune.IsLetterOrDigit)
            .ToList();
        return words.Count switch
        {
            0 => "?",
            1 => words[0].ToString().ToUpper(CultureInfo.CurrentCulture),
            _ => (words[0].ToString() + words[^1]).ToUpper(CultureInfo.CurrentCulture),
        };
    }

    /// <summary>One of twelve colours that stays with a subject.</summary>
    public static int HueOf(string subject) => subject.Aggregate(7, (hash, letter) => ((hash * 31) + letter) % 65_521) % 12;

    /// <summary>The part of the leader's score as the width of a bar.</summary>
    public static string Percent(long value, long leaderScore) => leaderScore <= 0 || value <= 0
        ? "0%"
        : string.Create(CultureInfo.InvariantCulture, $"{100m * value / leaderScore:0.###}%");
}
