using System.Runtime.InteropServices;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Storage.Backlogs;

/// <summary>
/// The sum of consecutive rows of the backlog: the newest state of each owner and the total change of each score. Ids are
/// numbered, because a row names an id several times, and in a large program each look at a text is one at cold memory.
/// </summary>
internal sealed class Generation
{
    private readonly NumberedIds _ids = new();
    private readonly Dictionary<(int Id, OwnerKind Kind), (long Row, byte[] State)> _owners = [];
    private readonly Dictionary<(int Id, int Series, int Day), StoredScore> _scores = [];

    /// <summary>The last row that it sums up; 0 when there is none.</summary>
    public long LastRow { get; private set; }

    /// <summary>The size of its rows in bytes.</summary>
    public long Bytes { get; private set; }

    public void AddOwner(OwnerKey owner, long row, byte[] state) =>
        _owners[(_ids.FindOrAdd(owner.Program, owner.Owner.Id), owner.Owner.Kind)] = (row, state);

    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public void AddScore(ProgramScoreKey key, StoredScore change)
    {
        var id = _ids.FindOrAdd(key.Program, key.Key.Subject);
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_scores, (id, key.Key.Series, key.Key.Day.DayNumber), out var exists);
        sum = exists ? Add(sum, change) : change;
    }

    /// <summary>Forgets the scores of a series.</summary>
    public void DropSeries(int program, int series)
    {
        foreach (var key in _scores.Keys.Where(k => k.Series == series && _ids[k.Id].Program == program).ToArray())
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
    public (long Row, byte[]? State) FindOwner(OwnerKey owner) =>
        _ids.Find(owner.Program, owner.Owner.Id) is { } id && _owners.TryGetValue((id, owner.Owner.Kind), out var found) ? found : default;

    /// <summary>Everything in the order of the tables, so that neighbours are written together; not to be called while it grows.</summary>
    public FoldPlan Plan()
    {
        // Texts are compared for each id once; owners and scores are sorted by the ranks of their ids.
        var ranks = _ids.Ranks();
        var owners = Ordered(_owners, k => (_ids[k.Id].Program, (int)k.Kind, 0, ranks[k.Id]));
        var scores = Ordered(_scores, k => (_ids[k.Id].Program, k.Series, k.Day, ranks[k.Id]));
        return new FoldPlan(
            Array.ConvertAll(owners, o => (new OwnerKey(_ids[o.Key.Id].Program, new OwnerRef(o.Key.Kind, _ids[o.Key.Id].Id)), o.Value.State)),
            Array.ConvertAll(scores, s => (Full(s.Key), s.Value)));
    }

    public static StoredScore Add(StoredScore sum, StoredScore change) =>
        new(sum.Value + change.Value, Math.Max(sum.Reach, change.Reach));

    private ProgramScoreKey Full((int Id, int Series, int Day) key) =>
        new(_ids[key.Id].Program, new ScoreKey(key.Series, _ids[key.Id].Id, DateOnly.FromDayNumber(key.Day)));

    private static KeyValuePair<TKey, TValue>[] Ordered<TKey, TValue>(
        Dictionary<TKey, TValue> entries, Func<TKey, (int Program, int First, int Second, int Rank)> placeOf)
        where TKey : notnull
    {
        var sorted = entries.ToArray();
        Array.Sort(Array.ConvertAll(sorted, e => placeOf(e.Key)), sorted);
        return sorted;
    }
}

/// <summary>What folding a generation writes, in this order: owners first, then scores.</summary>
internal sealed record FoldPlan(
    IReadOnlyList<(OwnerKey Owner, byte[] State)> Owners, IReadOnlyList<(ProgramScoreKey Key, StoredScore Change)> Scores)
{
    public int Count => Owners.Count + Scores.Count;
}
