using System.Buffers.Binary;
using System.Text;

namespace GamifiedLoyalty.LoadTests.Net;

/// <summary>Handles a message about changes up to a version.</summary>
internal delegate void ChangedHandler(int watcher, long version);

/// <summary>A viewer: a WebSocket that speaks the hub's JSON protocol and follows one channel.</summary>
internal sealed class WatcherLink : Link
{
    private const byte Separator = 0x1e;
    private const int CloseFrame = 8;
    private const int LastDataFrame = 2;

    private readonly int _number;
    private readonly ChangedHandler _changed;
    private readonly ByteQueue _frames = new();
    private readonly ByteQueue _messages = new();

    /// <summary>Connects and asks for the channel; the answer is awaited by <see cref="IsSubscribed"/>.</summary>
    public WatcherLink(Uri server, string key, string subscription, int number, ChangedHandler changed, int receiveBuffer = 0)
        : base(server, number, receiveBuffer)
    {
        (_number, _changed) = (number, changed);
        SendAll(Encoding.ASCII.GetBytes(
            $"GET /hubs/live?access_token={key} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bG9hZC10ZXN0LXdhdGNoZQ==\r\n\r\n"));
        ReadUpgrade();
        SendText("""{"protocol":"json","version":1}""");
        SendText($$"""{"type":1,"invocationId":"1","target":"Subscribe","arguments":[{{subscription}}]}""");
    }

    /// <summary>Whether the server has answered the subscription.</summary>
    public bool IsSubscribed { get; private set; }

    /// <summary>Reads until the subscription is answered, and no further.</summary>
    public void AwaitSubscription()
    {
        while (!IsSubscribed)
        {
            OnReadable();
        }
    }

    /// <summary>Tells the server that the viewer is still there.</summary>
    public void Ping() => SendText("""{"type":6}""");

    /// <inheritdoc/>
    public override void OnReadable()
    {
        ReceiveInto(_frames);
        while (TakeFrame())
        {
        }

        while (_messages.Waiting.IndexOf(Separator) is var end and >= 0)
        {
            Handle(_messages.Waiting[..end]);
            _messages.Consume(end + 1);
        }
    }

    private void ReadUpgrade()
    {
        int end;
        while ((end = _frames.Waiting.IndexOf("\r\n\r\n"u8)) < 0)
        {
            ReceiveInto(_frames);
        }

        var head = _frames.Waiting[..end];
        if (!head.StartsWith("HTTP/1.1 101"u8))
        {
            throw new LoadTestException("The hub refused a viewer: " + Encoding.ASCII.GetString(head));
        }

        _frames.Consume(end + 4);
    }

    // Servers send frames without a mask; a message may come in several.
    private bool TakeFrame()
    {
        var bytes = _frames.Waiting;
        if (bytes.Length < 2)
        {
            return false;
        }

        var (start, length) = bytes[1] switch
        {
            126 when bytes.Length >= 4 => (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
            127 when bytes.Length >= 10 => (10, (int)BinaryPrimitives.ReadInt64BigEndian(bytes[2..])),
            126 or 127 => (bytes.Length + 1, 0),
            var small => (2, small),
        };
        if (bytes.Length < start + length)
        {
            return false;
        }

        Take(bytes[0] & 0xF, bytes.Slice(start, length));
        _frames.Consume(start + length);
        return true;
    }

    private void Take(int kind, ReadOnlySpan<byte> payload)
    {
        if (kind == CloseFrame)
        {
            throw new LoadTestException("The server closed the connection of a viewer.");
        }

        if (kind <= LastDataFrame)
        {
            _messages.Append(payload);
        }
    }

    private void Handle(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("\"target\":\"changed\""u8) >= 0)
        {
            _changed(_number, JsonText.Number(message, "\"version\":"u8));
        }
        else if (message.StartsWith("{\"type\":3"u8))
        {
            IsSubscribed = message.IndexOf("\"error\":"u8) < 0
                ? true
                : throw new LoadTestException("A subscription was refused: " + Encoding.UTF8.GetString(message));
        }
        else if (message.StartsWith("{\"type\":7"u8))
        {
            throw new LoadTestException("The hub ended a connection: " + Encoding.UTF8.GetString(message));
        }
    }

    // One frame with the mask that clients must set; a mask of zeros leaves the text as it is.
    private void SendText(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text + (char)Separator);
        byte[] head = payload.Length < 126
            ? [0x81, (byte)(0x80 | payload.Length), 0, 0, 0, 0]
            : [0x81, 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0];
        SendAll([.. head, .. payload]);
    }
}
