using System.Threading.Channels;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Diagnostics;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>
/// The single writer of one program on this node: queues commands, applies them in batches, commits each batch in one
/// transaction, and publishes what was committed in version order. Safe for concurrent use.
/// </summary>
public sealed partial class ProgramEngine : IAsyncDisposable
{
    private const int HeadMovedTries = 8;
    private static readonly TimeSpan PostingPause = TimeSpan.FromSeconds(1);

    private readonly ICommitStore _store;
    private readonly ILiveBoards _boards;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ChallengeBook _book;
    private readonly BatchProcessor _processor;
    private readonly Channel<WorkItem> _queue;
    private readonly SemaphoreSlim _bulk;
    private readonly SemaphoreSlim _entry = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly VersionWaiters _waiters = new();
    private readonly Action<Exception> _onFault;
    private readonly ProgramMetrics _metrics;
    private volatile ProgramState _state;
    private bool _isStale;
    private bool _mustLoad;
    private int _isFollowing;
    private DateTimeOffset _postNotBefore = DateTimeOffset.MinValue;
    private Task _loop = Task.CompletedTask;

    private ProgramEngine(
        ProgramState state, ICommitStore store, ILiveBoards boards, EngineOptions options, TimeProvider time, Action<Exception> onFault, ProgramMetrics metrics)
    {
        _state = state;
        _stored = (state.Head, state.LastAt);
        _store = store;
        _boards = boards;
        _options = options;
        _time = time;
        _onFault = onFault;
        _metrics = metrics;
        _book = new ChallengeBook(store, () => _state);
        _processor = new BatchProcessor(store, options, new ChallengeSteps(store, _book, () => _state));
        _bulk = new SemaphoreSlim(options.BulkQueueLength);
        _queue = Channel.CreateBounded<WorkItem>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _waiters.Advance(state.Head.Version);
    }

    /// <summary>The program's slug.</summary>
    public string Program => _state.Head.Program;

    /// <summary>The definition in force with what was derived from it; replaced, never changed.</summary>
    public ProgramSnapshot Current => _state.Definitions.Current
        ?? throw new InvalidOperationException($"The program {Program} has no definition yet.");

    /// <summary>The last version that this node knows to be committed, and has acknowledged or may have.</summary>
    public long Version => _waiters.Version;

    /// <summary>How much was taken in and is not answered yet: commands applied or being stored, and works in the queue.</summary>
    public int Unanswered => (_storing?.Open.Commands ?? 0) + (_open?.Commands ?? 0) + _queue.Reader.Count;

    /// <summary>The members as of <see cref="Version"/> or later.</summary>
    public MemberDirectory Members => _state.Members;

    /// <summary>Called after every commit, in version order, by one thread at a time; must be quick; what it throws is reported and goes no further.</summary>
    public event Action<CommitNotice>? Committed;

    /// <summary>Opens a program that exists.</summary>
    internal static async Task<ProgramEngine> OpenAsync(
        ProgramHead head, ICommitStore store, ILiveBoards boards, EngineOptions options, TimeProvider time,
        Action<Exception> onFault, ProgramMetrics metrics, CancellationToken cancellationToken)
    {
        var state = await ProgramState.LoadAsync(store, head, options, cancellationToken);
        var engine = new ProgramEngine(state, store, boards, options, time, onFault, metrics);
        engine.OpenBoards();
        engine.Start();
        return engine;
    }

    /// <summary>Prepares a program that does not exist yet; its first definition creates it.</summary>
    internal static ProgramEngine Create(
        string program, ICommitStore store, ILiveBoards boards, EngineOptions options, TimeProvider time,
        Action<Exception> onFault, ProgramMetrics metrics)
    {
        var engine = new ProgramEngine(ProgramState.Empty(program, options), store, boards, options, time, onFault, metrics);
        engine.Start();
        return engine;
    }

    /// <summary>Whether the program exists, that is, has a definition.</summary>
    internal bool Exists => _state.Definitions.Current is not null;

    /// <summary>Records activities; the answers come after their commit, in the same order.</summary>
    /// <param name="commands">At most 1,000.</param>
    /// <param name="waitForSpace">Wait while the queue is full, instead of <see cref="QueueFullException"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; the commands may be applied all the same.</param>
    /// <exception cref="QueueFullException">The queue is full.</exception>
    /// <exception cref="StoreUnavailableException">The commit failed; retrying with the same ids is safe.</exception>
    public Task<IReadOnlyList<RecordResult>> RecordAsync(
        IReadOnlyList<RecordActivity> commands, bool waitForSpace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commands);
        if (commands.Count == 0)
        {
            return Task.FromResult<IReadOnlyList<RecordResult>>([]);
        }

