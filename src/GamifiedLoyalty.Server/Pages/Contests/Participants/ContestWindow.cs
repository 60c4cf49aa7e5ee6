using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Server.Pages.Contests.Participants;

/// <summary>Which rows of a contest its page shows: some in a row, and the viewer's own with its neighbours wherever it stands.</summary>
/// <param name="First">The position of the first of them, from 0.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Own">The position of the viewer's row; null when it is not listed.</param>
internal sealed record ContestWindow(int First, int Total, int? Own)
{
    /// <summary>The most rows that follow each other.</summary>
    public const int Length = 100;

    /// <summary>What addresses say instead of a position for the rows around the viewer's own.</summary>
    public const string Mine = "mine";

    private const int Neighbours = 2;

    /// <summary>The window that an address asks for; the first rows when it asks for nothing that there is.</summary>
    /// <param name="asked">The position of the first row, from 1, or <see cref="Mine"/>.</param>
    /// <param name="ranked">The rows.</param>
    /// <param name="own">The viewer's subject; null for who has none.</param>
    public static ContestWindow Of(string? asked, IReadOnlyList<ChallengeRow> ranked, string? own)
    {
        var position = own is null ? -1 : ranked.Select(r => r.Subject).ToList().IndexOf(own);
        var first = asked == Mine ? Math.Max(0, position) - (Length / 2)
            : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var from) && from <= ranked.Count ? from - 1
            : 0;
        return new(Math.Max(0, asked == Mine ? Math.Min(first, ranked.Count - Length) : first), ranked.Count, position < 0 ? null : position);
    }

    /// <summary>The position after the last row of the window.</summary>
    public int End => Math.Min(Total, First + Length);

    /// <summary>The positions of all rows shown, from 0.</summary>
    public IEnumerable<int> Positions()
    {
        var around = Own is { } at ? Enumerable.Range(at - Neighbours, (2 * Neighbours) + 1).Where(p => p >= 0 && p < Total) : [];
        return Enumerable.Range(First, End - First).Union(around).Order();
    }

    /// <summary>The ways to other rows; null when all are shown.</summary>
    /// <param name="url">The address of the page.</param>
    public ContestPager? Pager(string url)
    {
        if (Total <= Length)
        {
            return null;
        }

        return new ContestPager(First + 1, End)
        {
            PreviousUrl = First == 0 ? null : From(url, First - Length),
            NextUrl = End == Total ? null : From(url, End),
            MineUrl = Own is null ? null : $"{url}?from={Mine}#contest-mine",
        };
    }

    private static string From(string url, int first) =>
        first <= 0 ? url : string.Create(CultureInfo.InvariantCulture, $"{url}?from={first + 1}");
}

/// <summary>The ways from the rows of a contest that are shown to others.</summary>
/// <param name="First">The position of the first row shown, from 1.</param>
/// <param name="Last">The position of the last.</param>
public sealed record ContestPager(int First, int Last)
{
    /// <summary>Where the rows before are; null when there are none.</summary>
    public string? PreviousUrl { get; init; }

    /// <summary>Where the rows after are; null when there are none.</summary>
    public string? NextUrl { get; init; }

    /// <summary>Where the rows around the viewer's own are; null for who is not listed.</summary>
    public string? MineUrl { get; init; }
}
