using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>Prepares the store and the first key before requests are taken, then opens the programs.</summary>
internal sealed partial class Startup(
    ICommitStore store, AdminKey admin, ProgramHost programs, Readiness readiness, IConfiguration configuration, ILogger<Startup> logger)
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
        await programs.OpenAllAsync(cancellationToken);
        readiness.IsReady = true;
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        readiness.IsReady = false;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    private static partial void LogWarning(ILogger logger, string warning);
}

/// <summary>Whether this node should be sent requests.</summary>
internal sealed class Readiness
{
    private volatile bool _isReady;

    /// <summary>Every program is open, and the server is not stopping.</summary>
    public bool IsReady
    {
        get => _isReady;
        set => _isReady = value;
    }
}
