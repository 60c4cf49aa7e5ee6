using System.Security.Cryptography;
using System.Text;

namespace GamifiedLoyalty.Simulation.Running;

/// <summary>What happened, line by line; the hash of it tells whether two runs were the same.</summary>
internal sealed class Trace(TextWriter? output) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public void Line(string text)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(text));
        _hash.AppendData("\n"u8);
        output?.WriteLine(text);
    }

    public string Hash() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();
}
