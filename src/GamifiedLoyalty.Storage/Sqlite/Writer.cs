using System.Threading.Channels;
using GamifiedLoyalty.Engine.Ports;
using Microsoft.Data.Sqlite;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>
/// The one thread that writes. It takes every write that waits, runs them in one transaction and makes them durable
/// with one sync, so that the cost of a sync is shared by all programs. Callers hear of it only then.
/// </summary>
internal sealed class Writer : IAsyncDisposable
{
    private const int MostJobsTogether = 256;

    private readonly Func<WriteSession> _open;
    private readonly Channel<WriteJob> _waiting;
    private readonly Task _thread;
    private readonly List<WriteJob> _group = [];
    private WriteSession? _session;
    private long _transactions;

    public Writer(Func<WriteSession> open, int capacity)
    {
        _open = open;
        _waiting = Channel.CreateBounded<WriteJob>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _thread = Task.Factory.StartNew(
            Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How many transactions were committed; each is one sync.</summary>
    public long Transactions => Interlocked.Read(ref _transactions);

    /// <summary>Queues a write and waits for it. Once queued it cannot be cancelled: its outcome would be unknown.</summary>
    public async Task<T> RunAsync<T>(Func<WriteSession, T> work, CancellationToken cancellationToken, bool alone = false)
    {
        var job = new WriteJob<T>(work, alone);
        try
        {
            await _waiting.Writer.WriteAsync(job, cancellationToken);
        }
        catch (ChannelClosedException error)
        {
            throw new StoreUnavailableException("The store is closed.", error);
        }

        return await job.Outcome;
    }

    /// <summary>Finishes what waits, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _thread;
    }

    private void Loop()
    {
        var jobs = _waiting.Reader;
        while (jobs.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (TakeGroup(jobs))
            {
                RunGroup(_group);
            }
        }

        Close();
    }

    private bool TakeGroup(ChannelReader<WriteJob> jobs)
    {
        _group.Clear();
        while (_group.Count < MostJobsTogether && jobs.TryPeek(out var next))
        {
            if (next.Alone && _group.Count > 0)
            {
                break;
            }

            _ = jobs.TryRead(out _);
            _group.Add(next);
            if (next.Alone)
            {
                break;
            }
        }

        return _group.Count > 0;
    }

    private void RunGroup(IReadOnlyList<WriteJob> group)
    {
        try
        {
            _session ??= _open();
            if (group[0].Alone)
            {
                group[0].Run(_session);
            }
            else
            {
                RunInTransaction(_session, group);
            }
        }
        catch (Exception error)
        {
            HandleFailure(group, error);
            return;
        }

        foreach (var job in group)
        {
            if (job.OwnFailure is { } failure)
            {
                job.Fail(failure);
            }
            else
            {
                job.Succeed();
            }
        }
    }

    private void RunInTransaction(WriteSession session, IReadOnlyList<WriteJob> group)
    {
        // The write lock comes first, so that another process is waited for here and not halfway.
        session.Database.Execute("BEGIN IMMEDIATE");
        foreach (var job in group)
        {
            job.OwnFailure = null;
            try
            {
                job.Run(session);
            }
            catch (HeadMovedException moved)
            {
                // Found before the commit's first write: there is nothing to undo.
                job.OwnFailure = moved;
            }
        }

        session.BeforeCommit();
        session.Database.Execute("COMMIT");
        session.AfterCommit();
        Interlocked.Increment(ref _transactions);
    }

    private void HandleFailure(IReadOnlyList<WriteJob> group, Exception error)
    {
        // The connection is in an unknown state; closing it undoes an open transaction.
        Close();
        if (group.Count > 1 && SqliteErrors.IsFaultOfRequest(error))
        {
            // One job is at fault and the others are not: each again, in a transaction of its own.
            foreach (var job in group.ToArray())
            {
                RunGroup([job]);
            }

            return;
        }

        var translated = SqliteErrors.Translate(error);
        foreach (var job in group)
        {
            job.Fail(translated);
        }
    }

    private void Close()
    {
        var session = _session;
        _session = null;
        try
        {
            session?.Dispose();
        }
        catch (SqliteException)
        {
            // Closing after a failure may fail as well; what was acknowledged is in the file already.
        }
    }
}
