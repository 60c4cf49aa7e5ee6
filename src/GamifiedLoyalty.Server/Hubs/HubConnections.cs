using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>
/// The hub's connections by id, as SignalR knows them, so that a message to many can be written and framed once; the
/// clients that a hub is given frame each message anew.
/// </summary>
internal sealed class HubConnections(ILogger<HubConnections> logger) : DefaultHubLifetimeManager<LiveHub>(logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, HubConnectionContext> _connections = new(StringComparer.Ordinal);
    private volatile TaskCompletionSource? _leaving;

    /// <summary>A connection; null when it has ended.</summary>
    public HubConnectionContext? Find(string connection) => _connections.GetValueOrDefault(connection);

    /// <summary>
    /// Tells every viewer to connect anew, to a node that goes on, and waits a little until they have left: one that is cut
    /// off before it has read the word finds out by itself, later.
    /// </summary>
    public async Task SendElsewhereAsync()
    {
        _leaving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var close = new CloseMessage(error: null, allowReconnect: true);
        var told = _connections.Values.Select(c => c.WriteAsync(close).AsTask()).ToList();
        NoteLast();
        await Task.WhenAny(Task.WhenAll([.. told, _leaving.Task]), Task.Delay(Patience));
    }

    /// <inheritdoc/>
    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        _connections[connection.ConnectionId] = connection;
        return base.OnConnectedAsync(connection);
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        _connections.TryRemove(connection.ConnectionId, out _);
        NoteLast();
        return base.OnDisconnectedAsync(connection);
    }

    private void NoteLast()
    {
        if (_connections.IsEmpty)
        {
            _leaving?.TrySetResult();
        }
    }
}
