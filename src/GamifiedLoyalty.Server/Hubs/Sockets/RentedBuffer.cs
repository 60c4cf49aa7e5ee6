using System.Buffers;

namespace GamifiedLoyalty.Server.Hubs.Sockets;

/// <summary>Bytes in a rented array that grows. An empty one holds no array. Not safe for use by several threads.</summary>
internal sealed class RentedBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 512;

    private byte[] _array = [];
    private int _length;

    /// <summary>What was written and not taken yet.</summary>
    public ReadOnlyMemory<byte> Written => _array.AsMemory(0, _length);

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = _length + Math.Max(sizeHint, 1);
        if (needed > _array.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Smallest, Math.Max(needed, _array.Length * 2)));
            Written.CopyTo(larger);
            Return();
            _array = larger;
        }

        return _array.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Forgets the first bytes; when nothing is left, the array goes back.</summary>
    public void Take(int count)
    {
        _length -= count;
        if (_length == 0)
        {
            Return();
            _array = [];
        }
        else
        {
            _array.AsSpan(count, _length).CopyTo(_array);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Take(_length);

    private void Return()
    {
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}
