using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql.Access;
using GamifiedLoyalty.Storage.PostgreSql.Following;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <content>The access port and the keys that nodes share.</content>
public sealed partial class PostgreSqlStore
{
    /// <inheritdoc/>
    /// <remarks>Heard from when <see cref="CommittedElsewhere"/> is listened to.</remarks>
    public event Action? RevokedElsewhere;

    /// <inheritdoc/>
    public Task AddKeyAsync(StoredKey key, CancellationToken cancellationToken) => KeyTable.AddAsync(_connections, key, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredKey>> ListKeysAsync(CancellationToken cancellationToken) => KeyTable.ListAsync(_connections, cancellationToken);

    /// <inheritdoc/>
    public Task<StoredKey?> FindKeyAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        KeyTable.FindAsync(_connections, secretHash, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RevokeKeyAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var revoked = await KeyTable.RevokeAsync(_connections, id, at, cancellationToken);
        _notifier.Tell(Notifier.Revocation);
        return revoked;
    }

    /// <inheritdoc/>
    public Task AddGrantAsync(StoredGrant grant, CancellationToken cancellationToken) => GrantTable.AddAsync(_connections, grant, cancellationToken);

    /// <inheritdoc/>
    public Task<StoredGrant?> FindGrantAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        GrantTable.FindAsync(_connections, secretHash, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ConsumeGrantAsync(byte[] secretHash, DateTimeOffset at, CancellationToken cancellationToken) =>
        GrantTable.ConsumeAsync(_connections, secretHash, at, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> RevokeGrantsAsync(
        string program, string kind, string subject, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var revoked = await GrantTable.RevokeAsync(_connections, program, kind, subject, at, cancellationToken);
        _notifier.Tell(Notifier.Revocation);
        return revoked;
    }

    /// <inheritdoc/>
    public Task AddAuditAsync(AuditRecord record, CancellationToken cancellationToken) => AuditTable.AddAsync(_connections, record, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(
        string? program, long before, int limit, CancellationToken cancellationToken) =>
        AuditTable.ReadAsync(_connections, program, before, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ReadKeysAsync(CancellationToken cancellationToken) => SharedKeyTable.ReadAsync(_connections, cancellationToken);

    /// <inheritdoc/>
    public Task AddKeyAsync(string name, string key, CancellationToken cancellationToken) =>
        SharedKeyTable.AddAsync(_connections, name, key, cancellationToken);
}
