using System.Net.WebSockets;
using System.Text;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Hubs.Sockets;

public sealed class SocketViewerTests
{
    private const string Handshake = "{\"protocol\":\"json\",\"version\":1}\u001e";
    private const string Subscribe =
        "{\"type\":1,\"invocationId\":\"7\",\"target\":\"subscribe\",\"arguments\":[{\"program\":\"acme\",\"channel\":\"board/revenue/all\"}]}\u001e";

    [Fact]
    public async Task Words_may_come_in_any_pieces()
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);
        foreach (var letter in Handshake + Subscribe[..40])
        {
            await SendAsync(socket, letter.ToString());
        }

        await SendAsync(socket, Subscribe[40..] + "{\"type\":6}\u001e");

        (await NextAsync(socket)).ShouldBe("{}\u001e");
        (await NextAsync(socket)).ShouldContain("\"invocationId\":\"7\",\"result\":{\"channel\":\"board/revenue/all\"");
    }

    [Fact]
    public async Task Several_messages_may_come_at_once()
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);
        await SendAsync(socket, Handshake + "{\"type\":6}\u001e{\"type\":77}\u001e" + Subscribe);

        (await NextAsync(socket)).ShouldBe("{}\u001e");
        (await NextAsync(socket)).ShouldContain("\"snapshot\":");
    }

    [Theory]
    [InlineData("{\"type\":1,\"invocationId\":\"7\",\"target\":\"Shutdown\",\"arguments\":[]}")]
    [InlineData("{\"type\":1,\"invocationId\":\"7\",\"target\":\"Subscribe\",\"arguments\":[1,2,3]}")]
    [InlineData("{\"type\":4,\"invocationId\":\"7\",\"target\":\"Subscribe\",\"arguments\":[{}]}")]
    public async Task A_call_that_is_none_of_the_hubs_is_refused_and_the_connection_goes_on(string call)
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);
        await SendAsync(socket, Handshake);
        (await NextAsync(socket)).ShouldBe("{}\u001e");

        await SendAsync(socket, call + "\u001e");
        (await NextAsync(socket)).ShouldStartWith("{\"type\":3,\"invocationId\":\"7\",\"error\":");
        await SendAsync(socket, Subscribe);
        (await NextAsync(socket)).ShouldContain("\"snapshot\":");
    }

    [Theory]
    [InlineData("not json\u001e")]
    [InlineData("[]\u001e")]
    [InlineData("{\"type\":7}\u001e")]
    [InlineData(null)]
    public async Task Whoever_breaks_the_rules_or_takes_leave_is_told_and_closed(string? words)
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);
        await SendAsync(socket, Handshake);
        (await NextAsync(socket)).ShouldBe("{}\u001e");

        await SendAsync(socket, words ?? new string('x', 20_000));

        (await NextAsync(socket)).ShouldBe("{\"type\":7}\u001e");
        (await ReceiveAsync(socket)).MessageType.ShouldBe(WebSocketMessageType.Close);
    }

    [Fact]
    public async Task A_silent_viewer_is_told_that_the_server_is_there()
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);
        await SendAsync(socket, Handshake);
        (await NextAsync(socket)).ShouldBe("{}\u001e");

        (await NextAsync(socket)).ShouldBe("{\"type\":6}\u001e");
    }

    [Fact]
    public async Task A_stopping_server_waits_for_no_viewer()
    {
        await using var server = await StartAsync();
        using var socket = await ConnectAsync(server);
        await SendAsync(socket, Handshake + Subscribe);
        await NextAsync(socket);
        await NextAsync(socket);

        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken);
    }

    private static async Task<TestServer> StartAsync()
    {
        var server = await TestServer.StartAsync();
        await server.PublishAsync();
        return server;
    }

    private static async Task<ClientWebSocket> ConnectAsync(TestServer server)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new Uri($"ws://{server.Address.Authority}/hubs/live?access_token={TestServer.AdminKey}"), TestContext.Current.CancellationToken);
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    private static async Task<string> NextAsync(ClientWebSocket socket)
    {
        var got = await ReceiveAsync(socket);
        got.MessageType.ShouldBe(WebSocketMessageType.Text);
        return got.Text;
    }

    private static async Task<(WebSocketMessageType MessageType, string Text)> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        for (; ; )
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var got = await socket.ReceiveAsync(buffer.AsMemory(length), deadline.Token);
            length += got.Count;
            if (got.EndOfMessage)
            {
                return (got.MessageType, Encoding.UTF8.GetString(buffer, 0, length));
            }
        }
    }
}
