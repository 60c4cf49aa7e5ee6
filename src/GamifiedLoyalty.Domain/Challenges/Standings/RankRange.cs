namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>
/// The places that are still possible without new sales: at best everything provisional of others is taken back and
/// nothing of one's own, at worst the other way round. What is taken back changes a score, which then counts as reached
/// later than every other, so ties go in favour at best and against at worst.
/// </summary>
internal sealed class RankRange
{
    private readonly RankKey[] _lowest;
    private readonly RankKey[] _highest;
    private readonly bool _isShared;

    private RankRange(RankKey[] lowest, RankKey[] highest, bool isShared) => (_lowest, _highest, _isShared) = (lowest, highest, isShared);

    /// <summary>The ranges of a group; null where nothing can change, or where places do not follow from scores alone.</summary>
    public static RankRange? Of(IReadOnlyList<Entrant> entrants, bool isShared)
    {
        if (!entrants.Any(e => e.Low != e.High) || entrants.Any(e => e.ValueAt is null || e.Drawn != int.MaxValue))
        {
            return null;
        }

        return new RankRange(Sorted(entrants, Lowest, isShared), Sorted(entrants, Highest, isShared), isShared);
    }

    /// <summary>Best and worst place of one of the group.</summary>
    public (int Best, int Worst) Places(Entrant entrant)
    {
        var (low, high) = (Lowest(entrant), Highest(entrant));
        var itself = high.CompareTo(low, _isShared) < 0 ? 1 : 0;
        return (1 + Above(_lowest, high), 1 + Above(_highest, low) - itself);
    }

    private static RankKey Lowest(Entrant entrant) => Key(entrant, entrant.Low);

    private static RankKey Highest(Entrant entrant) => Key(entrant, entrant.High);

    private static RankKey Key(Entrant entrant, long score) =>
        new(entrant.Drawn, entrant.ValueAt!(score), score, score == entrant.Score ? entrant.Reach : RankKey.NotYet, entrant.Subject);

    private static RankKey[] Sorted(IReadOnlyList<Entrant> entrants, Func<Entrant, RankKey> key, bool isShared)
    {
        var keys = new RankKey[entrants.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = key(entrants[i]);
        }

        Array.Sort(keys, RankKey.Order(isShared));
        return keys;
    }

    /// <summary>How many of the sorted keys stand strictly higher.</summary>
    private int Above(RankKey[] sorted, in RankKey key)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle].CompareTo(key, _isShared) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
