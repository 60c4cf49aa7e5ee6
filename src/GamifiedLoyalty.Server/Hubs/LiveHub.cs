using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.SignalR;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>The hub: viewers subscribe to channels and are sent what changes.</summary>
internal sealed class LiveHub(ChannelRegistry registry, HubViewers viewers, HubConnections connections) : Hub
{
    private const int MaxChannels = 64;

    /// <summary>Starts to follow a channel.</summary>
    /// <returns>A snapshot, or what changed since the version known.</returns>
    /// <exception cref="HubException">The message starts with a stable code.</exception>
    public async Task<RawJson> Subscribe(SubscribeRequest? request)
    {
        request ??= SubscribeRequest.Nothing;
        var own = Viewer;
        if (own.Followed.Length >= MaxChannels && own.Find(request.Program, request.Channel) is null)
        {
            throw new HubException("tooManySubscriptions: A connection follows at most 64 channels.");
        }

        var (channel, answer, fault) = await registry.SubscribeAsync(
            Caller.From(Context.User), Connection, request, Context.ConnectionAborted);
        if (fault is not null)
        {
            throw new HubException($"{fault.Code}: {fault.Detail}");
        }

        own.Follow(request.Program!, channel!);
        return answer!;
    }

    /// <summary>Stops following a channel; nothing happens when it was not followed.</summary>
    public async Task Unsubscribe(SubscribeRequest? request)
    {
        if (Viewer.Find(request?.Program, request?.Channel) is { } channel)
        {
            Viewer.Leave(channel);
            await channel.UnsubscribeAsync(Context.ConnectionId);
        }
    }

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        var (credential, secret) = Context.GetHttpContext() is { } http
            ? AuthenticationMiddleware.Credential(http.Request)
            : (CredentialKind.None, "");
        var isKnown = Caller.From(Context.User).Kind != CallerKind.Anonymous;
        viewers.Add(new HubViewer(Context, isKnown ? credential : CredentialKind.None, secret));
        return base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        var followed = Viewer.Followed;
        viewers.Remove(Context.ConnectionId);
        foreach (var (_, channel) in followed)
        {
            await channel.UnsubscribeAsync(Context.ConnectionId);
        }

        await base.OnDisconnectedAsync(exception);
    }

    private HubConnectionContext Connection =>
        connections.Find(Context.ConnectionId) ?? throw new HubException("connectionEnded: The connection has ended.");

    private HubViewer Viewer => viewers.Get(Context.ConnectionId);
}
