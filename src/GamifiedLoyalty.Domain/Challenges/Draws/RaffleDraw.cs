using System.Security.Cryptography;

namespace GamifiedLoyalty.Domain.Challenges.Draws;

/// <summary>
/// Draws the winners of a raffle, so that anyone can check it from public data alone.
/// <list type="number">
/// <item>Entries are ordered by id, ordinally; their root is the Merkle tree hash of RFC 6962 over leaves <c>id:tickets</c>.</item>
/// <item>A stream of 64-bit numbers is read from HMAC-SHA256(seed, root ‖ counter); see <see cref="DrawStream"/>.</item>
/// <item>Of the T tickets that are left, numbered from 0 in the order of entries, the stream chooses one without bias.</item>
/// <item>Its owner is the next winner and leaves with all its tickets; this goes on until enough have won or nobody is left.</item>
/// </list>
/// </summary>
public static class RaffleDraw
{
    /// <summary>The name of this algorithm in certificates; another algorithm gets another name.</summary>
    public const string Algorithm = "hmac-sha256-rfc6962-v1";

    private const int SeedBytes = 32;

    /// <summary>The seed of draws that decide nothing, such as those of backtests.</summary>
    internal static readonly string RehearsalSeed = new('0', SeedBytes * 2);

    /// <summary>Draws winners.</summary>
    /// <param name="seed">The secret seed, 32 bytes in hexadecimal.</param>
    /// <param name="entries">Who takes part, in any order; each id once, each with at least one ticket.</param>
    /// <param name="most">Most winners; fewer when fewer take part.</param>
    public static RaffleCertificate Draw(string seed, IEnumerable<RaffleEntry> entries, int most)
    {
        var ordered = entries.OrderBy(e => e.Id, StringComparer.Ordinal).ToArray();
        if (!AreEntries(ordered))
        {
            throw new ArgumentException("Each entry has an id of its own and a ticket.", nameof(entries));
        }

        var key = Convert.FromHexString(seed);
        var root = MerkleTree.Root(ordered);
        return new RaffleCertificate(
            Algorithm, HashOf(seed), seed, Convert.ToHexStringLower(root), ordered, Winners(new DrawStream(key, root), ordered, most));
    }

    /// <summary>
    /// What a draw comes to when tickets are gone since: who was drawn with a ticket that is gone is passed over, and the next
    /// in the same order move up. Nobody is drawn anew, and tickets that came later take no part. An entry loses its last
    /// tickets first.
    /// </summary>
    /// <param name="drawn">The draw as it was.</param>
    /// <param name="ticketsNow">How many tickets an entry has now.</param>
    /// <param name="most">Most winners.</param>
    public static IReadOnlyList<string> Upheld(RaffleCertificate drawn, Func<string, long> ticketsNow, int most)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        ArgumentNullException.ThrowIfNull(ticketsNow);
        var entries = drawn.Entries.ToArray();
        var stream = new DrawStream(Convert.FromHexString(drawn.Seed), Convert.FromHexString(drawn.Root));
        return [.. Order(stream, entries).Where(d => d.Own < ticketsNow(entries[d.Entry].Id)).Take(most).Select(d => entries[d.Entry].Id)];
    }

    /// <summary>SHA-256 of a seed, hexadecimal: what is published while the seed is secret.</summary>
    public static string HashOf(string seed) => Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(seed)));

    /// <summary>Checks a certificate from its own data and the hash that was published before.</summary>
    public static RaffleFault Verify(RaffleCertificate certificate, string publishedSeedHash)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        if (certificate.Algorithm != Algorithm)
        {
            return RaffleFault.UnknownAlgorithm;
        }

        if (!IsSeed(certificate.Seed) || HashOf(certificate.Seed) != publishedSeedHash || certificate.SeedHash != publishedSeedHash)
        {
            return RaffleFault.OtherSeed;
        }

        if (!AreEntries(certificate.Entries))
        {
            return RaffleFault.BadEntries;
        }

        var drawn = Draw(certificate.Seed, certificate.Entries, certificate.Winners.Count);
        return drawn.Root != certificate.Root ? RaffleFault.OtherRoot
            : drawn.Winners.SequenceEqual(certificate.Winners, StringComparer.Ordinal) ? RaffleFault.None
            : RaffleFault.OtherWinners;
    }

    private static List<string> Winners(DrawStream stream, RaffleEntry[] entries, int most) =>
        [.. Order(stream, entries).Take(most).Select(d => entries[d.Entry].Id)];

    /// <summary>Everybody in the order in which the stream draws them, each with the own ticket that was drawn.</summary>
    private static IEnumerable<(int Entry, long Own)> Order(DrawStream stream, RaffleEntry[] entries)
    {
        var left = new TicketTree(entries);
        while (left.Total > 0)
        {
            var drawn = left.OwnerOf((long)stream.Below((ulong)left.Total));
            left.Remove(drawn.Entry);
            yield return drawn;
        }
    }

    private static bool IsSeed(string seed) => seed.Length == SeedBytes * 2 && seed.All(char.IsAsciiHexDigit);

    private static bool AreEntries(IReadOnlyList<RaffleEntry> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Tickets < 1 || (i > 0 && string.CompareOrdinal(entries[i - 1].Id, entries[i].Id) >= 0))
            {
                return false;
            }
        }

        return true;
    }
}
