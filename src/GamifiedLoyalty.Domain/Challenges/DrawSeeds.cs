using System.Security.Cryptography;

namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>The commitment to a raffle's secret seed.</summary>
public static class DrawSeeds
{
    /// <summary>Bytes of a seed.</summary>
    public const int Length = 32;

    /// <summary>SHA-256 of the seed's bytes, hexadecimal in small letters.</summary>
    /// <param name="seed">The seed in hexadecimal.</param>
    /// <exception cref="FormatException">The seed is not hexadecimal.</exception>
    public static string HashOf(string seed) => Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(seed)));
}
