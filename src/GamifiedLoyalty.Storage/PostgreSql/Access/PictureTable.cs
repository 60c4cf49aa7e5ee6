using GamifiedLoyalty.Engine.Ports;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Access;

/// <summary>Pictures of sponsors.</summary>
internal static class PictureTable
{
    public static Task<int> PutAsync(Connections connections, string program, string sponsor, StoredPicture picture, CancellationToken cancellationToken) =>
        connections.WriteAsync(
            Statement("INSERT INTO picture (program, sponsor, hash, media_type, content) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING")
                .Bind(program).Bind(sponsor).Bind(picture.Hash).Bind(picture.MediaType).Bind(picture.Content),
            cancellationToken);

    public static Task<StoredPicture?> FindAsync(Connections connections, string program, string sponsor, byte[] hash, CancellationToken cancellationToken) =>
        connections.FindAsync(
            Statement("SELECT media_type, content FROM picture WHERE program = $1 AND sponsor = $2 AND hash = $3").Bind(program).Bind(sponsor).Bind(hash),
            row => new StoredPicture(hash, row.GetString(0), row.Bytes(1)),
            cancellationToken);

    public static Task<int> DeleteAsync(Connections connections, string program, string sponsor, byte[] keep, CancellationToken cancellationToken) =>
        connections.WriteAsync(
            Statement("DELETE FROM picture WHERE program = $1 AND sponsor = $2 AND hash <> $3").Bind(program).Bind(sponsor).Bind(keep), cancellationToken);
}
