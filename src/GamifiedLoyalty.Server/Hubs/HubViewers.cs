using System.Collections.Concurrent;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.SignalR;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>
/// The connections of this node. Every few seconds each is asked again whether it may still see what it follows: one whose
/// key or link was revoked, or whose program turned private, is cut off.
/// </summary>
internal sealed class HubViewers(Authenticator authenticator, ProgramHost programs, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, HubViewer> _viewers = new(StringComparer.Ordinal);

    /// <summary>How many connections there are.</summary>
    public int Count => _viewers.Count;

    /// <summary>Notes a connection.</summary>
    public void Add(HubViewer viewer) => _viewers[viewer.Context.ConnectionId] = viewer;

    /// <summary>A connection that was noted.</summary>
    public HubViewer Get(string connection) => _viewers[connection];

    /// <summary>Forgets a connection.</summary>
    public void Remove(string connection) => _viewers.TryRemove(connection, out _);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var viewer in _viewers.Values)
            {
                await CheckAsync(viewer, stoppingToken);
            }
        }
    }

    private async Task CheckAsync(HubViewer viewer, CancellationToken cancellationToken)
    {
        try
        {
            var caller = viewer.Credential == CredentialKind.None
                ? Caller.Anonymous
                : (await authenticator.FindAsync(viewer.Secret, viewer.Credential, cancellationToken))?.Caller;
            if (caller is null || !await MayFollowAsync(caller, viewer, cancellationToken))
            {
                viewer.Context.Abort();
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not OutOfMemoryException)
        {
            // The store is away; nobody is cut off for that, the next round asks again.
        }
    }

    private async Task<bool> MayFollowAsync(Caller caller, HubViewer viewer, CancellationToken cancellationToken)
    {
        foreach (var followed in viewer.Followed)
        {
            if (await programs.FindAsync(followed.Program, cancellationToken) is { } engine
                && ChannelName.Parse(followed.Channel.Name) is { } name && !ChannelAccess.IsAllowed(caller, engine, name))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A connection, how it proved who it is, and what it follows.</summary>
internal sealed class HubViewer(HubCallerContext context, CredentialKind credential, string secret)
{
    /// <summary>The connection.</summary>
    public HubCallerContext Context { get; } = context;

    /// <summary>How the secret was presented.</summary>
    public CredentialKind Credential { get; } = credential;

    /// <summary>The secret, kept as long as the connection lasts.</summary>
    public string Secret { get; } = secret;

    /// <summary>The channels followed. Replaced, never changed: small, because there are many viewers and each follows few.</summary>
    public FollowedChannel[] Followed { get; private set; } = [];

    /// <summary>The channel followed under a name, or null.</summary>
    public LiveChannel? Find(string? program, string? channel) =>
        Array.Find(Followed, f => f.Program == program && f.Channel.Name == channel)?.Channel;

    /// <summary>Notes a channel in place of an earlier one of its name.</summary>
    public void Follow(string program, LiveChannel channel) =>
        Followed = [.. Followed.Where(f => f.Program != program || f.Channel.Name != channel.Name), new FollowedChannel(program, channel)];

    /// <summary>Forgets a channel.</summary>
    public void Leave(LiveChannel channel) => Followed = [.. Followed.Where(f => f.Channel != channel)];
}

/// <summary>A channel that a viewer follows.</summary>
/// <param name="Program">Its program.</param>
/// <param name="Channel">The channel.</param>
internal sealed record FollowedChannel(string Program, LiveChannel Channel);
