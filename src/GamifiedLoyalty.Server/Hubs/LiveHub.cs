using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.SignalR;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>The hub: viewers subscribe to channels and are sent what changes.</summary>
internal sealed class LiveHub(ChannelRegistry registry) : Hub
{
    private const int MaxChannels = 64;
    private static readonly object ChannelsKey = new();

    /// <summary>Starts to follow a channel.</summary>
    /// <returns>A snapshot, or what changed since the version known.</returns>
    /// <exception cref="HubException">The message starts with a stable code.</exception>
    public async Task<RawJson> Subscribe(SubscribeRequest? request)
    {
        request ??= SubscribeRequest.Nothing;
        var own = OwnChannels();
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
        if (OwnChannels().Remove(KeyOf(request ?? SubscribeRequest.Nothing), out var channel))
        {
            await channel.UnsubscribeAsync(Context.ConnectionId);
        }
    }

    /// <inheritdoc/>
    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var channel in OwnChannels().Values)
        {
            await channel.UnsubscribeAsync(Context.ConnectionId);
        }

        await base.OnDisconnectedAsync(exception);
    }

    private static (string? Program, string? Channel) KeyOf(SubscribeRequest request) => (request.Program, request.Channel);

    // One connection's calls run one after the other, so its own list needs no lock.
    private Dictionary<(string? Program, string? Channel), LiveChannel> OwnChannels()
    {
        if (Context.Items.TryGetValue(ChannelsKey, out var known))
        {
            return (Dictionary<(string? Program, string? Channel), LiveChannel>)known!;
        }

        var channels = new Dictionary<(string? Program, string? Channel), LiveChannel>();
        Context.Items[ChannelsKey] = channels;
        return channels;
    }
}
