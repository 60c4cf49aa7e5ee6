using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <content>Pictures of sponsors; writes share the writer's transactions with commits.</content>
public sealed partial class SqliteStore : IPictureStore
{
    /// <inheritdoc/>
    public Task PutPictureAsync(string program, string sponsor, StoredPicture picture, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => PictureTable.Put(session.Database, program, sponsor, picture), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPicture?> FindPictureAsync(string program, string sponsor, byte[] hash, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => PictureTable.Find(database, program, sponsor, hash), cancellationToken);

    /// <inheritdoc/>
    public Task<int> DeletePicturesAsync(string program, string sponsor, byte[] keep, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => PictureTable.Delete(session.Database, program, sponsor, keep), cancellationToken);
}
