using System.Collections.Concurrent;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>
/// The connections of this node. Every few seconds each is asked again whether it may still see what it follows: one whose
/// key or link was revoked, or whose program turned private, is cut off.
/// </summary>
internal sealed class HubViewers(Authenticator authenticator, ProgramHost programs, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<HubViewer, bool> _viewers = new();
    private volatile TaskCompletionSource? _leaving;

    /// <summary>How many connections there are.</summary>
    public int Count => _viewers.Count;

    /// <summary>Notes a connection.</summary>
    public void Add(HubViewer viewer) => _viewers[viewer] = true;

    /// <summary>Forgets a connection that has ended, and what it follows.</summary>
    public async Task RemoveAsync(HubViewer viewer)
    {
        _viewers.TryRemove(viewer, out _);
        NoteLast();
        foreach (var (_, channel) in viewer.Followed)
        {
            await channel.UnsubscribeAsync(viewer);
        }
    }

    /// <summary>Cuts every connection off.</summary>
    public void AbortAll()
    {
        foreach (var (viewer, _) in _viewers)
        {
            viewer.Abort();
        }
    }

    /// <summary>
    /// Tells every viewer to connect anew, to a node that goes on, and waits a little until they have left: one that is cut
    /// off before it has read the word finds out by itself, later.
    /// </summary>
    public async Task SendElsewhereAsync()
    {
        _leaving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var close = new SerializedHubMessage(new CloseMessage(error: null, allowReconnect: true));
        var told = _viewers.Select(v => v.Key.SendAsync(close).AsTask()).ToList();
        NoteLast();
        await Task.WhenAny(Task.WhenAll([.. told, _leaving.Task]), Task.Delay(Patience));
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(CheckAllAsync(stoppingToken), TickAllAsync(stoppingToken));

    private async Task TickAllAsync(CancellationToken stoppingToken)
    {
        // Whether a connection is alive is a matter of the machine's clock, as it is for SignalR.
        using var timer = new PeriodicTimer(Beat);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (viewer, _) in _viewers)
            {
                viewer.Tick();
            }
        }
    }

    private async Task CheckAllAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (viewer, _) in _viewers)
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
                viewer.Abort();
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
                && !ChannelAccess.IsAllowed(caller, engine, followed.Channel.Parts))
            {
                return false;
            }
        }

        return true;
    }

    private void NoteLast()
    {
        if (_viewers.IsEmpty)
        {
            _leaving?.TrySetResult();
        }
    }
}
