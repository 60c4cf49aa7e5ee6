namespace GamifiedLoyalty.Engine;

/// <summary>Limits of the engines of a node.</summary>
public sealed class EngineOptions
{
    /// <summary>Most commands applied in one commit.</summary>
    public int BatchSize { get; set; } = 1_000;

    /// <summary>Most waiting submissions of a program; beyond it the queue is full.</summary>
    public int QueueLength { get; set; } = 4_096;

    /// <summary>Most waiting submissions of more than one activity, each of up to 1,000.</summary>
    public int BulkQueueLength { get; set; } = 16;

    /// <summary>
    /// About how many owner states a program keeps ready in memory; about 1 kB each. Making one ready is cheaper than the
    /// work that the garbage collector has with those that are kept for long and then are not needed.
    /// </summary>
    public int OwnersInMemory { get; set; } = 5_000;

    /// <summary>
    /// About how many owner states a program keeps in memory as they are stored; about 200 bytes each. Up to half as many are
    /// never forgotten.
    /// </summary>
    public int PackedOwnersInMemory { get; set; } = 3_000_000;

    /// <summary>
    /// How often a node looks for what others have committed to a shared store, in milliseconds. A hint of the store makes it
    /// look at once; this is for hints that are lost.
    /// </summary>
    public int FollowMilliseconds { get; set; } = 500;

    /// <summary>Most due ranges of the log that one posting command looks at.</summary>
    public int DueRangesPerCommit { get; set; } = 200;

    /// <summary>Most reversals of an import in one commit.</summary>
    public int ReversalsPerCommit { get; set; } = 200;
}
