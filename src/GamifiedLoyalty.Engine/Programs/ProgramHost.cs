using System.Collections.Concurrent;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Diagnostics;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>The programs of this node: finds, opens and creates engines. Safe for concurrent use.</summary>
public sealed class ProgramHost : IAsyncDisposable
{
    private readonly ICommitStore _store;
    private readonly ILiveBoards _boards;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly Action<string, Exception> _onFault;
    private readonly ConcurrentDictionary<string, ProgramEngine> _open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _opening = new(1);
    private readonly ProgramFollower _follower;
    private readonly EngineMetrics _metrics;

    /// <summary>Creates the host of a node.</summary>
    /// <param name="store">Where programs are stored.</param>
    /// <param name="boards">The live boards that engines keep up to date.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onFault">Told when a batch failed, with the program; for the log.</param>
    public ProgramHost(
        ICommitStore store, ILiveBoards boards, EngineOptions options, TimeProvider time, Action<string, Exception>? onFault = null)
    {
        _store = store;
        _boards = boards;
        _options = options;
        _time = time;
        _onFault = onFault ?? ((_, _) => { });
        _metrics = new EngineMetrics(ReadPrograms);
        _follower = new ProgramFollower(this, store, TimeSpan.FromMilliseconds(options.FollowMilliseconds), time);
    }

    /// <summary>The slugs of all programs.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        (await _store.ListHeadsAsync(cancellationToken)).Select(h => h.Program).ToList();

    /// <summary>The engine of a program that exists and is open; null otherwise, and then <see cref="FindAsync"/> may find it.</summary>
    public ProgramEngine? FindOpen(string program) => _open.TryGetValue(program, out var engine) && engine.Exists ? engine : null;

    /// <summary>The engine of a program, opened when needed; null when there is no such program.</summary>
    public ValueTask<ProgramEngine?> FindAsync(string program, CancellationToken cancellationToken) =>
        !Ids.IsId(program) ? default : _open.TryGetValue(program, out var engine)
            ? ValueTask.FromResult(engine.Exists ? engine : null)
            : new ValueTask<ProgramEngine?>(OpenAsync(program, create: false, cancellationToken));

    /// <summary>Versions that the live boards of the program furthest behind are behind what this node acknowledged; 0 without programs.</summary>
    public long BoardsLag => ReadPrograms().Select(p => p.BoardsLag).DefaultIfEmpty().Max();

    /// <summary>Opens every program, so that due work goes on and first reads are quick.</summary>
    public async Task OpenAllAsync(CancellationToken cancellationToken)
    {
        foreach (var program in await ListAsync(cancellationToken))
        {
            await FindAsync(program, cancellationToken);
        }
    }

    /// <summary>The engine of a program that is open, whether it exists yet or not; null when it is not open.</summary>
    internal ProgramEngine? FindAny(string program) => _open.GetValueOrDefault(program);

    /// <summary>Tells of a failure that no caller waits for.</summary>
    internal void Report(string program, Exception exception) => _onFault(program, exception);

    /// <summary>Validates and publishes a definition, creating the program when it is new.</summary>
    /// <param name="program">The slug.</param>
    /// <param name="document">JSON in UTF-8.</param>
    /// <param name="actor">Who publishes.</param>
    /// <param name="dryRun">Only validate, and tell what would be.</param>
    /// <param name="cancellationToken">Gives up waiting; the command may be applied all the same.</param>
    public async Task<PublishResult> PublishAsync(
        string program, byte[] document, string actor, bool dryRun, CancellationToken cancellationToken)
    {
        var engine = await FindAsync(program, cancellationToken);
        if (engine is null)
        {
            var faults = Domain.Programs.DefinitionReader.Read(document, program).Faults;
            if (faults.Count > 0 || dryRun)
            {
                return new PublishResult(faults, faults.Count > 0 ? 0 : 1, faults.Count == 0, faults.Count == 0, 0);
            }

            engine = await OpenAsync(program, create: true, cancellationToken);
        }

        return await engine!.PublishAsync(document, actor, dryRun, cancellationToken);
    }

    /// <summary>
    /// Replaces everything by a backup while serving: engines stop, the store is replaced, engines reopen, also when the
    /// backup turns out to be none. Every engine found before is closed; find them anew.
    /// </summary>
    /// <param name="store">The store of this host, which can be restored.</param>
    /// <param name="file">The backup.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SchemaException">The file is no backup that this binary can use; nothing was changed.</exception>
    public async Task RestoreAsync(IStoreBackup store, string file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        await _opening.WaitAsync(cancellationToken);
        try
        {
            await CloseAllAsync();
            await store.RestoreAsync(file, cancellationToken);
        }
        finally
        {
            _opening.Release();
            await OpenAllAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _follower.DisposeAsync();
        await CloseAllAsync();
        _opening.Dispose();
        _metrics.Dispose();
    }

    private IEnumerable<ProgramReading> ReadPrograms() => _open.Values.Where(e => e.Exists).Select(e =>
    {
        // The version first: what is committed between the two readings is no lag.
        var version = e.Version;
        return new ProgramReading(e.Program, version, e.Unanswered, Math.Max(0, version - _boards.Version(e.Program)));
    });

    private async Task CloseAllAsync()
    {
        foreach (var program in _open.Keys.ToList())
        {
            if (_open.TryRemove(program, out var engine))
            {
                await engine.DisposeAsync();
            }
        }
    }

    private async Task<ProgramEngine?> OpenAsync(string program, bool create, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_open.TryGetValue(program, out var found))
            {
                return found.Exists || create ? found : null;
            }

            var head = await _store.FindHeadAsync(program, cancellationToken);
            if (head is null && !create)
            {
                return null;
            }

            var metrics = new ProgramMetrics(program, _metrics);
            var engine = head is null
                ? ProgramEngine.Create(program, _store, _boards, _options, _time, OnFault, metrics)
                : await ProgramEngine.OpenAsync(head, _store, _boards, _options, _time, OnFault, metrics, cancellationToken);
            _open[program] = engine;
            return engine;

            void OnFault(Exception exception)
            {
                _metrics.Fault(program, exception);
                _onFault(program, exception);
            }
        }
        finally
        {
            _opening.Release();
        }
    }
}
