using GamifiedLoyalty.Storage.Sqlite.Backlogs;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>What the writer's thread works with: the connection that writes and the statements for commits.</summary>
internal sealed class WriteSession : IDisposable
{
    private readonly BacklogOverlay _overlay;
    private readonly Lazy<Backlog> _backlog;
    private readonly Lazy<CommitWriter> _commits;
    private readonly Checkpointer _checkpointer;

    public WriteSession(SqliteStoreOptions options, BacklogOverlay overlay)
    {
        var database = Database.OpenWriter(options.File, options);
        Database = database;
        _overlay = overlay;
        _checkpointer = new Checkpointer(database, () => Database.OpenCheckpointer(options.File, options), options.CheckpointPages);
        _backlog = new Lazy<Backlog>(() => new Backlog(database, overlay, options.BacklogBytes), LazyThreadSafetyMode.None);
        _commits = new Lazy<CommitWriter>(() => new CommitWriter(database, _backlog.Value), LazyThreadSafetyMode.None);
    }

    public Database Database { get; }

    /// <summary>Made at the first commit, because the tables may not exist before.</summary>
    public CommitWriter Commits => _commits.Value;

    /// <summary>Reads the backlog, unless it is known.</summary>
    public void LoadBacklog() => _backlog.Value.Enter();

    /// <summary>Puts everything that is committed into its tables.</summary>
    public void Settle()
    {
        _backlog.Value.Enter();
        _backlog.Value.Settle();
    }

    /// <summary>The whole content of the database was replaced.</summary>
    public void ContentReplaced()
    {
        _overlay.Clear();
        if (_backlog.IsValueCreated)
        {
            _backlog.Value.Forget();
        }
    }

    /// <summary>The last of a transaction's work before it is committed.</summary>
    public void BeforeCommit()
    {
        if (_backlog.IsValueCreated)
        {
            _backlog.Value.Leave();
        }
    }

    /// <summary>The transaction is durable.</summary>
    public void AfterCommit()
    {
        if (_backlog.IsValueCreated)
        {
            _backlog.Value.Publish();
        }

        _checkpointer.AfterCommit();
    }

    public void Dispose()
    {
        // The writer is the last to close, because whoever closes last empties the log.
        _checkpointer.Dispose();
        Database.Dispose();
    }
}

/// <summary>A write that waits for the writer's thread.</summary>
/// <param name="alone">It runs outside of the shared transaction and makes its own.</param>
internal abstract class WriteJob(bool alone)
{
    public bool Alone => alone;

    /// <summary>The job's own failure, which leaves the other jobs of its transaction alone.</summary>
    public Exception? OwnFailure { get; set; }

    public abstract void Run(WriteSession session);

    /// <summary>Tells the caller; after the transaction is durable, and never before.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception error);
}

/// <summary>A write with a result.</summary>
internal sealed class WriteJob<T>(Func<WriteSession, T> work, bool alone) : WriteJob(alone)
{
    // Continuations run elsewhere: the writer's thread must get back to writing.
    private readonly TaskCompletionSource<T> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Outcome => _outcome.Task;

    public override void Run(WriteSession session) => _result = work(session);

    public override void Succeed() => _outcome.TrySetResult(_result!);

    public override void Fail(Exception error) => _outcome.TrySetException(error);
}
