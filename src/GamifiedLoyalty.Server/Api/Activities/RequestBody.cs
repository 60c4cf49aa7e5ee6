using System.Buffers;
using System.IO.Pipelines;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>A request body that is read whole into a rented buffer, within a limit.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstRent = 4096;
    private byte[] _buffer;
    private int _length;

    private RequestBody(byte[] buffer) => _buffer = buffer;

    /// <summary>The bytes, valid until disposal.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>
    /// Reads a body; null when it is larger than <paramref name="limit"/>, as soon as that is known. Throws when the client
    /// goes away.
    /// </summary>
    public static async ValueTask<RequestBody?> ReadAsync(PipeReader reader, long? announced, int limit)
    {
        if (announced > limit)
        {
            return null;
        }

        var body = new RequestBody(ArrayPool<byte>.Shared.Rent((int)(announced ?? FirstRent)));
        while (true)
        {
            var read = await reader.ReadAsync();
            if (body._length + read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                body.Dispose();
                return null;
            }

            body.Append(read.Buffer);
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return body;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _length = 0;
    }

    private void Append(in ReadOnlySequence<byte> bytes)
    {
        var length = (int)bytes.Length;
        if (_length + length > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_length + length, _buffer.Length * 2));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += length;
    }
}
