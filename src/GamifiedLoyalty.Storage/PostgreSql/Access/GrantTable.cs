using GamifiedLoyalty.Engine.Ports;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Access;

/// <summary>Personal links, sessions and screen links.</summary>
internal static class GrantTable
{
    public static Task<int> AddAsync(Connections connections, StoredGrant grant, CancellationToken cancellationToken) => connections.WriteAsync(
        Statement("INSERT INTO access_grant (secret_hash, kind, program, subject, expires_at) VALUES ($1, $2, $3, $4, $5)")
            .Bind(grant.SecretHash).Bind(grant.Kind).Bind(grant.Program).Bind(grant.Subject).Bind(grant.ExpiresAt),
        cancellationToken);

    public static Task<StoredGrant?> FindAsync(Connections connections, byte[] secretHash, CancellationToken cancellationToken) =>
        connections.FindAsync(
            Statement(
                """
                SELECT kind, program, subject, expires_at FROM access_grant
                WHERE secret_hash = $1 AND used_at IS NULL AND revoked_at IS NULL
                """).Bind(secretHash),
            row => new StoredGrant(secretHash, row.GetString(0), row.GetString(1), row.GetString(2), row.Instant(3)),
            cancellationToken);

    /// <summary>Exactly one of several who present the grant, to whichever node, changes the row; after its expiry nobody does.</summary>
    public static async Task<bool> ConsumeAsync(
        Connections connections, byte[] secretHash, DateTimeOffset at, CancellationToken cancellationToken) =>
        await connections.WriteAsync(
            Statement(
                """
                UPDATE access_grant SET used_at = $1
                WHERE secret_hash = $2 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $1
                """).Bind(at).Bind(secretHash),
            cancellationToken) == 1;

    public static Task<int> RevokeAsync(
        Connections connections, string program, string kind, string subject, DateTimeOffset at, CancellationToken cancellationToken) =>
        connections.WriteAsync(
            Statement(
                """
                UPDATE access_grant SET revoked_at = $1
                WHERE program = $2 AND kind = $3 AND subject = $4 AND used_at IS NULL AND revoked_at IS NULL
                """).Bind(at).Bind(program).Bind(kind).Bind(subject),
            cancellationToken);
}
