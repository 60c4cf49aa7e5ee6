using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <content>The access port; its writes share the writer's transactions with commits.</content>
public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task AddKeyAsync(StoredKey key, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => KeyTable.Add(session.Database, key), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredKey>> ListKeysAsync(CancellationToken cancellationToken) =>
        _readers.ReadAsync(KeyTable.List, cancellationToken);

    /// <inheritdoc/>
    public Task<StoredKey?> FindKeyAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => KeyTable.Find(database, secretHash), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RevokeKeyAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => KeyTable.Revoke(session.Database, id, at), cancellationToken);

    /// <inheritdoc/>
    public Task AddGrantAsync(StoredGrant grant, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => GrantTable.Add(session.Database, grant), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredGrant?> FindGrantAsync(byte[] secretHash, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => GrantTable.Find(database, secretHash), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ConsumeGrantAsync(byte[] secretHash, DateTimeOffset at, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => GrantTable.Consume(session.Database, secretHash, at), cancellationToken);

    /// <inheritdoc/>
    public Task<int> RevokeGrantsAsync(
        string program, string kind, string subject, DateTimeOffset at, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => GrantTable.Revoke(session.Database, program, kind, subject, at), cancellationToken);

    /// <inheritdoc/>
    public Task AddAuditAsync(AuditRecord record, CancellationToken cancellationToken) =>
        _writer.RunAsync(session => AuditTable.Add(session.Database, record), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(
        string? program, long before, int limit, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => AuditTable.Read(database, program, before, limit), cancellationToken);
}
