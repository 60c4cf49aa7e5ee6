using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Engine.Commands;

/// <summary>A wish that concerns one challenge; a closed set.</summary>
/// <param name="Challenge">The challenge's id.</param>
/// <param name="Actor">Who wishes it.</param>
internal abstract record ChallengeCommand(string Challenge, string Actor)
{
    /// <summary>To write it.</summary>
    internal sealed record Define(string Challenge, string Actor, byte[] Document, bool DryRun) : ChallengeCommand(Challenge, Actor);

    /// <summary>To do something to it.</summary>
    internal sealed record Act(string Challenge, string Actor, ChallengeAction Action, int? FromPlace, string? Reason)
        : ChallengeCommand(Challenge, Actor);

    /// <summary>To join it.</summary>
    internal sealed record Join(string Challenge, string Actor, string Subject) : ChallengeCommand(Challenge, Actor);

    /// <summary>To invite somebody to a duel.</summary>
    internal sealed record Invite(string Challenge, string Actor, string Challenger, string Opponent) : ChallengeCommand(Challenge, Actor);

    /// <summary>To accept a duel.</summary>
    internal sealed record AcceptDuel(string Challenge, string Actor, int Number, string Subject) : ChallengeCommand(Challenge, Actor);
}

/// <summary>What became of a wish that concerns a challenge.</summary>
/// <param name="Challenge">The challenge's id.</param>
/// <param name="Refusal">Why it was refused; none when it was not.</param>
/// <param name="Status">The challenge's status afterwards; <see cref="ChallengeStatus.Draft"/> when there is no such challenge.</param>
/// <param name="Changed">Whether anything changed; else it was so already, or refused.</param>
/// <param name="Version">The program's version that shows it.</param>
public sealed record ChallengeResult(string Challenge, ChallengeRefusal Refusal, ChallengeStatus Status, bool Changed, long Version)
{
    /// <summary>Every fault of a document; then nothing was changed.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Whether the challenge is new.</summary>
    public bool Created { get; init; }

    /// <summary>Who joined, for joining.</summary>
    public Participant? Participant { get; init; }

    /// <summary>The duel afterwards, for duels.</summary>
    public Duel? Duel { get; init; }

    /// <summary>Whether it is done, now or before.</summary>
    public bool IsDone => Faults.Count == 0 && Refusal is ChallengeRefusal.None or ChallengeRefusal.AlreadyJoined;
}
