using System.Text.Json;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>API keys. A revoked key stays as a row, so that its id is never given to another.</summary>
internal static class KeyTable
{
    private const string Columns = "SELECT id, name, secret_hash, scope, programs, created_at FROM api_key";

    public static int Add(Database database, StoredKey key) => database
        .Prepare("INSERT INTO api_key (id, name, secret_hash, scope, programs, created_at) VALUES (?, ?, ?, ?, ?, ?)")
        .Bind(key.Id).Bind(key.Name).Bind(key.SecretHash).Bind(key.Scope)
        .Bind(JsonSerializer.Serialize(key.Programs)).Bind(key.CreatedAt).Run();

    public static IReadOnlyList<StoredKey> List(Database database) =>
        EntityReads.List(database.Prepare(Columns + " WHERE revoked_at IS NULL ORDER BY created_at, id"), Read);

    public static StoredKey? Find(Database database, byte[] secretHash)
    {
        var query = database.Prepare(Columns + " WHERE secret_hash = ? AND revoked_at IS NULL").Bind(secretHash);
        return EntityReads.List(query, Read).SingleOrDefault();
    }

    public static bool Revoke(Database database, string id, DateTimeOffset at) => database
        .Prepare("UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL").Bind(at).Bind(id).Run() == 1;

    private static StoredKey Read(Statement query) => new(
        query.Text(0),
        query.Text(1),
        query.Blob(2),
        query.Text(3),
        JsonSerializer.Deserialize<string[]>(query.Text(4))!,
        query.Instant(5));
}
