using System.Buffers;
using System.Text;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>
/// Values in few bytes, one after the other: numbers as LEB128, with zigzag before it when they have a sign; texts in UTF-8
/// after their length.
/// </summary>
public static class Packed
{
    private const int PayloadBits = 7;
    private const byte Payload = 0x7F;
    private const byte More = 0x80;
    private const int MostBytes = 10;
    private const int SignBit = 63;

    /// <summary>Writes a number that is not negative.</summary>
    public static void Write(IBufferWriter<byte> bytes, long value)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        WriteBits(bytes, (ulong)value);
    }

    /// <summary>Writes a number of either sign.</summary>
    public static void WriteSigned(IBufferWriter<byte> bytes, long value) =>
        WriteBits(bytes, unchecked((ulong)((value << 1) ^ (value >> SignBit))));

    /// <summary>Writes a text.</summary>
    public static void WriteText(IBufferWriter<byte> bytes, string text)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        Write(bytes, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, bytes);
    }

    /// <summary>Writes a decimal with its scale.</summary>
    public static void WriteDecimal(IBufferWriter<byte> bytes, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var low = unchecked(((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
        WriteBits(bytes, unchecked((uint)parts[3]));
        WriteBits(bytes, low);
        WriteBits(bytes, unchecked((uint)parts[2]));
    }

    /// <summary>Takes a number off the front.</summary>
    public static long Read(ref ReadOnlySpan<byte> bytes) => checked((long)ReadBits(ref bytes));

    /// <summary>Takes a number of either sign off the front.</summary>
    public static long ReadSigned(ref ReadOnlySpan<byte> bytes)
    {
        var bits = ReadBits(ref bytes);
        return unchecked((long)(bits >> 1) ^ -(long)(bits & 1));
    }

    /// <summary>Takes the bytes of a text off the front.</summary>
    public static ReadOnlySpan<byte> ReadText(ref ReadOnlySpan<byte> bytes)
    {
        var length = checked((int)Read(ref bytes));
        var text = bytes[..length];
        bytes = bytes[length..];
        return text;
    }

    /// <summary>Takes a decimal off the front.</summary>
    public static decimal ReadDecimal(ref ReadOnlySpan<byte> bytes)
    {
        var flags = unchecked((int)(uint)ReadBits(ref bytes));
        var low = ReadBits(ref bytes);
        var high = unchecked((int)(uint)ReadBits(ref bytes));
        return new decimal([unchecked((int)(uint)low), unchecked((int)(uint)(low >> 32)), high, flags]);
    }

    private static void WriteBits(IBufferWriter<byte> bytes, ulong bits)
    {
        var target = bytes.GetSpan(MostBytes);
        var length = 0;
        for (; bits > Payload; bits >>= PayloadBits)
        {
            target[length++] = (byte)((bits & Payload) | More);
        }

        target[length++] = (byte)bits;
        bytes.Advance(length);
    }

    private static ulong ReadBits(ref ReadOnlySpan<byte> bytes)
    {
        var bits = 0UL;
        for (var i = 0; ; i++)
        {
            bits |= (ulong)(bytes[i] & Payload) << (i * PayloadBits);
            if ((bytes[i] & More) == 0)
            {
                bytes = bytes[(i + 1)..];
                return bits;
            }
        }
    }
}