        var work = new RecordWork(commands);
        return waitForSpace ? RecordInOrderAsync(work, cancellationToken)
            : commands.Count == 1 ? SubmitAsync(work, waitForSpace: false, cancellationToken)
            : RecordBulkAsync(work, cancellationToken);
    }

    /// <summary>Creates or changes members; each profile is one command.</summary>
    public Task<IReadOnlyList<MemberResult>> PutMembersAsync(
        IReadOnlyList<MemberProfile> members, string actor, CancellationToken cancellationToken) =>
        SubmitAsync(new MembersWork(members, actor), waitForSpace: true, cancellationToken);

    /// <summary>Reverses an activity wholly or in part.</summary>
    public async Task<ReversalResult> ReverseAsync(
        long activity, ReversalRequest request, string actor, CancellationToken cancellationToken)
    {
        var results = await SubmitAsync(new ReversalWork([(activity, request)], actor), waitForSpace: false, cancellationToken);
        return results[0];
    }

    /// <summary>Reverses what remains of every activity of a streamed import, one command each, newest first.</summary>
    public async Task<ImportReversalResult> ReverseImportAsync(
        string import, string reason, string actor, CancellationToken cancellationToken)
    {
        var versions = await _store.ReadImportAsync(_state.Head.Number, import, cancellationToken);
        var reversed = 0;
        foreach (var chunk in versions.Reverse().Chunk(_options.ReversalsPerCommit))
        {
            var requests = chunk.Select(v => (v, new ReversalRequest("import:" + import, reason, null, null))).ToList();
            var results = await SubmitAsync(new ReversalWork(requests, actor), waitForSpace: true, cancellationToken);
            reversed += results.Count(r => r.Status == ReversalStatus.Applied);
        }

        return new ImportReversalResult(versions.Count > 0, reversed, versions.Count - reversed, Version);
    }

    /// <summary>Sets a document of a kind, such as a screen; null deletes it. Returns the version; equal content takes none.</summary>
    public Task<long> PutDocumentAsync(string kind, string id, byte[]? body, string actor, CancellationToken cancellationToken) =>
        SubmitAsync(new DocumentWork(kind, id, body, actor), waitForSpace: true, cancellationToken);

    /// <summary>Validates and publishes a definition.</summary>
    internal Task<PublishResult> PublishAsync(byte[] document, string actor, bool dryRun, CancellationToken cancellationToken) =>
        SubmitAsync(new PublishWork(document, actor, dryRun), waitForSpace: true, cancellationToken);

    /// <summary>Waits until everything through a version is committed and on the live boards; false when time ran out.</summary>
    public ValueTask<bool> WaitForAsync(long version, TimeSpan timeout, CancellationToken cancellationToken) =>
        _waiters.WaitAsync(version, timeout, _time, cancellationToken);

    /// <summary>Looks soon for what other nodes have committed; called as often as somebody hints at it.</summary>
    internal void Follow()
    {
        // When the queue is full, the next commit finds out by itself that the head has moved.
        if (Interlocked.Exchange(ref _isFollowing, 1) == 0 && !_queue.Writer.TryWrite(new FollowWork()))
        {
            Volatile.Write(ref _isFollowing, 0);
        }
    }

    /// <summary>Stops taking commands, finishes those that wait, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        await _preparation;

        // The semaphores stay usable: whoever still waits for them is let through to the closed queue and told so.
        _stop.Dispose();
    }

    /// <summary>
    /// The loop runs on the scheduler on which the engine is opened: the thread pool, or one that takes every step in a known order.
    /// </summary>
    private void Start() => _loop = Task.Factory.StartNew(
        RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();

    private async Task<IReadOnlyList<RecordResult>> RecordBulkAsync(RecordWork work, CancellationToken cancellationToken)
    {
        if (!await _bulk.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            _metrics.RefusedFull();
            throw new QueueFullException();
        }

        try
        {
            return await SubmitAsync(work, waitForSpace: false, cancellationToken);
        }
        finally
        {
            _bulk.Release();
        }
    }

    // A stream sends batches before the ones in front are committed; those that wait must enter the queue in that order.
    private async Task<IReadOnlyList<RecordResult>> RecordInOrderAsync(RecordWork work, CancellationToken cancellationToken)
    {
        await _entry.WaitAsync(cancellationToken);
        try
        {
            await _bulk.WaitAsync(cancellationToken);
        }
        catch
        {
            _entry.Release();
            throw;
        }

        try
        {
            try
            {
                await EnqueueAsync(work, waitForSpace: true, cancellationToken);
            }
            finally
            {
                _entry.Release();
            }

            return await work.Answer.WaitAsync(cancellationToken);
        }
        finally
        {
            _bulk.Release();
        }
    }

    private Task<T> SubmitAsync<T>(WorkItem<T> work, bool waitForSpace, CancellationToken cancellationToken) =>
        _queue.Writer.TryWrite(work)
            ? work.Answer.WaitAsync(cancellationToken)
            : SubmitLaterAsync(work, waitForSpace, cancellationToken);

    private async Task<T> SubmitLaterAsync<T>(WorkItem<T> work, bool waitForSpace, CancellationToken cancellationToken)
    {
        await EnqueueAsync(work, waitForSpace, cancellationToken);
        return await work.Answer.WaitAsync(cancellationToken);
    }

    private async ValueTask EnqueueAsync(WorkItem work, bool waitForSpace, CancellationToken cancellationToken)
    {
        if (!_queue.Writer.TryWrite(work))
        {
            if (_stop.IsCancellationRequested)
            {
                throw new StoreUnavailableException("The program is closing.");
            }

            if (!waitForSpace)
            {
                _metrics.RefusedFull();
                throw new QueueFullException();
            }

            try
            {
                await _queue.Writer.WriteAsync(work, cancellationToken);
            }
            catch (ChannelClosedException closed)
            {
                throw new StoreUnavailableException("The program is closing.", closed);
            }
        }
    }
}
