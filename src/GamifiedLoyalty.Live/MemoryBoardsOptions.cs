namespace GamifiedLoyalty.Live;

/// <summary>How much the in-memory boards keep of periods that are not current.</summary>
public sealed record MemoryBoardsOptions
{
    /// <summary>Most standings of periods that are not current, per program; the longest unread go first. At least 1.</summary>
    public int MaxPastStandings { get; init; } = 64;

    /// <summary>For how long such standings may stay unread, above zero.</summary>
    public TimeSpan KeepUnread { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Most days of a history; longer periods start later, from what was reached before. At least 1.</summary>
    public int MaxHistoryDays { get; init; } = 400;

    /// <summary>
    /// Most daily scores, of about 40 bytes, that a program keeps for histories; a board and period with more have no
    /// history. At least 0.
    /// </summary>
    public int MaxHistoryScores { get; init; } = 2_000_000;
}
