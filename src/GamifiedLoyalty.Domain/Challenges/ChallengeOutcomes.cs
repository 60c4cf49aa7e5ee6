using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>When and by whom something is done to a challenge.</summary>
/// <param name="At">When it is applied, in UTC.</param>
/// <param name="Actor">Who does it, such as <c>key:k1</c>; <see cref="Clock"/> by the clock.</param>
/// <param name="Version">The program's version that applies it.</param>
public readonly record struct ChallengeOccasion(DateTimeOffset At, string Actor, long Version)
{
    /// <summary>The actor of what happens by the clock.</summary>
    public const string Clock = "system";
}

/// <summary>What opening fixes for good; the caller finds it out beforehand.</summary>
/// <param name="Field">Participants of a bracket or elimination, in seeding order.</param>
/// <param name="Baselines">Each subject's result of the baseline window.</param>
/// <param name="DrawSeed">For raffles, 32 random bytes in hexadecimal.</param>
public sealed record ChallengeOpening(
    IReadOnlyList<string>? Field, IReadOnlyDictionary<string, long>? Baselines, string? DrawSeed)
{
    /// <summary>Nothing, for formats that need none of it.</summary>
    public static ChallengeOpening Nothing { get; } = new(null, null, null);
}

/// <summary>Something that is to be done to a challenge by the clock.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Action"><see cref="ChallengeAction.Open"/>, <see cref="ChallengeAction.Close"/> or <see cref="ChallengeAction.Settle"/>.</param>
public readonly record struct ChallengeDue(DateTimeOffset At, ChallengeAction Action);

/// <summary>What became of a wish to do something to a challenge.</summary>
/// <param name="Refusal">Why it was not done.</param>
/// <param name="Record">The challenge afterwards; null when refused.</param>
/// <param name="Changed">Whether it differs from before, and so takes a version.</param>
public readonly record struct ChallengeOutcome(ChallengeRefusal Refusal, ChallengeRecord? Record, bool Changed)
{
    internal static ChallengeOutcome Refused(ChallengeRefusal refusal) => new(refusal, null, false);

    internal static ChallengeOutcome Unchanged(ChallengeRecord record) => new(ChallengeRefusal.None, record, false);
}

/// <summary>What became of a wish to join.</summary>
/// <param name="Refusal">Why it was not done; <see cref="ChallengeRefusal.AlreadyJoined"/> comes with the participant.</param>
/// <param name="Participant">The member as participant; null when refused.</param>
public readonly record struct JoinOutcome(ChallengeRefusal Refusal, Participant? Participant);

/// <summary>What became of a wish to duel.</summary>
/// <param name="Refusal">Why it was not done.</param>
/// <param name="Duel">The duel afterwards; null when refused.</param>
public readonly record struct DuelOutcome(ChallengeRefusal Refusal, Duel? Duel);

/// <summary>The public names of refusals.</summary>
public static class ChallengeRefusals
{
    /// <summary>The stable code, such as <c>notDraft</c>; empty for none.</summary>
    public static string CodeOf(ChallengeRefusal refusal) =>
        refusal == ChallengeRefusal.None ? "" : CamelCase.Of(refusal.ToString());
}
