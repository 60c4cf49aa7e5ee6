using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Live.Tests;

/// <summary>A naive store of scores: what a commit store does, in a dictionary.</summary>
public sealed class ScoreStore : IScoreSource
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ScoreKey, StoredScore> _rows = [];

    public long Version { get; private set; }

    public Dictionary<string, Headcount> Heads { get; } = new(StringComparer.Ordinal);

    public int Loads { get; private set; }

    /// <summary>When set, a load that took its snapshot waits for it.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>Set when a held load took its snapshot.</summary>
    public TaskCompletionSource Held { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool FailNext { get; set; }

    public IReadOnlyDictionary<ScoreKey, StoredScore> Rows => _rows;

    /// <summary>Applies commands, each a list of changes, and returns the update that a feed would bring.</summary>
    public BoardUpdate Commit(params IReadOnlyList<(ScoreKey Key, ScoreValue Change)>[] commands)
    {
        lock (_gate)
        {
            var first = Version + 1;
            var changes = new Dictionary<ScoreKey, ScoreChange>();
            foreach (var command in commands)
            {
                Version++;
                foreach (var (key, change) in command)
                {
                    var earlier = changes.GetValueOrDefault(key);
                    changes[key] = new ScoreChange(key, earlier.Change + change, change.Score == 0 ? earlier.Version : Version);
                    var row = _rows.GetValueOrDefault(key);
                    _rows[key] = new StoredScore(row.Value + change, change.Score == 0 ? row.Reach : Version);
                }
            }

            return new BoardUpdate(first, Version, [.. changes.Values], new Dictionary<string, Headcount>(StringComparer.Ordinal));
        }
    }

    /// <summary>One command that changes a headcount.</summary>
    public BoardUpdate SetHeads(string partner, int own, int withDescendants)
    {
        lock (_gate)
        {
            Version++;
            Heads[partner] = new Headcount(own, withDescendants);
            return new BoardUpdate(
                Version, Version, [], new Dictionary<string, Headcount>(StringComparer.Ordinal) { [partner] = Heads[partner] });
        }
    }

    public async Task<long> ReadScoresAsync(
        int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken)
    {
        List<KeyValuePair<ScoreKey, StoredScore>> rows;
        long version;
        TaskCompletionSource? hold;
        lock (_gate)
        {
            Loads++;
            rows = [.. _rows.Where(r => r.Key.Series == series && r.Key.Day >= from && r.Key.Day < until)];
            (version, hold) = (Version, Hold);
            if (FailNext)
            {
                FailNext = false;
                throw new StoreUnavailableException("The test says no.");
            }
        }

        if (hold is not null)
        {
            Held.TrySetResult();
            await hold.Task.WaitAsync(cancellationToken);
        }

        foreach (var (key, score) in rows)
        {
            visit(key, score);
        }

        return version;
    }
}
