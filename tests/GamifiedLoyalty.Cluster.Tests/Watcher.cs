using System.Net.WebSockets;
using System.Text;

namespace GamifiedLoyalty.Cluster.Tests;

/// <summary>
/// A viewer of a board over the hub. After a loss it connects again, to the same node or, if it roams, to the next, and names the
/// version that it knows.
/// </summary>
internal sealed class Watcher(LocalCluster cluster, string program, Observations seen, int home, bool roams)
{
    private const char Separator = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private int _node = home;
    private long? _version;

    /// <summary>How often it connected.</summary>
    public int Connections { get; private set; }

    /// <summary>What it shows now.</summary>
    public string[] Shown { get; private set; } = [];

    /// <summary>Watches until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(cluster.Nodes[_node], stop);
            }
            catch (Exception failure) when (failure is WebSocketException or HttpRequestException or IOException or OperationCanceledException)
            {
                _node = roams ? (_node + 1) % LocalCluster.NodeCount : _node;
            }

            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task FollowAsync(Node node, CancellationToken stop)
    {
        using var socket = new ClientWebSocket();
        var text = new StringBuilder();
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(stop))
        {
            patience.CancelAfter(Patience);
            await socket.ConnectAsync(node.Hub, patience.Token);
            await SendAsync(socket, """{"protocol":"json","version":1}""", patience.Token);
            await SendAsync(socket, Subscription(), patience.Token);
            await ReceiveAsync(socket, text, patience.Token);
        }

        Connections++;
        while (true)
        {
            await ReceiveAsync(socket, text, stop);
        }
    }

    private string Subscription()
    {
        var known = _version is { } version ? Invariant($", \"knownVersion\": {version}") : "";
        return $$"""{"type":1,"invocationId":"1","target":"Subscribe","arguments":[{"program":"{{program}}","channel":"board/revenue/all"{{known}}}]}""";
    }

    private static Task SendAsync(ClientWebSocket socket, string message, CancellationToken stop) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + Separator), WebSocketMessageType.Text, true, stop);

    private async Task ReceiveAsync(ClientWebSocket socket, StringBuilder text, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult got;
        do
        {
            got = await socket.ReceiveAsync(buffer.AsMemory(), stop);
            text.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
        }
        while (!got.EndOfMessage);
        if (got.MessageType == WebSocketMessageType.Close)
        {
            throw new IOException("The node closed the connection.");
        }

        var parts = text.ToString().Split(Separator);
        text.Clear().Append(parts[^1]);
        foreach (var part in parts[..^1])
        {
            Take(JsonNode.Parse(part)!);
        }
    }

    private void Take(JsonNode message)
    {
        switch ((int?)message["type"])
        {
            case 1:
                Apply(message["arguments"]![0]!);
                break;
            case 3 when message["result"] is { } answer:
                Apply(answer);
                break;
            case 3 or 7:
                throw new IOException(message.ToJsonString());
            default:
                // The handshake's answer and pings.
                break;
        }
    }

    private void Apply(JsonNode told)
    {
        var content = told["snapshot"] ?? told["changes"]!;
        if (told["snapshot"] is not null)
        {
            _rows.Clear();
        }

        foreach (var row in content["rows"]!.AsArray())
        {
            var subject = (string)row!["subject"]!;
            _rows[subject] = new Row(subject, (long)row["score"]!, (long)row["reach"]!);
        }

        foreach (var subject in content["removed"]?.AsArray() ?? [])
        {
            _rows.Remove((string)subject!);
        }

        _version = (long)told["version"]!;
        Shown = [.. _rows.Values
            .OrderByDescending(r => r.Score).ThenBy(r => r.Reach).ThenBy(r => r.Subject, StringComparer.Ordinal)
            .Select((r, i) => Invariant($"{i + 1} {r.Subject} {r.Score}"))];
        if (content["rebuilding"] is null && content["unavailable"] is null)
        {
            seen.Add(Invariant($"watcher at node {_node + 1}"), _version.Value, Shown);
        }
    }

    private sealed record Row(string Subject, long Score, long Reach);
}
