namespace GamifiedLoyalty.Server.Tests.Activities;

/// <summary>A stream that gives its bytes in pieces of random size, as a network does.</summary>
internal sealed class TrickleStream(byte[] content, Random random, int largest) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var length = Math.Min(Math.Min(count, random.Next(1, largest + 1)), content.Length - _position);
        content.AsSpan(_position, length).CopyTo(buffer.AsSpan(offset));
        _position += length;
        return length;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var piece = new byte[buffer.Length];
        var length = Read(piece, 0, piece.Length);
        piece.AsMemory(0, length).CopyTo(buffer);
        return ValueTask.FromResult(length);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
