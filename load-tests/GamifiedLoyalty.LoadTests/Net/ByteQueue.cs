namespace GamifiedLoyalty.LoadTests.Net;

/// <summary>Bytes that came and wait to be understood.</summary>
internal sealed class ByteQueue
{
    private byte[] _bytes = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>What waits.</summary>
    public ReadOnlySpan<byte> Waiting => _bytes.AsSpan(_start.._end);

    /// <summary>Room for at least so many more bytes.</summary>
    public Span<byte> Free(int least)
    {
        if (_start > 0 && _bytes.Length - _end < least)
        {
            Waiting.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        if (_bytes.Length - _end < least)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _end + least));
        }

        return _bytes.AsSpan(_end);
    }

    /// <summary>So many bytes were put into the room.</summary>
    public void Added(int count) => _end += count;

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Free(bytes.Length));
        Added(bytes.Length);
    }

    /// <summary>So many bytes are done with.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
        {
            _start = _end = 0;
        }
    }
}
