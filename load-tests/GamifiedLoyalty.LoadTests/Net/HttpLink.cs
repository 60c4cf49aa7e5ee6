namespace GamifiedLoyalty.LoadTests.Net;

/// <summary>Handles an answer; its body is valid during the call only.</summary>
internal delegate void AnswerHandler(HttpLink link, HttpAnswer answer);

/// <summary>A keep-alive HTTP/1.1 connection with one request at a time.</summary>
/// <param name="server">Where to.</param>
/// <param name="handler">Called with every answer.</param>
internal sealed class HttpLink(Uri server, AnswerHandler handler) : Link(server)
{
    private readonly ByteQueue _in = new();

    /// <summary>When the request under way was sent, or was due.</summary>
    public long StartedAt { get; private set; }

    /// <summary>What the caller wants to remember of the request under way.</summary>
    public long Tag { get; private set; }

    /// <summary>Whether an answer is awaited.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Sends a request.</summary>
    /// <param name="request">Head and body.</param>
    /// <param name="startedAt">From when its time counts.</param>
    /// <param name="tag">Kept with it.</param>
    public void Send(ReadOnlySpan<byte> request, long startedAt, long tag)
    {
        (StartedAt, Tag, IsBusy) = (startedAt, tag, true);
        SendAll(request);
    }

    /// <inheritdoc/>
    public override void OnReadable()
    {
        ReceiveInto(_in);
        if (!HttpAnswer.TryRead(_in.Waiting, out var answer))
        {
            return;
        }

        IsBusy = false;

        // The bytes stay where they are until something is received again, which never happens inside the handler.
        _in.Consume(answer.Length);
        handler(this, answer);
    }
}
