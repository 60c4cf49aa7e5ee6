using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.State;

/// <summary>The ranges of the log that hold pending awards, ordered by when the first of them posts.</summary>
internal sealed class DueSchedule
{
    private readonly Dictionary<long, DueRange> _byFirst = [];
    private readonly SortedSet<DueRange> _byDue = new(Comparer<DueRange>.Create((a, b) =>
    {
        var byDue = a.Due.CompareTo(b.Due);
        return byDue != 0 ? byDue : a.FirstVersion.CompareTo(b.FirstVersion);
    }));

    /// <summary>When the next award posts; null when none is pending.</summary>
    public DateTimeOffset? Next => _byDue.Min?.Due;

    /// <summary>The range that begins last in the log; null when there is none, or it has posted.</summary>
    public DueRange? Newest { get; private set; }

    public void Set(DueRange range)
    {
        Remove(range.FirstVersion);
        Newest = Newest is null || range.FirstVersion > Newest.FirstVersion ? range : Newest;
        _byFirst[range.FirstVersion] = range;
        _byDue.Add(range);
    }

    public void Remove(long firstVersion)
    {
        if (_byFirst.Remove(firstVersion, out var range))
        {
            _byDue.Remove(range);
            Newest = Newest == range ? null : Newest;
        }
    }

    /// <summary>The range that holds a version, or null.</summary>
    public DueRange? Holding(long version) =>
        _byFirst.Values.FirstOrDefault(r => r.FirstVersion <= version && version <= r.LastVersion);

    /// <summary>The ranges due at or before an instant, earliest first.</summary>
    public IReadOnlyList<DueRange> Through(DateTimeOffset instant) => _byDue.TakeWhile(r => r.Due <= instant).ToList();
}
