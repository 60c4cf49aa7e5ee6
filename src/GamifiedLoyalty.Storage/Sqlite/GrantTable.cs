using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Personal links, sessions and screen links.</summary>
internal static class GrantTable
{
    public static int Add(Database database, StoredGrant grant) => database
        .Prepare("INSERT INTO access_grant (secret_hash, kind, program, subject, expires_at) VALUES (?, ?, ?, ?, ?)")
        .Bind(grant.SecretHash).Bind(grant.Kind).Bind(grant.Program).Bind(grant.Subject).Bind(grant.ExpiresAt).Run();

    public static StoredGrant? Find(Database database, byte[] secretHash)
    {
        var query = database.Prepare(
            """
            SELECT kind, program, subject, expires_at FROM access_grant
            WHERE secret_hash = ? AND used_at IS NULL AND revoked_at IS NULL
            """).Bind(secretHash);
        return EntityReads.List(query, q => new StoredGrant(secretHash, q.Text(0), q.Text(1), q.Text(2), q.Instant(3)))
            .SingleOrDefault();
    }

    /// <summary>Exactly one of several who present the grant changes the row; after its expiry nobody does.</summary>
    public static bool Consume(Database database, byte[] secretHash, DateTimeOffset at) => database
        .Prepare(
            """
            UPDATE access_grant SET used_at = ?1
            WHERE secret_hash = ?2 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ?1
            """)
        .Bind(at).Bind(secretHash).Run() == 1;

    public static int Revoke(Database database, string program, string kind, string subject, DateTimeOffset at) => database
        .Prepare(
            """
            UPDATE access_grant SET revoked_at = ?
            WHERE program = ? AND kind = ? AND subject = ? AND used_at IS NULL AND revoked_at IS NULL
            """)
        .Bind(at).Bind(program).Bind(kind).Bind(subject).Run();
}
