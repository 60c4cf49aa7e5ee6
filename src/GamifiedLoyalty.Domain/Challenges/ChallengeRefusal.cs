namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>
/// Why something cannot be done to a challenge, in the order in which it is checked: the first that applies is answered.
/// Names are part of the public contract.
/// </summary>
public enum ChallengeRefusal
{
    /// <summary>It can be done.</summary>
    None,

    /// <summary>There is no such challenge.</summary>
    UnknownChallenge,

    /// <summary>Only a draft can be changed or submitted.</summary>
    NotDraft,

    /// <summary>It does not wait for approval.</summary>
    NotSubmitted,

    /// <summary>Whoever wrote or submitted it may not approve it.</summary>
    SameApprover,

    /// <summary>Its end has passed.</summary>
    AlreadyOver,

    /// <summary>It does not wait for its opening.</summary>
    NotScheduled,

    /// <summary>The past window that it compares with is not over, so that results of it would be missing for good.</summary>
    BaselineRunning,

    /// <summary>It is not running.</summary>
    NotOpen,

    /// <summary>What viewers see does not stand still.</summary>
    NotFrozen,

    /// <summary>What viewers see stands still already.</summary>
    AlreadyFrozen,

    /// <summary>It has not ended, or was called off.</summary>
    NotClosed,

    /// <summary>It is settled and never changes again.</summary>
    AlreadySettled,

    /// <summary>It was called off before.</summary>
    AlreadyCancelled,

    /// <summary>Calling it off takes a reason, which participants read.</summary>
    ReasonMissing,

    /// <summary>Members take part by themselves; nobody joins.</summary>
    NotOptIn,

    /// <summary>The member is not in the audience.</summary>
    NotInAudience,

    /// <summary>The member has joined before; answered as a success.</summary>
    AlreadyJoined,

    /// <summary>Joining is not possible yet, or no longer.</summary>
    JoinClosed,

    /// <summary>Its format has no duels.</summary>
    NotDuels,

    /// <summary>A side of the duel does not take part in the challenge.</summary>
    NotParticipant,

    /// <summary>Nobody duels with himself.</summary>
    DuelSelf,

    /// <summary>There is no such duel.</summary>
    UnknownDuel,

    /// <summary>The invitation has ended.</summary>
    DuelExpired,

    /// <summary>Only the invited accepts.</summary>
    NotInvited,

    /// <summary>It was accepted before.</summary>
    DuelTaken,

    /// <summary>The member has as many duels as the format allows.</summary>
    TooManyDuels,
}
