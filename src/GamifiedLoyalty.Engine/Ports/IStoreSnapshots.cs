namespace GamifiedLoyalty.Engine.Ports;

/// <summary>A store that can be read as it was at one moment, however long the reading takes, while others write.</summary>
public interface IStoreSnapshots
{
    /// <summary>
    /// Opens a view of the store as it is now; it only reads, one read after the other, and is disposed when done. While it
    /// is open, the database keeps what is replaced meanwhile.
    /// </summary>
    Task<ICommitStore> OpenSnapshotAsync(CancellationToken cancellationToken);
}
