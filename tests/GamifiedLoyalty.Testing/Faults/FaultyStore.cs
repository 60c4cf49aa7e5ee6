using System.Collections.Concurrent;
using System.Reflection;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Testing.Faults;

/// <summary>A commit store whose commits fail, or are held, when a test says so; everything else passes through.</summary>
public class FaultyStore : DispatchProxy
{
    private ICommitStore _inner = null!;
    private Plan _plan = null!;

    public static ICommitStore Around(ICommitStore inner, Plan plan)
    {
        var proxy = Create<ICommitStore, FaultyStore>();
        var self = (FaultyStore)(object)proxy;
        self._inner = inner;
        self._plan = plan;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        return targetMethod.Name switch
        {
            nameof(ICommitStore.CommitAsync) => _plan.CommitAsync(() => _inner.CommitAsync((Commit)args![0]!, CancellationToken.None)),
            nameof(ICommitStore.PingAsync) when _plan.Ping is { } ping => ping,
            _ => targetMethod.Invoke(_inner, args),
        };
    }

    /// <summary>What happens to the next commits. Safe for concurrent use.</summary>
    public sealed class Plan
    {
        private readonly ConcurrentQueue<Func<Func<Task>, Task>> _steps = new();
        private int _commits;

        /// <summary>What the store answers to whoever asks how it is; null while it answers for itself.</summary>
        public Task? Ping { get; set; }

        public int Commits => Volatile.Read(ref _commits);

        /// <summary>The next commit fails before anything is written.</summary>
        public Plan FailBefore(Exception exception) => Add(_ => Task.FromException(exception));

        /// <summary>The next commit is written, but its acknowledgement is lost.</summary>
        public Plan FailAfter(Exception exception) => Add(async commit =>
        {
            await commit();
            throw exception;
        });

        /// <summary>The next commit waits until the test lets it go, then happens as <paramref name="then"/> says.</summary>
        public TaskCompletionSource Hold(Exception? then = null)
        {
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Add(async commit =>
            {
                await gate.Task;
                if (then is not null)
                {
                    throw then;
                }

                await commit();
            });
            return gate;
        }

        internal Task CommitAsync(Func<Task> commit)
        {
            Interlocked.Increment(ref _commits);
            return _steps.TryDequeue(out var step) ? step(commit) : commit();
        }

        private Plan Add(Func<Func<Task>, Task> step)
        {
            _steps.Enqueue(step);
            return this;
        }
    }
}
