namespace GamifiedLoyalty.Engine.Ports;

/// <summary>Durable storage of who may come in: keys, personal links, sessions, screen links, and the audit trail of it.</summary>
public interface IAccessStore
{
    /// <summary>Tells that another node has revoked something. A hint, which may come late or never, and on any thread.</summary>
    event Action? RevokedElsewhere
    {
        add { }
        remove { }
    }

    /// <summary>Stores a key; its secret is stored as a hash only.</summary>
    Task AddKeyAsync(StoredKey key, CancellationToken cancellationToken);

    /// <summary>All keys that were not revoked, oldest first.</summary>
    Task<IReadOnlyList<StoredKey>> ListKeysAsync(CancellationToken cancellationToken);

    /// <summary>The key whose secret has this SHA-256, or null when there is none or it was revoked.</summary>
    Task<StoredKey?> FindKeyAsync(byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>Revokes a key; false when there is none.</summary>
    Task<bool> RevokeKeyAsync(string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Stores a grant: a personal link, session or screen link.</summary>
    Task AddGrantAsync(StoredGrant grant, CancellationToken cancellationToken);

    /// <summary>The grant with this secret hash, or null when there is none, or it was used up or revoked.</summary>
    Task<StoredGrant?> FindGrantAsync(byte[] secretHash, CancellationToken cancellationToken);

    /// <summary>Uses up a single-use grant; exactly one of several concurrent callers gets true.</summary>
    Task<bool> ConsumeGrantAsync(byte[] secretHash, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Revokes the grants of a kind for a subject; returns how many.</summary>
    Task<int> RevokeGrantsAsync(string program, string kind, string subject, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Adds to the audit trail.</summary>
    Task AddAuditAsync(AuditRecord record, CancellationToken cancellationToken);

    /// <summary>The audit trail, newest first: records with an id below <paramref name="before"/>.</summary>
    Task<IReadOnlyList<AuditRecord>> ReadAuditAsync(string? program, long before, int limit, CancellationToken cancellationToken);
}

/// <summary>An API key as stored.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="SecretHash">SHA-256 of the secret.</param>
/// <param name="Scope"><c>read</c>, <c>write</c> or <c>manage</c>; each includes the ones before.</param>
/// <param name="Programs">Program slugs, or <c>*</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record StoredKey(string Id, string Name, byte[] SecretHash, string Scope, IReadOnlyList<string> Programs, DateTimeOffset CreatedAt);

/// <summary>A right given to the bearer of a secret.</summary>
/// <param name="SecretHash">SHA-256 of the secret.</param>
/// <param name="Kind"><c>link</c> (personal link, single use), <c>session</c>, <c>screen</c>, or <c>join</c> (where a short code leads; lets nobody in).</param>
/// <param name="Program">The program's slug.</param>
/// <param name="Subject">The employee's or screen's id.</param>
/// <param name="ExpiresAt">From when it is worth nothing.</param>
public sealed record StoredGrant(byte[] SecretHash, string Kind, string Program, string Subject, DateTimeOffset ExpiresAt);

/// <summary>An entry of the audit trail of access.</summary>
/// <param name="Id">Ascending; 0 before it is stored.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Which key or person, such as <c>key:k1</c> or <c>employee:e1</c>.</param>
/// <param name="Program">The program, if one is concerned.</param>
/// <param name="Action">What was done, such as <c>key.created</c>.</param>
/// <param name="Target">To what.</param>
public sealed record AuditRecord(long Id, DateTimeOffset At, string Actor, string? Program, string Action, string Target);
