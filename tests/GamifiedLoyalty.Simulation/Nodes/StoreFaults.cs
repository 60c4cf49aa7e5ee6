using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Simulation.Nodes;

/// <summary>What happens to a commit.</summary>
internal enum CommitFault
{
    /// <summary>The store refuses; nothing is written.</summary>
    FailBefore,

    /// <summary>It is written, but the store says that it cannot be reached.</summary>
    LoseAnswer,

    /// <summary>The head is said to have moved although it has not.</summary>
    ClaimMoved,

    /// <summary>The node dies before anything reaches the store.</summary>
    DieBefore,

    /// <summary>It is written, and the node dies before it hears of it.</summary>
    DieDuring,

    /// <summary>It is written and acknowledged, and the node dies before its callers hear of it.</summary>
    DieAfter,

    /// <summary>It waits until the simulation lets it go.</summary>
    Hold,
}

/// <summary>What goes wrong between one node and the store.</summary>
internal sealed class StoreFaults(Action<CommitFault> onFired)
{
    private readonly Queue<CommitFault> _commits = new();
    private readonly Queue<Func<Task>> _held = new();

    /// <summary>The node is dead: nothing is ever answered to it.</summary>
    public bool IsDead { get; set; }

    /// <summary>The store cannot be reached by this node.</summary>
    public bool IsAway { get; set; }

    /// <summary>How many of the next reads fail.</summary>
    public int FailingReads { get; set; }

    /// <summary>Whether a read has failed since the node started.</summary>
    public bool HasFailedReads { get; private set; }

    /// <summary>Whether the node dies when the commit that is being made has been acknowledged.</summary>
    public bool DiesNext { get; private set; }

    public bool IsHolding => _held.Count > 0;

    public void Next(CommitFault fault) => _commits.Enqueue(fault);

    public void Forget() => _commits.Clear();

    /// <summary>Lets the commit that has waited longest reach the store.</summary>
    public void Release() => _ = _held.Dequeue()();

    public Task CommitAsync(Func<Task> commit)
    {
        if (IsDead)
        {
            return Never();
        }

        if (IsAway)
        {
            return Task.FromException(Unavailable());
        }

        if (!_commits.TryDequeue(out var fault))
        {
            return commit();
        }

        onFired(fault);
        switch (fault)
        {
            case CommitFault.FailBefore:
                return Task.FromException(Unavailable());
            case CommitFault.ClaimMoved:
                return Task.FromException(new HeadMovedException("The head is said to have moved."));
            case CommitFault.LoseAnswer:
                return LoseAnswerAsync(commit);
            case CommitFault.DieBefore:
                IsDead = true;
                return Never();
            case CommitFault.DieDuring:
                IsDead = true;
                return DieDuringAsync(commit);
            case CommitFault.DieAfter:
                DiesNext = true;
                return commit();
            default:
                return HoldAsync(commit);
        }
    }

    /// <summary>What a read answers instead of the truth; null when it is let through.</summary>
    public Exception? ReadFault()
    {
        if (IsAway)
        {
            return Unavailable();
        }

        if (FailingReads == 0)
        {
            return null;
        }

        FailingReads--;
        HasFailedReads = true;
        return Unavailable();
    }

    private static StoreUnavailableException Unavailable() => new("The simulated store is away.");

    private static Task Never() => new TaskCompletionSource().Task;

    private static async Task LoseAnswerAsync(Func<Task> commit)
    {
        await commit();
        throw Unavailable();
    }

    private static async Task DieDuringAsync(Func<Task> commit)
    {
        try
        {
            await commit();
        }
        catch (HeadMovedException)
        {
            // Nothing was written, and the node does not live to hear why.
        }

        await Never();
    }

    private Task HoldAsync(Func<Task> commit)
    {
        var done = new TaskCompletionSource();
        _held.Enqueue(async () =>
        {
            try
            {
                await (IsDead ? Never() : IsAway ? throw Unavailable() : commit());
                done.SetResult();
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }
}
