using System.Globalization;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Hubs;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>
/// Prepares the store and the first key before requests are taken, then opens the programs. At the end it first says that
/// the node is not ready, and lets everything go on until balancers have noticed; then it sends viewers elsewhere.
/// </summary>
internal sealed partial class Startup(
    ICommitStore store, AdminKey admin, ProgramHost programs, Readiness readiness, HubViewers viewers, IOptions<ReachOptions> reach,
    TimeProvider time, IConfiguration configuration, ILogger<Startup> logger)
    : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var warning in ConfigurationCheck.Warnings(configuration))
        {
            LogWarning(logger, warning);
        }

        await store.MigrateAsync(cancellationToken);
        await admin.PrepareAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        await programs.OpenAllAsync(cancellationToken);
        readiness.Is = NodeState.Serving;
        LogServing(logger, time.GetElapsedTime(started).TotalSeconds.ToString("F1", CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (readiness.Is == NodeState.Stopping)
        {
            return;
        }

        readiness.Is = NodeState.Stopping;
        LogStopping(logger, reach.Value.DrainSeconds);
        await Task.Delay(reach.Value.Drain, time, cancellationToken);
        await viewers.SendElsewhereAsync();
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);

    [LoggerMessage(Level = LogLevel.Information, Message = "Every program is open after {Seconds} s; the node is ready.")]
    private static partial void LogServing(ILogger logger, string seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "The node is not ready any more and stops in {Seconds} s.")]
    private static partial void LogStopping(ILogger logger, int seconds);
}
