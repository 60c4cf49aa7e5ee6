using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Explaining;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Who looks at a challenge.</summary>
public enum ViewAs
{
    /// <summary>Anybody but managers: sees frozen standings while it is frozen.</summary>
    Viewer = 0,

    /// <summary>Whoever manages the program: sees everything as it is.</summary>
    Manager = 1,
}

/// <summary>A challenge.</summary>
public sealed class ChallengeView
{
    private readonly ChallengeCase _challenge;

    internal ChallengeView(ChallengeRecord record, long version, ChallengeCase challenge, ChallengeDue? next)
    {
        Record = record;
        Version = version;
        _challenge = challenge;
        Next = next;
    }

    /// <summary>What it is and what became of it.</summary>
    public ChallengeRecord Record { get; }

    /// <summary>The program's version shown.</summary>
    public long Version { get; }

    /// <summary>What is done next by the clock; null when nothing is.</summary>
    public ChallengeDue? Next { get; }

    /// <summary>How many joined.</summary>
    public int Joined => _challenge.Joined;

    /// <summary>Who joined, in order.</summary>
    public IReadOnlyList<Participant> Participants => _challenge.Participants;

    /// <summary>The duels, by number.</summary>
    public IReadOnlyList<Duel> Duels => _challenge.Duels;

    /// <summary>A member as participant; null when it has not joined.</summary>
    public Participant? FindParticipant(string subject) => _challenge.FindParticipant(subject);
}

/// <summary>Standings of a challenge.</summary>
/// <param name="Challenge">The challenge.</param>
/// <param name="Standings">What the viewer may see.</param>
/// <param name="IsFrozen">Whether they stand still, except for the places revealed.</param>
public sealed record StandingsView(ChallengeView Challenge, ChallengeStandings Standings, bool IsFrozen)
{
    /// <summary>The best place revealed while frozen; null when none is.</summary>
    public int? RevealedFrom => IsFrozen ? Challenge.Record.RevealedFrom : null;
}

/// <summary>A settlement with what would be different now.</summary>
/// <param name="Challenge">The challenge.</param>
/// <param name="Settlement">What it ended with.</param>
/// <param name="Difference">What later corrections would have changed.</param>
/// <param name="Version">The version for which the difference holds.</param>
public sealed record SettlementView(ChallengeView Challenge, StoredSettlement Settlement, SettlementDifference Difference, long Version);
