using System.Buffers;
using System.Text.Json;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>A reusable buffer with a JSON writer over it, so that answers cost no allocation once warm.</summary>
internal sealed class AnswerBuffer
{
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static AnswerBuffer? _kept;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    private AnswerBuffer() => Writer = new Utf8JsonWriter(_buffer, JsonAnswer.Options);

    /// <summary>Writes into the buffer.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>What was written and flushed so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>An empty one; give it back when done.</summary>
    public static AnswerBuffer Rent()
    {
        var answer = _kept ?? new AnswerBuffer();
        _kept = null;
        return answer;
    }

    /// <summary>Gives one back.</summary>
    public void Return()
    {
        if (_buffer.Capacity <= LargestKept)
        {
            _buffer.ResetWrittenCount();
            Writer.Reset();
            _kept = this;
        }
    }

    /// <summary>Ends a line of newline-delimited JSON, and lets another value begin.</summary>
    public void EndLine()
    {
        Writer.Flush();
        Writer.Reset();
        _buffer.Write("\n"u8);
    }

    /// <summary>Sends what was written as the whole response, and gives the buffer back.</summary>
    public async ValueTask SendAsync(HttpResponse response, int status, string mediaType, CancellationToken cancellationToken)
    {
        Writer.Flush();
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = _buffer.WrittenCount;
        response.BodyWriter.Write(_buffer.WrittenSpan);
        Return();
        await response.BodyWriter.FlushAsync(cancellationToken);
    }
}
