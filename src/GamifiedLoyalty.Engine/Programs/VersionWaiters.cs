namespace GamifiedLoyalty.Engine.Programs;

/// <summary>The newest version known, and those who wait for a newer one.</summary>
internal sealed class VersionWaiters
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource<bool>, long> _waiting = new();
    private long _version;

    public long Version => Volatile.Read(ref _version);

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    public void Advance(long version)
    {
        lock (_gate)
        {
            Volatile.Write(ref _version, version);
            while (_waiting.TryPeek(out var waiter, out var wanted) && wanted <= version)
            {
                _waiting.Dequeue();
                waiter.TrySetResult(true);
            }
        }
    }

    public async ValueTask<bool> WaitAsync(long version, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Version >= version)
        {
            return true;
        }

        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_version >= version)
            {
                return true;
            }

            _waiting.Enqueue(waiter, version);
        }

        try
        {
            return await waiter.Task.WaitAsync(timeout, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            Forget(waiter);
        }
    }

    // Whoever gave up must not stay: a version far ahead, which anybody may ask for, would keep them for good.
    private void Forget(TaskCompletionSource<bool> waiter)
    {
        if (waiter.Task.IsCompleted)
        {
            return;
        }

        lock (_gate)
        {
            _waiting.Remove(waiter, out _, out _);
        }
    }
}
