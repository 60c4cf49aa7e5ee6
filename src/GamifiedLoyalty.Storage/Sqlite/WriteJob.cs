namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>What the writer's thread works with: the connection that writes and the statements for commits.</summary>
internal sealed class WriteSession : IDisposable
{
    public WriteSession(Database database)
    {
        Database = database;
        _commits = new Lazy<CommitWriter>(() => new CommitWriter(Database), LazyThreadSafetyMode.None);
    }

    private readonly Lazy<CommitWriter> _commits;

    public Database Database { get; }

    /// <summary>Made at the first commit, because the tables may not exist before.</summary>
    public CommitWriter Commits => _commits.Value;

    public void Dispose() => Database.Dispose();
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
