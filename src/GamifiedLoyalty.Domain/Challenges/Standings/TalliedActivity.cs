namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>What one activity counts for one subject, as a tally keeps it.</summary>
/// <param name="Activity">The activity's version.</param>
/// <param name="OccurredAt">When it happened, in UTC.</param>
/// <param name="ReturnableUntil">Until then it may be returned, so that all of it is provisional; the first instant there is without a return window.</param>
/// <param name="Score">What it counts; 0 when it does not.</param>
/// <param name="PendingPoints">The part of the score that is pending points.</param>
/// <param name="Turnover">The amount of the counted lines, in minor units.</param>
/// <param name="Changed">The version at which its score last changed; 0 when it never had one.</param>
/// <param name="Seller">The employee who made it, if any.</param>
/// <param name="Counts">Whether it counts at all.</param>
/// <param name="Recorded">What it counted when it first counted; corrections since are the difference to the score.</param>
public readonly record struct TalliedActivity(
    long Activity,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReturnableUntil,
    long Score,
    long PendingPoints,
    long Turnover,
    long Changed,
    string? Seller,
    bool Counts,
    long Recorded)
{
    /// <summary>The part of <see cref="Score"/> that may still be taken back at <paramref name="now"/>.</summary>
    public long ProvisionalAt(DateTimeOffset now) => ReturnableUntil > now ? Score : PendingPoints;

    /// <summary>Whether something of it stays if everything provisional is taken back.</summary>
    internal bool StaysAt(DateTimeOffset now) => Counts && ReturnableUntil <= now && (Score == 0 || Score > PendingPoints);
}

/// <summary>What a subject's activities of a window come to.</summary>
/// <param name="Sum">The sum of their scores.</param>
/// <param name="Reach">The version of the last change of that sum; 0 when it never changed.</param>
/// <param name="Sellers">How many different sellers contributed.</param>
public readonly record struct WindowSum(long Sum, long Reach, int Sellers);
