using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Screens;

/// <summary>
/// The short codes that screens show for phones. A code is made of the screen's id and stays with it; the store keeps which
/// screen it leads to, so that every node can follow it. It gives no right to anything.
/// </summary>
internal sealed class JoinCodes(IAccessStore store)
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 6;
    private const int Attempts = 8;

    private readonly ConcurrentDictionary<(string Program, string Screen), string> _known = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>The code of a screen, which is stored when it is asked for first.</summary>
    public async Task<string> OfAsync(string program, string screen, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue((program, screen), out var known))
        {
            return known;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return _known[(program, screen)] = await StoreAsync(program, screen, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The screen that a code leads to; null when it leads nowhere.</summary>
    public async Task<(string Program, string Screen)?> FindAsync(string code, CancellationToken cancellationToken)
    {
        // People write what they see: small letters, and letters that look like figures.
        var text = code.ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
        if (text.Length != Length || text.Any(letter => !Letters.Contains(letter, StringComparison.Ordinal)))
        {
            return null;
        }

        return await store.FindGrantAsync(HashOf(text), cancellationToken) is { Kind: GrantKinds.Join } grant ? (grant.Program, grant.Subject) : null;
    }

    private async Task<string> StoreAsync(string program, string screen, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var code = CodeOf(program, screen, attempt);
            var grant = await store.FindGrantAsync(HashOf(code), cancellationToken) ?? await AddAsync(code, program, screen, cancellationToken);
            if (grant.Program == program && grant.Subject == screen)
            {
                return code;
            }
        }

        throw new InvalidOperationException("No code is free, which cannot be by chance.");
    }

    private async Task<StoredGrant> AddAsync(string code, string program, string screen, CancellationToken cancellationToken)
    {
        var grant = new StoredGrant(HashOf(code), GrantKinds.Join, program, screen, DateTimeOffset.UnixEpoch.AddYears(200));
        try
        {
            await store.AddGrantAsync(grant, cancellationToken);
            return grant;
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not OutOfMemoryException)
        {
            // Another node may have stored it in the same moment; anything else is as wrong as it was.
            return await store.FindGrantAsync(grant.SecretHash, cancellationToken) ?? throw new InvalidOperationException("A code could not be stored.", fault);
        }
    }

    private static byte[] HashOf(string code) => Secrets.Hash($"join:{code}");

    private static string CodeOf(string program, string screen, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{program}/{screen}/{attempt}"));
        return string.Concat(hash.Take(Length).Select(b => Letters[b % Letters.Length]));
    }
}
