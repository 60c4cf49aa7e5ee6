using System.Diagnostics.Metrics;
using GamifiedLoyalty.Engine.Diagnostics;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>What an operator watches of the hub. Everything is read when asked for; the hub itself counts messages only.</summary>
internal sealed class HubMetrics(ChannelRegistry registry, HubViewers viewers, FanOutPace pace) : IHostedService, IDisposable
{
    private readonly Meter _meter = new("GamifiedLoyalty.Server");

    /// <summary>Makes the instruments, which last as long as the server.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meter.CreateObservableGauge("gamifiedloyalty.hub.viewers", () => viewers.Count, "{connection}", "Connected viewers.");
        _meter.CreateObservableGauge(
            "gamifiedloyalty.hub.subscriptions", () => pace.Subscriptions, "{subscription}", "Channels followed, summed over viewers.");
        _meter.CreateObservableCounter("gamifiedloyalty.hub.messages", () => pace.Messages, "{message}", "Messages sent to viewers.");
        _meter.CreateObservableGauge(
            "gamifiedloyalty.hub.channels",
            () => registry.Readings.Select(r => Measured(r.Channels, r.Program)),
            "{channel}",
            "Channels that are followed, or were a few minutes ago.");
        _meter.CreateObservableGauge(
            "gamifiedloyalty.hub.lag",
            () => registry.Readings.Select(r => Measured(r.Lag, r.Program)),
            "{version}",
            "Versions that the followed channel furthest behind is behind the program.");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static Measurement<long> Measured(long value, string program) =>
        new(value, new KeyValuePair<string, object?>(EngineMetrics.ProgramLabel, program));
}
