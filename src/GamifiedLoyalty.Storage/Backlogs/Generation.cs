using GamifiedLoyalty.Domain.Boards;

namespace GamifiedLoyalty.Storage.Backlogs;

/// <summary>
/// The sum of consecutive rows of the backlog: the newest state of each owner and the total change of each score.
/// </summary>
internal sealed class Generation
{
    private readonly Dictionary<OwnerKey, (long Row, byte[] State)> _owners = [];
    private readonly Dictionary<ProgramScoreKey, StoredScore> _scores = [];

    /// <summary>The last row that it sums up; 0 when there is none.</summary>
    public long LastRow { get; private set; }

    /// <summary>The size of its rows in bytes.</summary>
    public long Bytes { get; private set; }

    public void AddOwner(OwnerKey owner, long row, byte[] state) => _owners[owner] = (row, state);

    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public void AddScore(ProgramScoreKey key, StoredScore change) =>
        _scores[key] = _scores.TryGetValue(key, out var sum) ? Add(sum, change) : change;

    /// <summary>Forgets the scores of a series.</summary>
    public void DropSeries(int program, int series)
    {
        foreach (var key in _scores.Keys.Where(k => k.Program == program && k.Key.Series == series).ToArray())
        {
            _scores.Remove(key);
        }
    }

    public void EndRow(long row, long bytes)
    {
        LastRow = row;
        Bytes += bytes;
    }

    /// <summary>The newest state of an owner with the row that holds it; row 0 when there is none.</summary>
    public (long Row, byte[]? State) FindOwner(OwnerKey owner) => _owners.TryGetValue(owner, out var found) ? found : default;

    /// <summary>Everything in the order of the tables; not to be called while it grows.</summary>
    public FoldPlan Plan()
    {
        var owners = _owners.Keys.ToArray();
        var scores = _scores.Keys.ToArray();
        Array.Sort(owners);
        Array.Sort(scores);
        return new FoldPlan(Array.ConvertAll(owners, o => (o, _owners[o].State)), Array.ConvertAll(scores, s => (s, _scores[s])));
    }

    public static StoredScore Add(StoredScore sum, StoredScore change) =>
        new(sum.Value + change.Value, Math.Max(sum.Reach, change.Reach));
}

/// <summary>What folding a generation writes, in this order: owners first, then scores.</summary>
internal sealed record FoldPlan(
    IReadOnlyList<(OwnerKey Owner, byte[] State)> Owners, IReadOnlyList<(ProgramScoreKey Key, StoredScore Change)> Scores)
{
    public int Count => Owners.Count + Scores.Count;
}
