using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using GamifiedLoyalty.Testing;

namespace GamifiedLoyalty.Server.Tests.Hubs;

/// <summary>A viewer that speaks the hub's JSON protocol over a web socket, with nothing of the product's own code.</summary>
public sealed class HubConnection : IAsyncDisposable
{
    private const char Separator = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonElement> _changed = new();
    private readonly Queue<string> _received = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private string _rest = "";
    private int _calls;

    /// <summary>Connects.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="key">A key, or null for a stranger.</param>
    /// <param name="receiveBuffer">How much the kernel keeps of what is not read, in bytes; 0 for what it likes.</param>
    /// <param name="cookie">The cookie of a session, as it is sent back.</param>
    public static async Task<HubConnection> OpenAsync(Uri server, string? key, int receiveBuffer = 0, string? cookie = null)
    {
        var connection = new HubConnection();
        if (cookie is not null)
        {
            connection._socket.Options.SetRequestHeader("Cookie", cookie);
        }

        var token = key is null ? "" : $"?access_token={Uri.EscapeDataString(key)}";
        using var deadline = new CancellationTokenSource(Patience);
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = (to, stop) => ConnectAsync(to.DnsEndPoint, receiveBuffer, stop) });
        await connection._socket.ConnectAsync(new Uri($"ws://{server.Authority}/hubs/live{token}"), invoker, deadline.Token);
        await connection.SendAsync("""{"protocol":"json","version":1}""");
        await connection.NextAsync(deadline.Token);
        return connection;
    }

    /// <summary>Subscribes and returns the answer; an error comes as an object with <c>error</c>.</summary>
    public async Task<JsonElement> SubscribeAsync(string program, string channel, long? knownVersion = null) =>
        await InvokeAsync("Subscribe", program, channel, knownVersion);

    public async Task<JsonElement> InvokeAsync(string method, string program, string channel, long? knownVersion = null)
    {
        var argument = knownVersion is { } known ? (object)new { program, channel, knownVersion = known } : new { program, channel };
        return await InvokeAsync(method, argument);
    }

    public async Task<JsonElement> InvokeAsync(string method, object? argument)
    {
        var id = (++_calls).ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var deadline = new CancellationTokenSource(Patience);
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments = new[] { argument } }));
        for (; ; )
        {
            var message = await NextAsync(deadline.Token);
            if (Type(message) == 3 && message.GetProperty("invocationId").GetString() == id)
            {
                return message.TryGetProperty("result", out var result) ? result : message;
            }

            Keep(message);
        }
    }

    /// <summary>The next <c>changed</c>. The server's pings do not count as signs of one.</summary>
    public async Task<JsonElement> ChangedAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (_changed.Count == 0)
        {
            Keep(await NextAsync(deadline.Token));
        }

        return _changed.Dequeue();
    }

    /// <summary>What has come by now and was not asked for yet: everything before the answer to one more call.</summary>
    public async Task<IReadOnlyList<JsonElement>> PendingAsync()
    {
        await InvokeAsync("Unsubscribe", "none", "none");
        var pending = _changed.ToArray();
        _changed.Clear();
        return pending;
    }

    /// <summary>The next <c>changed</c> of a server whose clock stands still: time goes on, step by step, until it comes.</summary>
    public async Task<JsonElement> ChangedAsync(ManualTime time, TimeSpan step)
    {
        var changed = ChangedAsync();
        while (!changed.IsCompleted)
        {
            time.Advance(step);
            await Task.WhenAny(changed, Task.Delay(10, TestContext.Current.CancellationToken));
        }

        return await changed;
    }

    /// <summary>The server's word that the connection ends.</summary>
    public async Task<JsonElement> ClosedAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        for (; ; )
        {
            var message = await NextAsync(deadline.Token);
            if (Type(message) == 7)
            {
                return message;
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async ValueTask<Stream> ConnectAsync(EndPoint server, int receiveBuffer, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
        {
            socket.ReceiveBufferSize = receiveBuffer;
        }

        await socket.ConnectAsync(server, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static int Type(JsonElement message) => message.TryGetProperty("type", out var type) ? type.GetInt32() : 0;

    private void Keep(JsonElement message)
    {
        if (Type(message) == 1)
        {
            message.GetProperty("target").GetString().ShouldBe("changed");
            _changed.Enqueue(message.GetProperty("arguments")[0]);
        }
    }

    private async Task SendAsync(string message)
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message + Separator), WebSocketMessageType.Text, true, deadline.Token);
    }

    private async Task<JsonElement> NextAsync(CancellationToken deadline)
    {
        while (_received.Count == 0)
        {
            var got = await _socket.ReceiveAsync(_buffer.AsMemory(), deadline);
            var parts = (_rest + Encoding.UTF8.GetString(_buffer, 0, got.Count)).Split(Separator);
            _rest = parts[^1];
            foreach (var part in parts[..^1])
            {
                _received.Enqueue(part);
            }
        }

        return JsonDocument.Parse(_received.Dequeue()).RootElement;
    }
}
