using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Live.Ranking;

namespace GamifiedLoyalty.Benchmarks.Operations;

/// <summary>A ranked set of a size.</summary>
internal sealed class RankedSample
{
    public RankedSample(int size)
    {
        Members = new Members(size);
        Keys = [.. Members.Ids.Select((id, i) => new StandingKey(Members.Scores[i], i, id))];
        var sorted = Keys.ToArray();
        Array.Sort(sorted);
        Set = RankedSet.FromSorted(sorted);
    }

    /// <summary>Who is in it.</summary>
    public Members Members { get; }

    /// <summary>The key of each member, when it has not moved.</summary>
    public IReadOnlyList<StandingKey> Keys { get; }

    /// <summary>The set.</summary>
    public RankedSet Set { get; }
}
