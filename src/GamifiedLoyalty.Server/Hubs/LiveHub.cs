using Microsoft.AspNetCore.SignalR;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>The hub for viewers who have no web socket and fall back to what else SignalR offers.</summary>
internal sealed class LiveHub(HubCalls calls, HubViewers viewers, HubConnections connections) : Hub
{
    /// <summary>Starts to follow a channel.</summary>
    /// <returns>A snapshot, or what changed since the version known.</returns>
    /// <exception cref="HubException">The message starts with a stable code.</exception>
    public Task<RawJson> Subscribe(SubscribeRequest? request) => calls.SubscribeAsync(Viewer, request, Context.ConnectionAborted);

    /// <summary>Stops following a channel; nothing happens when it was not followed.</summary>
    public Task Unsubscribe(SubscribeRequest? request) => HubCalls.UnsubscribeAsync(Viewer, request);

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        var connection = connections.Find(Context.ConnectionId) ?? throw new HubException("connectionEnded: The connection has ended.");
        var viewer = new SignalRViewer(connection, Context.GetHttpContext());
        Context.Items[typeof(SignalRViewer)] = viewer;
        viewers.Add(viewer);
        return base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await viewers.RemoveAsync(Viewer);
        await base.OnDisconnectedAsync(exception);
    }

    private SignalRViewer Viewer => (SignalRViewer)Context.Items[typeof(SignalRViewer)]!;
}
