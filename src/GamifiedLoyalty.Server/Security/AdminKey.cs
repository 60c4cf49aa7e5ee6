using System.Security.Cryptography;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Server.Security;

/// <summary>
/// The first key: taken from the configuration, or made at first start, when there is no key at all, and announced once.
/// </summary>
internal sealed class AdminKey(IConfiguration configuration, IAccessStore store, TimeProvider time)
{
    /// <summary>The setting or environment variable that carries it.</summary>
    public const string Setting = "GAMIFIEDLOYALTY_ADMIN_KEY";

    // The configured key is in no listing; in the audit trail it has this id. One made here has an id of its own: that of a
    // key revoked since is taken.
    private const string ConfiguredId = "admin";

    private StoredKey? _configured;

    /// <summary>Receives a key made at first start; the console unless the command line replaces it. Never a log.</summary>
    public Action<string> Announce { get; set; } = key => Console.Out.WriteLine($"Admin key (shown once): {key}");

    /// <summary>The configured key, if its secret has this hash.</summary>
    public StoredKey? Match(byte[] secretHash) =>
        _configured is { } key && CryptographicOperations.FixedTimeEquals(key.SecretHash, secretHash) ? key : null;

    /// <summary>Reads the configured key, or makes one when the store has none.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (configuration[Setting] is { Length: > 0 } secret)
        {
            _configured = Make(ConfiguredId, secret);
        }
        else if ((await store.ListKeysAsync(cancellationToken)).Count == 0)
        {
            var made = Secrets.New("glk_");
            await store.AddKeyAsync(Make(Secrets.NewId("k"), made), cancellationToken);
            Announce(made);
        }
    }

    private StoredKey Make(string id, string secret) => new(id, "Administrator", Secrets.Hash(secret), "manage", ["*"], time.GetUtcNow());
}
