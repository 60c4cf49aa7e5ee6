using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>Who competes in a challenge and by which rules: everything that its standings follow from, except contributions.</summary>
public sealed record ChallengeField
{
    /// <summary>The challenge.</summary>
    public required ChallengeRecord Record { get; init; }

    /// <summary>The program's calendar, in which rounds keep their local time.</summary>
    public required ProgramCalendar Calendar { get; init; }

    /// <summary>Who joined.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <summary>The duels, in any state.</summary>
    public IReadOnlyList<Duel> Duels { get; init; } = [];

    /// <summary>How many active employees a partner has; for <see cref="Scoring.PerHead"/>.</summary>
    public Func<string, int> Headcount { get; init; } = _ => 1;

    /// <summary>The size band of a partner, or of an employee's partner; null when it has none.</summary>
    public Func<string, string?> Band { get; init; } = _ => null;

    /// <summary>The partner of an employee; of a partner, itself. Null when there is none.</summary>
    public Func<string, string?> Partner { get; init; } = _ => null;

    /// <summary>The definition.</summary>
    internal ChallengeDefinition Definition => Record.Definition;
}
