using GamifiedLoyalty.Domain.Boards;

namespace GamifiedLoyalty.Live.Ranking;

/// <summary>The new right sibling of a node that was split, with a lower bound of its keys.</summary>
internal struct RankedSplit
{
    public RankedNode? Right;
    public StandingKey First;
}

/// <summary>A node of <see cref="RankedSet"/>.</summary>
internal abstract class RankedNode
{
    /// <summary>Most keys or children of a node.</summary>
    public const int Order = 64;

    /// <summary>Keys or children per node when built at once: leaves room for inserts without splitting every node.</summary>
    public const int BuildFill = 52;

    /// <summary>A node that shrinks below this looks for a neighbour to merge with.</summary>
    protected const int Sparse = Order / 4;

    /// <summary>Most keys or children of a merged node, so that the next inserts do not split it again.</summary>
    protected const int MergedMost = Order * 3 / 4;

    /// <summary>Keys or children in use.</summary>
    public int Used { get; protected set; }

    /// <summary>Keys in the subtree.</summary>
    public abstract int Size { get; }

    public abstract bool Insert(in StandingKey key, ref RankedSplit split);

    public abstract bool Remove(in StandingKey key);

    public abstract int CountBefore(in StandingKey key);

    public abstract StandingKey At(int position);

    public abstract void Copy(int skip, int take, List<StandingKey> into);

    /// <summary>Moves everything of the right neighbour, a node of the same level that fits, to the end of this node.</summary>
    public abstract void Absorb(RankedNode right, in StandingKey rightFirst);
}
