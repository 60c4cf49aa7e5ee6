using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GamifiedLoyalty.Domain.Challenges.Draws;

/// <summary>
/// The random numbers of a draw. Block n, from 0, is HMAC-SHA256 with the seed as key over the root and n as eight bytes,
/// most significant first; each block gives four numbers of eight bytes, most significant first.
/// </summary>
internal sealed class DrawStream(byte[] seed, byte[] root)
{
    private readonly byte[] _message = [.. root, .. new byte[8]];
    private byte[] _block = [];
    private ulong _counter;
    private int _used;

    /// <summary>
    /// A number from 0 to below <paramref name="limit"/>, all equally likely: a number of the stream that is not below the
    /// largest multiple of the limit that fits into 64 bits is passed over, any other is divided and the rest taken.
    /// </summary>
    public ulong Below(ulong limit)
    {
        // 2^64 mod limit, without the 65th bit: so many numbers at the top would favour the small rests.
        var surplus = (ulong.MaxValue % limit + 1) % limit;
        ulong number;
        do
        {
            number = Next();
        }
        while (surplus > 0 && number > ulong.MaxValue - surplus);
        return number % limit;
    }

    private ulong Next()
    {
        if (_used == _block.Length)
        {
            BinaryPrimitives.WriteUInt64BigEndian(_message.AsSpan(root.Length), _counter++);
            _block = HMACSHA256.HashData(seed, _message);
            _used = 0;
        }

        var number = BinaryPrimitives.ReadUInt64BigEndian(_block.AsSpan(_used));
        _used += 8;
        return number;
    }
}
