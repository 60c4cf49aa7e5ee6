namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>Where a challenge is in its life. Values are persisted and never change.</summary>
public enum ChallengeStatus
{
    /// <summary>Being written; may be changed freely.</summary>
    Draft = 0,

    /// <summary>Waits for the approval of a second person.</summary>
    Submitted = 1,

    /// <summary>Approved; opens by the clock.</summary>
    Scheduled = 2,

    /// <summary>Running.</summary>
    Open = 3,

    /// <summary>Over; late sales and corrections still count.</summary>
    Closed = 4,

    /// <summary>Prizes are given; it never changes again.</summary>
    Settled = 5,

    /// <summary>Called off.</summary>
    Cancelled = 6,
}

/// <summary>What can be done to a challenge. Values are persisted and never change.</summary>
public enum ChallengeAction
{
    /// <summary>Written or changed.</summary>
    Define = 0,

    /// <summary>Handed in for approval; approved at once where the program asks for none.</summary>
    Submit = 1,

    /// <summary>Approved by a second person.</summary>
    Approve = 2,

    /// <summary>Begun, by the clock or, earlier, by command.</summary>
    Open = 3,

    /// <summary>What viewers see stands still from here on.</summary>
    Freeze = 4,

    /// <summary>Viewers see the places from the last up to a given one, or all.</summary>
    Reveal = 5,

    /// <summary>Ended, by the clock or, earlier, by command.</summary>
    Close = 6,

    /// <summary>Prizes given.</summary>
    Settle = 7,

    /// <summary>Called off, with the reason that participants read.</summary>
    Cancel = 8,

    /// <summary>A member joined.</summary>
    Join = 9,

    /// <summary>A member invited another to a duel.</summary>
    Invite = 10,

    /// <summary>A member accepted a duel.</summary>
    AcceptDuel = 11,
}

/// <summary>
/// The state of one challenge: its definition and what became of it. Immutable; every step gives a new record.
/// </summary>
public sealed record ChallengeRecord
{
    /// <summary>Its id in the program.</summary>
    public required string Id { get; init; }

    /// <summary>The definition as sent, in UTF-8; what <see cref="Definition"/> was read from.</summary>
    public required ReadOnlyMemory<byte> Document { get; init; }

    /// <summary>The definition.</summary>
    public required ChallengeDefinition Definition { get; init; }

    /// <summary>Where it is in its life.</summary>
    public ChallengeStatus Status { get; init; } = ChallengeStatus.Draft;

    /// <summary>First instant that counts: the definition's, or earlier when it was opened by command.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>First instant that no longer counts: the definition's, or earlier when it was closed by command.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>Every step, oldest first.</summary>
    public IReadOnlyList<ChallengeStep> Steps { get; init; } = [];

    /// <summary>The version whose standings viewers see; null while they see the newest.</summary>
    public long? FrozenAt { get; init; }

    /// <summary>While frozen, the best place revealed so far, from the bottom; null when none is.</summary>
    public int? RevealedFrom { get; init; }

    /// <summary>Participants of a bracket or elimination, in seeding order, fixed at opening.</summary>
    public IReadOnlyList<string>? Field { get; init; }

    /// <summary>Each subject's result of the baseline window, fixed at opening; those without are absent.</summary>
    public IReadOnlyDictionary<string, long>? Baselines { get; init; }

    /// <summary>SHA-256 of <see cref="DrawSeed"/>, hexadecimal, published from opening on; for raffles.</summary>
    public string? DrawSeedHash { get; init; }

    /// <summary>The secret seed of a raffle's draw, 32 bytes in hexadecimal; shown after settlement only.</summary>
    public string? DrawSeed { get; init; }
}

/// <summary>Something that was done to a challenge.</summary>
/// <param name="Action">What.</param>
/// <param name="At">When it was applied, in UTC.</param>
/// <param name="Actor">Who did it, such as <c>key:k1</c>; <c>system</c> by the clock.</param>
/// <param name="Version">The program's version that applied it.</param>
/// <param name="Reason">Why, for a cancellation.</param>
public sealed record ChallengeStep(ChallengeAction Action, DateTimeOffset At, string Actor, long Version, string? Reason);

/// <summary>A member who joined.</summary>
/// <param name="Subject">Its id.</param>
/// <param name="JoinedAt">When, in UTC.</param>
public sealed record Participant(string Subject, DateTimeOffset JoinedAt);

/// <summary>A duel between two subjects.</summary>
/// <param name="Number">From 1 in its challenge.</param>
/// <param name="Challenger">Who invited.</param>
/// <param name="Opponent">Who was invited.</param>
/// <param name="InvitedAt">When, in UTC.</param>
/// <param name="AcceptBy">The invitation ends at this instant.</param>
/// <param name="AcceptedAt">When it was accepted; sales count from then on. Null while it is not.</param>
public sealed record Duel(int Number, string Challenger, string Opponent, DateTimeOffset InvitedAt, DateTimeOffset AcceptBy, DateTimeOffset? AcceptedAt);
