namespace GamifiedLoyalty.Live.Redis;

/// <summary>How boards in Redis behave when it is slow, away or behind.</summary>
public sealed record RedisBoardsOptions
{
    /// <summary>What all keys start with, so that several installations can share a server; no braces.</summary>
    public string Prefix { get; init; } = "gamified-loyalty";

    /// <summary>How long one command may take before Redis counts as away, above zero.</summary>
    public TimeSpan CommandPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a read waits for a rebuild or for what the node was given, before it tells what there is and says so; above zero.</summary>
    public TimeSpan RebuildPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a read waits for another node to bring versions that this one was not given, before it rebuilds.</summary>
    public TimeSpan GapPatience { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Pause between attempts while Redis is away or another node rebuilds, above zero.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>For how long one node keeps the others from rebuilding the same, above zero; a hint only.</summary>
    public TimeSpan RebuildTurn { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long standings of periods that are not current may stay unread, above zero.</summary>
    public TimeSpan KeepUnread { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>For how long those of current periods may, above zero.</summary>
    public TimeSpan KeepCurrent { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Most score changes of a program that a node keeps for standings that lag behind; older ones mean a rebuild. At least 1.</summary>
    public int MaxLoggedChanges { get; init; } = 200_000;

    /// <summary>The same while standings are being rebuilt. At least <see cref="MaxLoggedChanges"/>.</summary>
    public int MaxLoggedChangesInRebuild { get; init; } = 2_000_000;

    /// <summary>Score changes that are put together into one script; a single commit may have more. At least 1.</summary>
    public int ChangesAtOnce { get; init; } = 2_000;

    /// <summary>Bounds of the histories, which every node derives from stored scores by itself.</summary>
    public MemoryBoardsOptions Histories { get; init; } = new();
}
