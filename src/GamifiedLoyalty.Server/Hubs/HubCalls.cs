using Microsoft.AspNetCore.SignalR;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>What viewers may ask of the hub, whatever they are connected by.</summary>
internal sealed class HubCalls(ChannelRegistry registry)
{
    private const int MaxChannels = 64;

    /// <summary>Starts to follow a channel.</summary>
    /// <returns>A snapshot, or what changed since the version known.</returns>
    /// <exception cref="HubException">The message starts with a stable code.</exception>
    public async Task<RawJson> SubscribeAsync(HubViewer viewer, SubscribeRequest? request, CancellationToken cancellationToken)
    {
        request ??= SubscribeRequest.Nothing;
        if (viewer.Followed.Length >= MaxChannels && viewer.Find(request.Program, request.Channel) is null)
        {
            throw new HubException("tooManySubscriptions: A connection follows at most 64 channels.");
        }

        var (followed, answer, fault) = await registry.SubscribeAsync(viewer, request, cancellationToken);
        if (fault is not null)
        {
            throw new HubException($"{fault.Code}: {fault.Detail}");
        }

        viewer.Follow(followed!);
        return answer!;
    }

    /// <summary>Stops following a channel; nothing happens when it was not followed.</summary>
    public static async Task UnsubscribeAsync(HubViewer viewer, SubscribeRequest? request)
    {
        if (viewer.Find(request?.Program, request?.Channel) is { } channel)
        {
            viewer.Leave(channel);
            await channel.UnsubscribeAsync(viewer);
        }
    }
}
