using GamifiedLoyalty.Domain.Boards;

namespace GamifiedLoyalty.Live.Ranking;

/// <summary>
/// An ordered set of standing keys that knows positions: a counted B+-tree. Insert, remove, position-of and
/// select-by-position are O(log n); keys are structs in arrays, so a member costs no object of its own. Not thread-safe.
/// </summary>
internal sealed class RankedSet
{
    private RankedNode _root = new RankedLeaf();

    /// <summary>How many keys it holds.</summary>
    public int Count => _root.Size;

    /// <summary>The key at a position of the order, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The position is not below <see cref="Count"/>.</exception>
    public StandingKey this[int position]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
            return _root.At(position);
        }
    }

    /// <summary>Makes a set of keys that are sorted and distinct, in O(n).</summary>
    public static RankedSet FromSorted(ReadOnlySpan<StandingKey> keys)
    {
        var level = new List<(RankedNode Node, StandingKey First)>();
        for (var at = 0; at < keys.Length; at += RankedNode.BuildFill)
        {
            var part = keys.Slice(at, Math.Min(RankedNode.BuildFill, keys.Length - at));
            level.Add((new RankedLeaf(part), part[0]));
        }

        while (level.Count > 1)
        {
            level = Parents(level);
        }

        var set = new RankedSet();
        set._root = level.Count == 0 ? set._root : level[0].Node;
        return set;
    }

    /// <summary>Adds a key; false when it is there already.</summary>
    public bool Insert(in StandingKey key)
    {
        var split = default(RankedSplit);
        var added = _root.Insert(key, ref split);
        if (split.Right is not null)
        {
            _root = new RankedInner([(_root, default), (split.Right, split.First)]);
        }

        return added;
    }

    /// <summary>Removes a key; false when it is not there.</summary>
    public bool Remove(in StandingKey key)
    {
        var removed = _root.Remove(key);
        while (_root is RankedInner { Used: 1 } inner)
        {
            _root = inner.OnlyChild;
        }

        return removed;
    }

    /// <summary>How many keys stand before <paramref name="key"/>: its position when it is in the set.</summary>
    public int CountBefore(in StandingKey key) => _root.CountBefore(key);

    /// <summary>How many keys have a strictly higher score.</summary>
    public int CountHigher(long score) => _root.CountBefore(new StandingKey(score, long.MinValue, string.Empty));

    /// <summary>Keys in order from a position, at most <paramref name="limit"/>.</summary>
    public List<StandingKey> Range(int position, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var take = Math.Min(limit, Math.Max(0, Count - position));
        var keys = new List<StandingKey>(take);
        if (take > 0)
        {
            _root.Copy(position, take, keys);
        }

        return keys;
    }

    private static List<(RankedNode Node, StandingKey First)> Parents(List<(RankedNode Node, StandingKey First)> level)
    {
        var parents = new List<(RankedNode, StandingKey)>((level.Count / RankedNode.BuildFill) + 1);
        for (var at = 0; at < level.Count; at += RankedNode.BuildFill)
        {
            var part = level.GetRange(at, Math.Min(RankedNode.BuildFill, level.Count - at));
            parents.Add((new RankedInner(part), part[0].First));
        }

        return parents;
    }
}
