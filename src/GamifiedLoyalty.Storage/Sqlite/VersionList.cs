using System.Buffers;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Ascending versions as LEB128 varints: the first one, then the differences.</summary>
internal static class VersionList
{
    private const int PayloadBits = 7;
    private const byte Payload = 0x7F;
    private const byte More = 0x80;

    public static byte[] Encode(IReadOnlyList<long> versions)
    {
        var bytes = new ArrayBufferWriter<byte>(versions.Count * 2 + 8);
        var previous = 0L;
        foreach (var version in versions)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(version, previous, nameof(versions));
            Write(bytes, version - previous);
            previous = version;
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static long[] Decode(ReadOnlySpan<byte> bytes)
    {
        var versions = new List<long>();
        var version = 0L;
        var shift = 0;
        var difference = 0L;
        foreach (var part in bytes)
        {
            difference |= (long)(part & Payload) << shift;
            shift += PayloadBits;
            if ((part & More) == 0)
            {
                version += difference;
                versions.Add(version);
                difference = 0;
                shift = 0;
            }
        }

        return [.. versions];
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long value)
    {
        while (value > Payload)
        {
            bytes.Write([(byte)((value & Payload) | More)]);
            value >>= PayloadBits;
        }

        bytes.Write([(byte)value]);
    }
}
