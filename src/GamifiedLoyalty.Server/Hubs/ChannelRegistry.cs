using System.Collections.Concurrent;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>All followed channels of this node.</summary>
internal sealed class ChannelRegistry(ProgramHost programs, ChannelFactory factory, TimeProvider time) : BackgroundService
{
    private const int ManyChannels = 2_000;
    private static readonly TimeSpan CatchUpWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KeptWithoutViewers = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, ProgramChannels> _programs = new(StringComparer.Ordinal);

    /// <summary>The programs that were followed, each with how many channels are kept and how far they are behind.</summary>
    public IEnumerable<(string Program, int Channels, long Lag)> Readings => _programs.Select(p => (p.Key, p.Value.Count, p.Value.Lag));

    /// <summary>How many connections of this node follow a channel.</summary>
    public int CountViewers(string program, string channel) => _programs.GetValueOrDefault(program)?.Find(channel)?.ViewerCount ?? 0;

    /// <summary>Subscribes a connection to a channel.</summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="request">Which channel, and what is known of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The channel and the answer, or why there is none.</returns>
    public async Task<(FollowedChannel? Followed, RawJson? Answer, Fault? Fault)> SubscribeAsync(
        HubViewer viewer, SubscribeRequest request, CancellationToken cancellationToken)
    {
        if (ChannelName.Parse(request.Channel) is not { } name)
        {
            return (null, null, new Fault("unknownChannel", "There is no such channel."));
        }

        if (await programs.FindAsync(request.Program ?? "", cancellationToken) is not { } engine)
        {
            return (null, null, new Fault("unknownProgram", "There is no such program."));
        }

        if (ChannelAccess.Check(viewer.Caller, engine, name) is { } refusal)
        {
            return (null, null, refusal);
        }

        var channels = _programs.GetOrAdd(engine.Program, _ => new ProgramChannels(factory));
        channels.Attach(engine);
        var version = engine.Version;
        await engine.WaitForAsync(version, CatchUpWait, cancellationToken);
        for (; ; )
        {
            var channel = channels.Get(request.Channel!, name, ChannelAccess.IsOwn(viewer.Caller, engine, name));
            if (await channel.SubscribeAsync(viewer, request.KnownVersion, version, cancellationToken) is { } answer)
            {
                return (new FollowedChannel(engine.Program, channel), answer, null);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (program, channels) in _programs)
            {
                await TickAsync(program, channels, stoppingToken);
            }
        }
    }

    private async Task TickAsync(string program, ProgramChannels channels, CancellationToken stoppingToken)
    {
        if (channels.Count == 0)
        {
            return;
        }

        try
        {
            if (await programs.FindAsync(program, stoppingToken) is { } engine)
            {
                channels.Attach(engine);
            }

            await channels.TickAsync(channels.Count > ManyChannels ? TimeSpan.Zero : KeptWithoutViewers);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not OutOfMemoryException)
        {
            // The store is away or being replaced; the next second asks again.
        }
    }
}

/// <summary>What a viewer asks for.</summary>
/// <param name="Program">The program's slug.</param>
/// <param name="Channel">The channel's name.</param>
/// <param name="KnownVersion">The version that the viewer knows already.</param>
internal sealed record SubscribeRequest(string? Program, string? Channel, long? KnownVersion)
{
    /// <summary>What a caller asks for who sends no request.</summary>
    public static SubscribeRequest Nothing { get; } = new(null, null, null);
}
