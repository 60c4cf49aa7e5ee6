using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>
/// Lets the engines of a node look for what other nodes have committed to a shared store: when the store hints at it, and
/// every while, because hints can be lost.
/// </summary>
internal sealed class ProgramFollower : IAsyncDisposable
{
    private readonly ProgramHost _host;
    private readonly ICommitStore _store;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public ProgramFollower(ProgramHost host, ICommitStore store, TimeSpan every, TimeProvider time)
    {
        _host = host;
        _store = store;
        store.CommittedElsewhere += OnCommittedElsewhere;
        _loop = store.IsShared ? Task.Run(() => RunAsync(every, time)) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The token source has no timer and stays usable, so that a host can be disposed twice.
        _store.CommittedElsewhere -= OnCommittedElsewhere;
        await _stop.CancelAsync();
        await _loop;
    }

    private void OnCommittedElsewhere(string program) => _host.FindAny(program)?.Follow();

    private async Task RunAsync(TimeSpan every, TimeProvider time)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await LookAroundAsync();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The host ends.
        }
    }

    private async Task LookAroundAsync()
    {
        try
        {
            foreach (var head in await _store.ListHeadsAsync(_stop.Token))
            {
                await LookAsync(head);
            }
        }
        catch (StoreUnavailableException)
        {
            // Whoever needs the store says so; what it holds is looked for again.
        }
    }

    // A program that another node created is opened, so that its due work goes on when that node is gone.
    private async Task LookAsync(ProgramHead head)
    {
        try
        {
            if (_host.FindAny(head.Program) is not { } engine)
            {
                await _host.FindAsync(head.Program, _stop.Token);
            }
            else if (engine.Version < head.Version)
            {
                engine.Follow();
            }
        }
        catch (Exception exception) when (exception is not (StoreUnavailableException or OperationCanceledException))
        {
            _host.Report(head.Program, exception);
        }
    }
}
