using GamifiedLoyalty.Domain.Boards;

namespace GamifiedLoyalty.Live.Ranking;

/// <summary>An inner node of <see cref="RankedSet"/>: children with their sizes and a lower bound of their keys.</summary>
internal sealed class RankedInner : RankedNode
{
    private readonly RankedNode[] _children = new RankedNode[Order];
    private readonly int[] _sizes = new int[Order];

    // Bounds may be lower than the child's first key after removals; they only have to separate neighbours. The first
    // one is never compared.
    private readonly StandingKey[] _firsts = new StandingKey[Order];
    private int _size;

    public RankedInner(IReadOnlyList<(RankedNode Node, StandingKey First)> children)
    {
        foreach (var (node, first) in children)
        {
            InsertChild(Used, node, first);
        }
    }

    private RankedInner()
    {
    }

    public override int Size => _size;

    /// <summary>The first child, for the root that has no other.</summary>
    public RankedNode OnlyChild => _children[0];

    public override bool Insert(in StandingKey key, ref RankedSplit split)
    {
        var at = ChildOf(key);
        var below = default(RankedSplit);
        if (!_children[at].Insert(key, ref below))
        {
            return false;
        }

        _size++;
        _sizes[at]++;
        if (below.Right is not null)
        {
            Adopt(at, below.Right, below.First, ref split);
        }

        return true;
    }

    public override bool Remove(in StandingKey key)
    {
        var at = ChildOf(key);
        if (!_children[at].Remove(key))
        {
            return false;
        }

        _size--;
        _sizes[at]--;
        if (_children[at].Used < Sparse)
        {
            Mend(at);
        }

        return true;
    }

    public override int CountBefore(in StandingKey key)
    {
        var at = ChildOf(key);
        var count = _children[at].CountBefore(key);
        foreach (var size in _sizes.AsSpan(0, at))
        {
            count += size;
        }

        return count;
    }

    public override StandingKey At(int position)
    {
        var at = 0;
        while (position >= _sizes[at])
        {
            position -= _sizes[at++];
        }

        return _children[at].At(position);
    }

    public override void Copy(int skip, int take, List<StandingKey> into)
    {
        for (var at = 0; take > 0; at++)
        {
            var part = Math.Min(take, _sizes[at] - skip);
            if (part > 0)
            {
                _children[at].Copy(skip, part, into);
                take -= part;
                skip = 0;
            }
            else
            {
                skip -= _sizes[at];
            }
        }
    }

    public override void Absorb(RankedNode right, in StandingKey rightFirst)
    {
        var inner = (RankedInner)right;
        for (var i = 0; i < inner.Used; i++)
        {
            InsertChild(Used, inner._children[i], i == 0 ? rightFirst : inner._firsts[i]);
        }
    }

    private int ChildOf(in StandingKey key)
    {
        var low = 0;
        var high = Used - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            if (_firsts[middle].CompareTo(key) <= 0)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    private void Adopt(int left, RankedNode right, in StandingKey first, ref RankedSplit split)
    {
        _size -= right.Size;
        _sizes[left] -= right.Size;
        var at = left + 1;
        if (Used < Order)
        {
            InsertChild(at, right, first);
            return;
        }

        var sibling = SplitAt(at == Used ? MergedMost : Order / 2);
        if (at > Used)
        {
            sibling.InsertChild(at - Used, right, first);
        }
        else
        {
            InsertChild(at, right, first);
        }

        split.Right = sibling;
        split.First = sibling._firsts[0];
    }

    private RankedInner SplitAt(int at)
    {
        var right = new RankedInner();
        while (Used > at)
        {
            var last = Used - 1;
            var (node, first) = (_children[last], _firsts[last]);
            RemoveChild(last);
            right.InsertChild(0, node, first);
        }

        return right;
    }

    private void Mend(int at)
    {
        if (_children[at].Used == 0 && Used > 1)
        {
            RemoveChild(at);
        }
        else if (at > 0 && Fits(at - 1))
        {
            Merge(at - 1);
        }
        else if (at + 1 < Used && Fits(at))
        {
            Merge(at);
        }
    }

    private bool Fits(int left) => _children[left].Used + _children[left + 1].Used <= MergedMost;

    private void Merge(int left)
    {
        var (right, first) = (_children[left + 1], _firsts[left + 1]);
        RemoveChild(left + 1);
        _children[left].Absorb(right, first);
        _sizes[left] += right.Size;
        _size += right.Size;
    }

    private void InsertChild(int at, RankedNode node, in StandingKey first)
    {
        var move = Used - at;
        Array.Copy(_children, at, _children, at + 1, move);
        Array.Copy(_sizes, at, _sizes, at + 1, move);
        Array.Copy(_firsts, at, _firsts, at + 1, move);
        (_children[at], _sizes[at], _firsts[at]) = (node, node.Size, first);
        _size += node.Size;
        Used++;
    }

    private void RemoveChild(int at)
    {
        _size -= _sizes[at];
        var move = --Used - at;
        Array.Copy(_children, at + 1, _children, at, move);
        Array.Copy(_sizes, at + 1, _sizes, at, move);
        Array.Copy(_firsts, at + 1, _firsts, at, move);
        _children[Used] = null!;
        _firsts[Used] = default;
    }
}
