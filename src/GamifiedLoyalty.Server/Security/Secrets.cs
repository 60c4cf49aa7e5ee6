using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace GamifiedLoyalty.Server.Security;

/// <summary>Makes and hashes secrets. Only hashes are ever stored; 256 random bits need no salt and no slow hash.</summary>
internal static class Secrets
{
    /// <summary>The longest secret that is looked at, in characters.</summary>
    public const int MaxLength = 256;

    private const int RandomBytes = 32;

    /// <summary>A new secret in letters that need no escaping in headers and addresses.</summary>
    public static string New(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>A short public id.</summary>
    public static string NewId(string prefix) => prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>SHA-256 of a secret's UTF-8.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
