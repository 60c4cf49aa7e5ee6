using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Explaining;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Why a subject stands where it does in a challenge.</summary>
/// <param name="Challenge">The challenge.</param>
/// <param name="Standings">The standings that are explained.</param>
/// <param name="Explanation">Place, prizes, what counts, and the way to the next place.</param>
/// <param name="Others">
/// Activities of the subject around the window that do not count, newest first; the newest 200 of the window and 30 days
/// before and after it are looked at.
/// </param>
/// <param name="IsFrozen">Whether it stands still.</param>
public sealed record ChallengeExplanation(
    ChallengeView Challenge, ChallengeStandings Standings, SubjectExplanation Explanation, IReadOnlyList<UncountedActivity> Others, bool IsFrozen);

/// <summary>An activity that does not count.</summary>
/// <param name="Activity">Its version.</param>
/// <param name="OccurredAt">When it happened, in UTC.</param>
/// <param name="Reason">Why it does not count.</param>
public sealed record UncountedActivity(long Activity, DateTimeOffset OccurredAt, NotCounted Reason);
