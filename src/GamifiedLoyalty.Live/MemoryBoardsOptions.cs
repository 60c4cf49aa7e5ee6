namespace GamifiedLoyalty.Live;

/// <summary>How much the in-memory boards keep of periods that are not current.</summary>
public sealed record MemoryBoardsOptions
{
    /// <summary>Most standings of periods that are not current, per program; the longest unread go first. At least 1.</summary>
    public int MaxPastStandings { get; init; } = 64;

    /// <summary>For how long such standings may stay unread, above zero.</summary>
    public TimeSpan KeepUnread { get; init; } = TimeSpan.FromMinutes(30);
}
