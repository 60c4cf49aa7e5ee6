using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql.Access;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <content>Pictures of sponsors.</content>
public sealed partial class PostgreSqlStore : IPictureStore
{
    /// <inheritdoc/>
    public Task PutPictureAsync(string program, string sponsor, StoredPicture picture, CancellationToken cancellationToken) =>
        PictureTable.PutAsync(_connections, program, sponsor, picture, cancellationToken);

    /// <inheritdoc/>
    public Task<StoredPicture?> FindPictureAsync(string program, string sponsor, byte[] hash, CancellationToken cancellationToken) =>
        PictureTable.FindAsync(_connections, program, sponsor, hash, cancellationToken);

    /// <inheritdoc/>
    public Task<int> DeletePicturesAsync(string program, string sponsor, byte[] keep, CancellationToken cancellationToken) =>
        PictureTable.DeleteAsync(_connections, program, sponsor, keep, cancellationToken);
}
