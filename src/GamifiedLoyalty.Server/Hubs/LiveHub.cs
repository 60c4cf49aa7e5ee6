using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.SignalR;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>The hub: viewers subscribe to channels and are sent what changes.</summary>
internal sealed class LiveHub(ChannelRegistry registry, HubViewers viewers) : Hub
{
    private const int MaxChannels = 64;
    private static readonly object ViewerKey = new();

    /// <summary>Starts to follow a channel.</summary>
    /// <returns>A snapshot, or what changed since the version known.</returns>
    /// <exception cref="HubException">The message starts with a stable code.</exception>
    public async Task<RawJson> Subscribe(SubscribeRequest? request)
    {
        request ??= SubscribeRequest.Nothing;
        var own = Viewer.Channels;
        var key = KeyOf(request);
        if (!own.ContainsKey(key) && own.Count >= MaxChannels)
        {
            throw new HubException("tooManySubscriptions: A connection follows at most 64 channels.");
        }

        var (channel, answer, fault) = await registry.SubscribeAsync(
            Caller.From(Context.User), Context.ConnectionId, Clients.Caller, request, Context.ConnectionAborted);
        if (fault is not null)
        {
            throw new HubException($"{fault.Code}: {fault.Detail}");
        }

        own[key] = channel!;
        return answer!;
    }

    /// <summary>Stops following a channel; nothing happens when it was not followed.</summary>
    public async Task Unsubscribe(SubscribeRequest? request)
    {
        if (Viewer.Channels.TryRemove(KeyOf(request ?? SubscribeRequest.Nothing), out var channel))
        {
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
        var viewer = new HubViewer(Context, isKnown ? credential : CredentialKind.None, secret);
        Context.Items[ViewerKey] = viewer;
        viewers.Add(viewer);
        return base.OnConnectedAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        viewers.Remove(Context.ConnectionId);
        foreach (var channel in Viewer.Channels.Values)
        {
            await channel.UnsubscribeAsync(Context.ConnectionId);
        }

        await base.OnDisconnectedAsync(exception);
    }

    private static (string? Program, string? Channel) KeyOf(SubscribeRequest request) => (request.Program, request.Channel);

    private HubViewer Viewer => (HubViewer)Context.Items[ViewerKey]!;
}
