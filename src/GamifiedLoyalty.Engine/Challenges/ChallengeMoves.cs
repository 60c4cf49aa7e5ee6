using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>The activities that last moved the standings of a challenge.</summary>
/// <param name="Version">The version that they are told through.</param>
/// <param name="Latest">Those of everybody, the last change first.</param>
/// <param name="Own">Those of the subject that was asked for, the last change first; empty without one.</param>
public sealed record ChallengeMoves(long Version, IReadOnlyList<ChallengeMove> Latest, IReadOnlyList<ChallengeMove> Own)
{
    /// <summary>How many of a subject's newest activities are looked at.</summary>
    private const int Among = 1_000;

    /// <summary>What a tally tells of them; nothing of it is kept.</summary>
    /// <param name="tally">The tally.</param>
    /// <param name="version">The version that it shows.</param>
    /// <param name="isListed">Whether something is told of a subject.</param>
    /// <param name="own">Whose own activities are wanted; null for nobody's.</param>
    /// <param name="most">The most of each list.</param>
    internal static ChallengeMoves Of(ChallengeTally tally, long version, Func<string, bool> isListed, string? own, int most) => new(
        version,
        [.. tally.Latest(isListed, most).Select(l => ChallengeMove.Of(l.Subject, l.Activity))],
        own is null || !isListed(own) ? [] : [.. (tally.Find(own)?.Latest(most, Among) ?? []).Select(a => ChallengeMove.Of(own, a))]);
}

/// <summary>An activity that counts in a challenge, or counted until it was taken back.</summary>
/// <param name="Activity">Its version.</param>
/// <param name="Subject">The employee or partner for whom it counts.</param>
/// <param name="Seller">The employee who made it, if any.</param>
/// <param name="OccurredAt">When it happened, in UTC.</param>
/// <param name="Score">What it counts now, in the unit of the challenge's metric; 0 when it was taken back.</param>
/// <param name="Recorded">What it counted before it was corrected, in the same unit.</param>
/// <param name="Changed">The version at which that last changed.</param>
public sealed record ChallengeMove(long Activity, string Subject, string? Seller, DateTimeOffset OccurredAt, long Score, long Recorded, long Changed)
{
    /// <summary>Whether it does not count any more.</summary>
    public bool IsTakenBack => Score == 0;

    internal static ChallengeMove Of(string subject, TalliedActivity activity) => new(
        activity.Activity, subject, activity.Seller, activity.OccurredAt, activity.Score, activity.Recorded, activity.Changed);
}
