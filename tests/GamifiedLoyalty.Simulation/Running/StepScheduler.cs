using System.Collections.Concurrent;

namespace GamifiedLoyalty.Simulation.Running;

/// <summary>
/// Runs everything that was started on it on the calling thread, in the order in which it became ready. So engines that
/// run on it take their turns the same way each time, and are at rest when <see cref="Drain"/> returns.
/// </summary>
internal sealed class StepScheduler : TaskScheduler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly BlockingCollection<Task> _ready = [];

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Starts work here; it runs while somebody drains or waits.</summary>
    public Task<T> Start<T>(Func<Task<T>> work) =>
        // Awaited here, because an answer that completes elsewhere would otherwise be handed on by the thread pool.
        Task.Factory.StartNew(async () => await work(), CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    /// <summary>Runs until nothing is ready.</summary>
    public void Drain()
    {
        while (_ready.TryTake(out var task))
        {
            TryExecuteTask(task);
        }
    }

    /// <summary>Runs until the work is done, also when a part of it is done on other threads.</summary>
    /// <exception cref="TimeoutException">It hangs.</exception>
    public T Wait<T>(Func<Task<T>> work)
    {
        var task = Start(work);
        _ = task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, this);
        while (!task.IsCompleted)
        {
            if (!_ready.TryTake(out var next, Patience))
            {
                throw new TimeoutException("The simulated engines hang.");
            }

            TryExecuteTask(next);
        }

        return task.GetAwaiter().GetResult();
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;

    protected override void QueueTask(Task task) => _ready.Add(task);

    /// <remarks>Never, because it would come before what is ready already.</remarks>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
