using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace GamifiedLoyalty.Server.Hubs.Sockets;

/// <summary>
/// A viewer over a web socket. A venue has ten thousand of them, each of them silent nearly always: so it holds no buffer, no
/// timer and no task but the one that waits for the viewer's next word.
/// </summary>
internal sealed class SocketViewer : HubViewer
{
    private const int LongestWords = 8 * 1024;
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Blockage = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    // The hub says by itself that it is there, in a way that pages notice.
    private static readonly WebSocketAcceptContext Accepted = new() { KeepAliveInterval = TimeSpan.Zero };

    private readonly SocketHub _hub;
    private readonly WebSocket _socket;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RentedBuffer _heard = new();
    private bool _isGreeted;
    private long _heardAt = Stopwatch.GetTimestamp();
    private long _toldAt = Stopwatch.GetTimestamp();
    private long _sendingSince;
    private long _endedAt;

    private SocketViewer(SocketHub hub, WebSocket socket, Caller caller, (CredentialKind Kind, string Secret) proof)
        : base(caller, proof.Kind, proof.Secret) => (_hub, _socket) = (hub, socket);

    /// <summary>Accepts a socket and speaks with the viewer until either ends it.</summary>
    public static async Task ServeAsync(HttpContext http, SocketHub hub)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync(Accepted);
        var viewer = new SocketViewer(hub, socket, http.Caller(), ProofOf(http));
        hub.Add(viewer);
        try
        {
            await viewer.ListenAsync();
        }
        finally
        {
            await hub.RemoveAsync(viewer);
            await viewer.CloseAsync();
        }
    }

    /// <inheritdoc/>
    public override ValueTask SendAsync(SerializedHubMessage message) => SendAsync(message.GetSerializedMessage(_hub.Protocol));

    /// <inheritdoc/>
    public override void Abort()
    {
        // A viewer that answers the farewell ends the connection by that; others are cut off a little later.
        if (Interlocked.CompareExchange(ref _endedAt, Stopwatch.GetTimestamp(), 0) == 0)
        {
            _ = CloseAsync();
        }
    }

    /// <inheritdoc/>
    public override void Tick()
    {
        if (IsOver(ref _sendingSince, Blockage) || IsOver(ref _heardAt, Silence) || IsOver(ref _endedAt, Farewell))
        {
            _socket.Abort();
        }
        else if (_isGreeted && _turn.CurrentCount > 0 && IsOver(ref _toldAt, PingAfter))
        {
            _ = SendAsync(_hub.Ping).AsTask();
        }
    }

    private static bool IsOver(ref long since, TimeSpan longest) =>
        Volatile.Read(ref since) is var start and not 0 && Stopwatch.GetElapsedTime(start) > longest;

    // What the viewer's end, or its own breach of the protocol, looks like from here.
    private static bool IsEnd(Exception exception) => exception is WebSocketException or IOException or OperationCanceledException
        or ObjectDisposedException or InvalidOperationException or InvalidDataException;

    // One loop in one method: whatever it keeps while it waits, it keeps for every viewer.
    private async Task ListenAsync()
    {
        try
        {
            for (var isOpen = true; isOpen;)
            {
                var next = await _socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
                if (next.MessageType != WebSocketMessageType.Close)
                {
                    next = await _socket.ReceiveAsync(_heard.GetMemory(), CancellationToken.None);
                }

                isOpen = next.MessageType != WebSocketMessageType.Close && await HearAsync(next.Count);
            }
        }
        catch (Exception end) when (IsEnd(end))
        {
            // There is nobody to tell.
        }
        finally
        {
            _heard.Dispose();
        }
    }

    private async ValueTask<bool> HearAsync(int count)
    {
        _heard.Advance(count);
        Volatile.Write(ref _heardAt, 0);
        while (TakeNext(out var message))
        {
            if (!await AnswerAsync(message))
            {
                return false;
            }
        }

        Volatile.Write(ref _heardAt, Stopwatch.GetTimestamp());
        return _heard.Written.Length <= LongestWords;
    }

    private bool TakeNext(out HubMessage? message)
    {
        message = null;
        var unread = new ReadOnlySequence<byte>(_heard.Written);
        if (_isGreeted)
        {
            _ = _hub.Protocol.TryParseMessage(ref unread, _hub, out message);
        }
        else if (HandshakeProtocol.TryParseRequestMessage(ref unread, out var hello))
        {
            message = hello;
        }

        var taken = _heard.Written.Length - (int)unread.Length;
        _heard.Take(taken);
        return taken <= LongestWords ? taken > 0 : throw new InvalidDataException("The message is too long.");
    }

    private async ValueTask<bool> AnswerAsync(HubMessage? message)
    {
        switch (message)
        {
            case HandshakeRequestMessage hello:
                return await GreetAsync(hello);
            case InvocationMessage call:
                var answer = await _hub.InvokeAsync(this, call);
                await (call.InvocationId is null ? default : SendAsync(answer));
                return true;
            case HubInvocationMessage { InvocationId: { } id } and (StreamInvocationMessage or InvocationBindingFailureMessage):
                await SendAsync(CompletionMessage.WithError(id, "The hub has no such method."));
                return true;
            default:
                // Signs of life, and answers to questions that the hub does not ask.
                return message is not CloseMessage;
        }
    }

    private async ValueTask<bool> GreetAsync(HandshakeRequestMessage hello)
    {
        var isSpoken = string.Equals(hello.Protocol, _hub.Protocol.Name, StringComparison.OrdinalIgnoreCase)
            && _hub.Protocol.IsVersionSupported(hello.Version);
        using var buffer = new RentedBuffer();
        HandshakeProtocol.WriteResponseMessage(
            isSpoken
                ? HandshakeResponseMessage.Empty
                : new($"The protocol '{hello.Protocol}' of version {hello.Version} is not supported."),
            buffer);
        await SendAsync(buffer.Written);
        return _isGreeted = isSpoken;
    }

    private async ValueTask SendAsync(HubMessage message)
    {
        using var buffer = new RentedBuffer();
        _hub.Protocol.WriteMessage(message, buffer);
        await SendAsync(buffer.Written);
    }

    // Nearly always nothing else is being sent and the socket takes the message at once: then nothing is allocated.
    private ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        if (!_turn.Wait(0))
        {
            return new(SendInTurnAsync(message));
        }

        var sending = StartSending(message);
        if (!sending.IsCompletedSuccessfully)
        {
            return new(FinishSendingAsync(sending));
        }

        Volatile.Write(ref _sendingSince, 0);
        _turn.Release();
        return default;
    }

    private async Task SendInTurnAsync(ReadOnlyMemory<byte> message)
    {
        await _turn.WaitAsync();
        await FinishSendingAsync(StartSending(message));
    }

    private ValueTask StartSending(ReadOnlyMemory<byte> message)
    {
        if (_socket.State != WebSocketState.Open || Volatile.Read(ref _endedAt) != 0)
        {
            return default;
        }

        var now = Stopwatch.GetTimestamp();
        Volatile.Write(ref _toldAt, now);
        Volatile.Write(ref _sendingSince, now);
        return _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    private async Task FinishSendingAsync(ValueTask sending)
    {
        try
        {
            await sending;
        }
        catch (Exception end) when (IsEnd(end))
        {
            // Whoever listens finds out too.
        }
        finally
        {
            Volatile.Write(ref _sendingSince, 0);
            _turn.Release();
        }
    }

    private async Task CloseAsync()
    {
        using var deadline = new CancellationTokenSource(Farewell);
        try
        {
            await _turn.WaitAsync(deadline.Token);
            try
            {
                await SayFarewellAsync(deadline.Token);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception end) when (IsEnd(end))
        {
            _socket.Abort();
        }
    }

    private async Task SayFarewellAsync(CancellationToken deadline)
    {
        if (_isGreeted && _socket.State == WebSocketState.Open)
        {
            await _socket.SendAsync(_hub.Farewell, WebSocketMessageType.Text, endOfMessage: true, deadline);
        }

        if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, deadline);
        }
    }
}
