using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>How the winners of a challenge are found; a closed set.</summary>
public abstract record ChallengeFormat
{
    private ChallengeFormat()
    {
    }

    /// <summary>The highest scores win.</summary>
    public sealed record Race : ChallengeFormat;

    /// <summary>Whoever reaches the bar wins: exactly one way of setting it is given.</summary>
    /// <param name="Bar">The same for all, at least 1.</param>
    /// <param name="Personal">By subject; others do not take part.</param>
    /// <param name="GrowthPercent">So much more than the own baseline, above 0.</param>
    public sealed record Target(long? Bar, IReadOnlyDictionary<string, long>? Personal, decimal? GrowthPercent) : ChallengeFormat;

    /// <summary>Each step reached is won.</summary>
    /// <param name="Steps">Ascending, at least one.</param>
    public sealed record Milestones(IReadOnlyList<MilestoneStep> Steps) : ChallengeFormat;

    /// <summary>Partners race as teams.</summary>
    public sealed record Team : ChallengeFormat;

    /// <summary>Colleagues challenge each other; a duel counts from its acceptance to the end of the challenge.</summary>
    /// <param name="AcceptWithin">How long an invitation stands.</param>
    /// <param name="MostAtOnce">Most duels of one subject that are not decided, at least 1.</param>
    public sealed record Duels(CalendarDuration AcceptWithin, int MostAtOnce) : ChallengeFormat;

    /// <summary>A knockout in pairs, one round after the other; without a round length the window is divided evenly.</summary>
    /// <param name="Seeds">Participants, strongest first; null: the strongest of the baseline window, or those who joined, in that order.</param>
    /// <param name="Size">Most participants, 2 to 256.</param>
    /// <param name="RoundLength">How long a round lasts.</param>
    public sealed record Bracket(IReadOnlyList<string>? Seeds, int Size, CalendarDuration? RoundLength) : ChallengeFormat;

    /// <summary>The best of each round takes the crown; most crowns win.</summary>
    /// <param name="RoundLength">How long a round lasts; the last may be shorter.</param>
    public sealed record KingOfTheHill(CalendarDuration RoundLength) : ChallengeFormat;

    /// <summary>After each round the weakest leave; whoever is left at the end wins.</summary>
    /// <param name="RoundLength">How long a round lasts; the last may be shorter.</param>
    /// <param name="Out">How many leave after each round, at least 1; one always stays.</param>
    public sealed record Elimination(CalendarDuration RoundLength, int Out) : ChallengeFormat;

    /// <summary>A ticket for every so many units of the score; winners are drawn.</summary>
    /// <param name="Per">The score that a ticket takes, at least 1.</param>
    /// <param name="MostTickets">Most tickets of one subject; null for no limit.</param>
    public sealed record Raffle(long Per, long? MostTickets) : ChallengeFormat;
}

/// <summary>A step of a milestone ladder.</summary>
/// <param name="Id">Its id, unique in the challenge.</param>
/// <param name="At">The score that reaches it, at least 1.</param>
/// <param name="Name">Display name; the id when not given.</param>
public sealed record MilestoneStep(string Id, long At, LocalizedText? Name);
