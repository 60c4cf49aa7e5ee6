using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>Prepares the store and the first key before requests are taken, then opens the programs.</summary>
internal sealed class Startup(ICommitStore store, AdminKey admin, ProgramHost programs, Readiness readiness) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await store.MigrateAsync(cancellationToken);
        await admin.PrepareAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var program in await programs.ListAsync(cancellationToken))
        {
            await programs.FindAsync(program, cancellationToken);
        }

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
