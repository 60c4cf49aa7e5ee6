namespace GamifiedLoyalty.Engine.Ports;

/// <summary>
/// Copies of a store that lives in files of this server. A store in a database server has none: its copies are made with
/// that server's own tools.
/// </summary>
public interface IStoreBackup
{
    /// <summary>Writes a consistent copy of everything to a file while others read and write.</summary>
    Task BackupAsync(string file, IProgress<double>? progress, CancellationToken cancellationToken);

    /// <summary>Replaces everything by the content of a backup, all or nothing.</summary>
    /// <exception cref="SchemaException">The file is not a backup that this binary can use; nothing was changed.</exception>
    Task RestoreAsync(string file, CancellationToken cancellationToken);
}
