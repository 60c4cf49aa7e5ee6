using GamifiedLoyalty.Domain.Boards;

namespace GamifiedLoyalty.Live.Ranking;

/// <summary>A leaf of <see cref="RankedSet"/>: keys in order.</summary>
internal sealed class RankedLeaf : RankedNode
{
    private readonly StandingKey[] _keys = new StandingKey[Order];

    public RankedLeaf(ReadOnlySpan<StandingKey> keys)
    {
        keys.CopyTo(_keys);
        Used = keys.Length;
    }

    public RankedLeaf()
    {
    }

    public override int Size => Used;

    public override bool Insert(in StandingKey key, ref RankedSplit split)
    {
        var at = CountBefore(key);
        if (at < Used && _keys[at].CompareTo(key) == 0)
        {
            return false;
        }

        if (Used < Order)
        {
            InsertAt(at, key);
            return true;
        }

        var right = SplitAt(at == Used ? MergedMost : Order / 2);
        if (at > Used)
        {
            right.InsertAt(at - Used, key);
        }
        else
        {
            InsertAt(at, key);
        }

        split.Right = right;
        split.First = right._keys[0];
        return true;
    }

    public override bool Remove(in StandingKey key)
    {
        var at = CountBefore(key);
        if (at == Used || _keys[at].CompareTo(key) != 0)
        {
            return false;
        }

        Array.Copy(_keys, at + 1, _keys, at, Used - at - 1);
        _keys[--Used] = default;
        return true;
    }

    public override int CountBefore(in StandingKey key)
    {
        var low = 0;
        var high = Used;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (_keys[middle].CompareTo(key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    public override StandingKey At(int position) => _keys[position];

    public override void Copy(int skip, int take, List<StandingKey> into) => into.AddRange(_keys.AsSpan(skip, take));

    public override void Absorb(RankedNode right, in StandingKey rightFirst)
    {
        var leaf = (RankedLeaf)right;
        Array.Copy(leaf._keys, 0, _keys, Used, leaf.Used);
        Used += leaf.Used;
    }

    private RankedLeaf SplitAt(int at)
    {
        var right = new RankedLeaf(_keys.AsSpan(at, Used - at));
        Array.Clear(_keys, at, Used - at);
        Used = at;
        return right;
    }

    private void InsertAt(int at, in StandingKey key)
    {
        Array.Copy(_keys, at, _keys, at + 1, Used - at);
        _keys[at] = key;
        Used++;
    }
}
