using System.Buffers;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Storage;

/// <summary>Ascending versions as varints: the first one, then the differences.</summary>
internal static class VersionList
{
    public static byte[] Encode(IReadOnlyList<long> versions)
    {
        var bytes = new ArrayBufferWriter<byte>(versions.Count * 2 + 8);
        var previous = 0L;
        foreach (var version in versions)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(version, previous, nameof(versions));
            Packed.Write(bytes, version - previous);
            previous = version;
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static long[] Decode(ReadOnlySpan<byte> bytes)
    {
        var versions = new List<long>();
        var version = 0L;
        while (!bytes.IsEmpty)
        {
            version += Packed.Read(ref bytes);
            versions.Add(version);
        }

        return [.. versions];
    }
}
