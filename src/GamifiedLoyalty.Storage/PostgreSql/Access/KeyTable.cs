using GamifiedLoyalty.Engine.Ports;
using Npgsql;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Access;

/// <summary>API keys. A revoked key stays as a row, so that its id is never given to another.</summary>
internal static class KeyTable
{
    private const string Columns = "SELECT id, name, secret_hash, scope, programs, created_at FROM api_key";

    public static Task<int> AddAsync(Connections connections, StoredKey key, CancellationToken cancellationToken) => connections.WriteAsync(
        Statement("INSERT INTO api_key (id, name, secret_hash, scope, programs, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
            .Bind(key.Id).Bind(key.Name).Bind(key.SecretHash).Bind(key.Scope).Bind(key.Programs.ToArray()).Bind(key.CreatedAt),
        cancellationToken);

    public static Task<IReadOnlyList<StoredKey>> ListAsync(Connections connections, CancellationToken cancellationToken) =>
        connections.ListAsync(Statement(Columns + " WHERE revoked_at IS NULL ORDER BY created_at, id"), Read, cancellationToken);

    public static Task<StoredKey?> FindAsync(Connections connections, byte[] secretHash, CancellationToken cancellationToken) =>
        connections.FindAsync(Statement(Columns + " WHERE secret_hash = $1 AND revoked_at IS NULL").Bind(secretHash), Read, cancellationToken);

    public static async Task<bool> RevokeAsync(Connections connections, string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        await connections.WriteAsync(
            Statement("UPDATE api_key SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL").Bind(at).Bind(id), cancellationToken) == 1;

    private static StoredKey Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.Bytes(2), row.GetString(3), row.GetFieldValue<string[]>(4), row.Instant(5));
}
