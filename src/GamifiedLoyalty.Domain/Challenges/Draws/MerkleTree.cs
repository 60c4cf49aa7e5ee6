using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GamifiedLoyalty.Domain.Challenges.Draws;

/// <summary>
/// The Merkle tree hash of RFC 6962, section 2.1, with SHA-256: a leaf is hashed behind a byte 0, two subtrees behind a
/// byte 1, a list is divided at the largest power of two below its length, and nothing at all is the hash of nothing.
/// </summary>
internal static class MerkleTree
{
    /// <summary>The root of entries in the given order; an entry's leaf is the UTF-8 text <c>id:tickets</c>.</summary>
    public static byte[] Root(IReadOnlyList<RaffleEntry> entries)
    {
        var leaves = new byte[entries.Count][];
        for (var i = 0; i < leaves.Length; i++)
        {
            leaves[i] = SHA256.HashData([0, .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{entries[i].Id}:{entries[i].Tickets}"))]);
        }

        return leaves.Length == 0 ? SHA256.HashData([]) : Root(leaves);
    }

    private static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
        {
            return leaves[0];
        }

        var left = 1;
        while (left * 2 < leaves.Length)
        {
            left *= 2;
        }

        return SHA256.HashData([1, .. Root(leaves[..left]), .. Root(leaves[left..])]);
    }
}
