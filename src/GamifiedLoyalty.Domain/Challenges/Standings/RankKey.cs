namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>
/// The one order of a challenge's standings: drawn winners first, then the format's value and the score, both descending,
/// then the version at which the score was reached, then id, ordinally.
/// </summary>
internal readonly record struct RankKey(int Drawn, long Value, long Score, long Reach, string Subject)
{
    /// <summary>A score that is yet to be reached counts as reached after every other.</summary>
    public const long NotYet = long.MaxValue;

    public static RankKey Of(Entrant entrant) => new(entrant.Drawn, entrant.Value, entrant.Score, entrant.Reach, entrant.Subject);

    /// <summary>The order of rows; those that share a place follow by id.</summary>
    public static Comparer<RankKey> Order(bool isShared) => isShared ? SharedOrder.Instance : ReachedOrder.Instance;

    /// <summary>Below 0 when this stands strictly higher.</summary>
    public int CompareTo(in RankKey other, bool isShared) => isShared ? CompareShared(other) : CompareReached(other);

    /// <summary>Whether both share a place.</summary>
    public bool Equals(in RankKey other, bool isShared) => CompareTo(other, isShared) == 0;

    private int CompareShared(in RankKey other)
    {
        var byDraw = Drawn.CompareTo(other.Drawn);
        if (byDraw != 0)
        {
            return byDraw;
        }

        var byValue = other.Value.CompareTo(Value);
        return byValue != 0 ? byValue : other.Score.CompareTo(Score);
    }

    private int CompareReached(in RankKey other)
    {
        var byScore = CompareShared(other);
        if (byScore != 0)
        {
            return byScore;
        }

        var byReach = Reach.CompareTo(other.Reach);
        return byReach != 0 ? byReach : string.CompareOrdinal(Subject, other.Subject);
    }

    private sealed class ReachedOrder : Comparer<RankKey>
    {
        public static readonly ReachedOrder Instance = new();

        public override int Compare(RankKey x, RankKey y) => x.CompareReached(y);
    }

    private sealed class SharedOrder : Comparer<RankKey>
    {
        public static readonly SharedOrder Instance = new();

        public override int Compare(RankKey x, RankKey y) =>
            x.CompareShared(y) is var order and not 0 ? order : string.CompareOrdinal(x.Subject, y.Subject);
    }
}
