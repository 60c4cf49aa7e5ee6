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
    /// Pages of 8 KiB written to the write-ahead log, after which they are moved into the database file, beside the
    /// commits that go on. More pages mean fewer rewrites of hot pages, a larger log and a longer start after a crash.
    /// </summary>
    public int CheckpointPages { get; init; } = 8_000;

    /// <summary>
    /// Bytes of committed owner states and score changes that gather before they are folded into their tables, in small
    /// parts beside later commits. More bytes mean fewer rewrites of the tables' pages, but more memory, up to some five
    /// times as much, and a longer start.
    /// </summary>
    public long BacklogBytes { get; init; } = 32 * 1_048_576;
}
