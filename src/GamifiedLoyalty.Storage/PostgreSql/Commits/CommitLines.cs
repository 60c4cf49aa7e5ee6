using System.Collections.Concurrent;

namespace GamifiedLoyalty.Storage.PostgreSql.Commits;

/// <summary>Lets the commits of one program go one after the other, in the order in which they came.</summary>
internal sealed class CommitLines
{
    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>Runs a program's commit when those before it are done, whatever came of them.</summary>
    public Task RunAsync(string program, Func<Task> commit) => _lines.GetOrAdd(program, _ => new Line()).RunAsync(commit);

    private sealed class Line
    {
        private readonly Lock _lock = new();
        private Task _last = Task.CompletedTask;

        public Task RunAsync(Func<Task> commit)
        {
            lock (_lock)
            {
                return _last = AfterAsync(_last, commit);
            }
        }

        private static async Task AfterAsync(Task before, Func<Task> commit)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await commit();
        }
    }
}
