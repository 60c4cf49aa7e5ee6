using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>
/// SignalR's own connections by id, so that a message to many can be written and framed once; the clients that a hub is given
/// frame each message anew.
/// </summary>
internal sealed class HubConnections(ILogger<HubConnections> logger) : DefaultHubLifetimeManager<LiveHub>(logger)
{
    private readonly ConcurrentDictionary<string, HubConnectionContext> _connections = new(StringComparer.Ordinal);

    /// <summary>A connection; null when it has ended.</summary>
    public HubConnectionContext? Find(string connection) => _connections.GetValueOrDefault(connection);

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
        return base.OnDisconnectedAsync(connection);
    }
}
