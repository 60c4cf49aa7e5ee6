namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>How the SQLite store is set up.</summary>
/// <param name="File">Path of the database file; its directory must exist.</param>
public sealed record SqliteStoreOptions(string File)
{
    /// <summary>How long a statement waits for a lock that another process holds, in milliseconds.</summary>
    public int BusyTimeoutMilliseconds { get; init; } = 5_000;

    /// <summary>Most read connections, and so most concurrent reads; at least 1.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>Most writes that wait; further ones wait to be queued.</summary>
    public int QueuedWrites { get; init; } = 1_024;

    /// <summary>
    /// Pages of the write-ahead log, of 8 KiB, after which a commit moves them into the database file. More pages mean
    /// fewer rewrites of hot pages but a longer pause when it happens.
    /// </summary>
    public int CheckpointPages { get; init; } = 8_000;
}
