using System.Collections.Concurrent;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Server.Security;

/// <summary>
/// Finds the caller behind a secret. Answers are kept for half a minute, so that a key used thousands of times a second
/// costs the store nothing; what this node revokes is forgotten at once, and what another does as soon as it is heard of.
/// </summary>
internal sealed class Authenticator
{
    private const int MaxCached = 10_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private readonly IAccessStore _store;
    private readonly AdminKey _admin;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Cached> _cache = new(StringComparer.Ordinal);
    private int _forgotten;

    /// <summary>Looks callers up in a store.</summary>
    /// <param name="store">Keys and grants.</param>
    /// <param name="admin">The configured key.</param>
    /// <param name="time">The clock.</param>
    public Authenticator(IAccessStore store, AdminKey admin, TimeProvider time)
    {
        (_store, _admin, _time) = (store, admin, time);
        store.RevokedElsewhere += Forget;
    }

    /// <summary>Forgets every answer; called after revoking anything.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _forgotten);
        _cache.Clear();
    }

    /// <summary>The caller if the answer is already known.</summary>
    public CallerPrincipal? FindCached(string secret) =>
        _cache.TryGetValue(secret, out var cached) && cached.Until > _time.GetUtcNow() ? cached.Principal : null;

    /// <summary>The caller if the answer is already known, and the secret was presented as one of its kind may be.</summary>
    public CallerPrincipal? FindCached(string secret, CredentialKind credential) =>
        FindCached(secret) is { } known && Fits(known.Caller.Kind, credential) ? known : null;

    /// <summary>The caller with a key or grant of one of the given kinds, or null.</summary>
    /// <param name="secret">What the caller presented.</param>
    /// <param name="credential">How it was presented, which decides what it may be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<CallerPrincipal?> FindAsync(string secret, CredentialKind credential, CancellationToken cancellationToken)
    {
        if (FindCached(secret) is { } known)
        {
            return Fits(known.Caller.Kind, credential) ? known : null;
        }

        var forgotten = Volatile.Read(ref _forgotten);
        var hash = Secrets.Hash(secret);
        var (caller, expiresAt) = await LookUpAsync(hash, credential, cancellationToken);
        return caller is null ? null : Remember(secret, caller, expiresAt, forgotten);
    }

    private static bool Fits(CallerKind kind, CredentialKind credential) => kind switch
    {
        CallerKind.Key => credential is CredentialKind.Bearer or CredentialKind.HubToken,
        CallerKind.Screen => credential is CredentialKind.ScreenKey or CredentialKind.HubToken,
        CallerKind.Person => credential is CredentialKind.Session,
        _ => false,
    };

    private async Task<(Caller? Caller, DateTimeOffset ExpiresAt)> LookUpAsync(byte[] hash, CredentialKind credential, CancellationToken cancellationToken)
    {
        if (Fits(CallerKind.Key, credential)
            && (_admin.Match(hash) ?? await _store.FindKeyAsync(hash, cancellationToken)) is { } key)
        {
            return (OfKey(key), DateTimeOffset.MaxValue);
        }

        if (credential == CredentialKind.Bearer
            || await _store.FindGrantAsync(hash, cancellationToken) is not { } grant
            || OfGrant(grant) is not { } caller
            || !Fits(caller.Kind, credential))
        {
            return (null, default);
        }

        return (caller, grant.ExpiresAt);
    }

    private CallerPrincipal? Remember(string secret, Caller caller, DateTimeOffset expiresAt, int forgotten)
    {
        var now = _time.GetUtcNow();
        if (expiresAt <= now)
        {
            return null;
        }

        if (_cache.Count >= MaxCached)
        {
            _cache.Clear();
        }

        var principal = new CallerPrincipal(caller);
        _cache[secret] = new Cached(principal, expiresAt - now < KeptFor ? expiresAt : now + KeptFor);
        if (Volatile.Read(ref _forgotten) != forgotten)
        {
            // Something was revoked while this was looked up, perhaps this.
            _cache.TryRemove(secret, out _);
        }

        return principal;
    }

    private static Caller OfKey(StoredKey key) =>
        new($"key:{key.Id}", CallerKind.Key, KeyScopes.Parse(key.Scope) ?? KeyScope.None, key.Programs, null);

    private static Caller? OfGrant(StoredGrant grant) => grant.Kind switch
    {
        GrantKinds.Session => new($"employee:{grant.Subject}", CallerKind.Person, KeyScope.None, [grant.Program], grant.Subject),
        GrantKinds.Screen => new($"screen:{grant.Subject}", CallerKind.Screen, KeyScope.None, [grant.Program], grant.Subject),
        _ => null,
    };

    private readonly record struct Cached(CallerPrincipal Principal, DateTimeOffset Until);
}

/// <summary>How a secret was presented.</summary>
internal enum CredentialKind
{
    /// <summary>No secret at all.</summary>
    None,

    /// <summary><c>Authorization: Bearer</c>.</summary>
    Bearer,

    /// <summary><c>access_token</c> of the hub: browsers cannot set headers there.</summary>
    HubToken,

    /// <summary><c>key</c> of a screen's page.</summary>
    ScreenKey,

    /// <summary>The session cookie.</summary>
    Session,
}

/// <summary>The stored kinds of grants.</summary>
internal static class GrantKinds
{
    /// <summary>A personal link, single use.</summary>
    public const string Link = "link";

    /// <summary>A person's session.</summary>
    public const string Session = "session";

    /// <summary>A screen's link.</summary>
    public const string Screen = "screen";

    /// <summary>Where a screen's short code leads; it lets nobody in.</summary>
    public const string Join = "join";
}

/// <summary>The words for scopes.</summary>
internal static class KeyScopes
{
    /// <summary>The scope of a word, or null.</summary>
    public static KeyScope? Parse(string text) => text switch
    {
        "read" => KeyScope.Read,
        "write" => KeyScope.Write,
        "manage" => KeyScope.Manage,
        _ => null,
    };
}
