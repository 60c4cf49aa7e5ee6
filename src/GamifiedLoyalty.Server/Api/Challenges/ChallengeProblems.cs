using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Turns refusals of the life of contests into problems.</summary>
internal static class ChallengeProblems
{
    /// <summary>The answer when there is no such contest, or none that the caller may know of.</summary>
    public static IResult Unknown() => Of(ChallengeRefusal.UnknownChallenge);

    /// <summary>The problem of a refusal.</summary>
    public static IResult Of(ChallengeRefusal refusal)
    {
        var (status, detail) = Explain(refusal);
        var pointer = refusal == ChallengeRefusal.ReasonMissing ? "/reason" : null;
        return Problems.Result(status, ChallengeRefusals.CodeOf(refusal), detail, pointer);
    }

    /// <summary>The problem of faults of a definition: 422 with every one of them.</summary>
    public static IResult Invalid(IReadOnlyList<Fault> faults) =>
        Problems.Faulty("invalidChallenge", $"The definition has {faults.Count} faults; nothing was changed.", faults);

    private static (int Status, string Detail) Explain(ChallengeRefusal refusal) => refusal switch
    {
        ChallengeRefusal.UnknownChallenge => (404, "The program has no such contest."),
        ChallengeRefusal.NotDraft => (409, "Only a draft can be changed or submitted."),
        ChallengeRefusal.NotSubmitted => (409, "The contest does not wait for approval."),
        ChallengeRefusal.SameApprover => (409, "Whoever wrote or submitted the contest may not approve it."),
        ChallengeRefusal.AlreadyOver => (409, "The end of the contest has passed."),
        ChallengeRefusal.NotScheduled => (409, "The contest does not wait for its opening."),
        ChallengeRefusal.BaselineRunning => (409, "The past window that the contest compares with is not over yet; it can be opened afterwards."),
        ChallengeRefusal.NotOpen => (409, "The contest is not running."),
        ChallengeRefusal.NotFrozen => (409, "The contest is not frozen."),
        ChallengeRefusal.AlreadyFrozen => (409, "The contest is frozen already."),
        ChallengeRefusal.NotClosed => (409, "The contest has not ended, or was called off."),
        ChallengeRefusal.AlreadySettled => (409, "The contest is settled and never changes again."),
        ChallengeRefusal.AlreadyCancelled => (409, "The contest was called off before."),
        ChallengeRefusal.ReasonMissing => (422, "A reason is needed; participants read it."),
        ChallengeRefusal.NotOptIn => (409, "Members take part in this contest by themselves; nobody joins."),
        ChallengeRefusal.NotInAudience => (422, "The member is not in the audience of the contest."),
        ChallengeRefusal.JoinClosed => (409, "Joining is not possible yet, or no longer."),
        ChallengeRefusal.NotDuels => (409, "The contest has no duels."),
        ChallengeRefusal.NotParticipant => (422, "A side of the duel does not take part in the contest."),
        ChallengeRefusal.DuelSelf => (422, "Nobody duels with himself."),
        ChallengeRefusal.UnknownDuel => (404, "The contest has no such duel."),
        ChallengeRefusal.DuelExpired => (409, "The invitation has ended."),
        ChallengeRefusal.NotInvited => (409, "Only who was invited can accept."),
        ChallengeRefusal.DuelTaken => (409, "The duel was accepted before."),
        ChallengeRefusal.TooManyDuels => (409, "The member has as many duels as the contest allows at once."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "This is no reason to refuse."),
    };
}
