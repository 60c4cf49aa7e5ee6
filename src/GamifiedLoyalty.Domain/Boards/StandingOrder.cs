namespace GamifiedLoyalty.Domain.Boards;

/// <summary>
/// The one order of standings that memory, SQL and Redis follow: score descending, then for <c>firstToReach</c> boards
/// the version at which the score was reached, then id, ordinally.
/// </summary>
/// <param name="Score">The score.</param>
/// <param name="Reach">The version of its last change; 0 on boards with shared ties, where it does not count.</param>
/// <param name="Subject">The subject's id.</param>
public readonly record struct StandingKey(long Score, long Reach, string Subject) : IComparable<StandingKey>
{
    /// <inheritdoc/>
    public int CompareTo(StandingKey other)
    {
        var byScore = other.Score.CompareTo(Score);
        if (byScore != 0)
        {
            return byScore;
        }

        var byReach = Reach.CompareTo(other.Reach);
        return byReach != 0 ? byReach : string.CompareOrdinal(Subject, other.Subject);
    }
}
