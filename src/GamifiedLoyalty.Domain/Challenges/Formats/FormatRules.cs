using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>What a format works with.</summary>
internal sealed record FormatRun(
    ChallengeField Field, ChallengeTally Tally, IReadOnlyList<Entrant> Entrants, ScoreRule Scores, DateTimeOffset Now)
{
    public ChallengeRecord Record => Field.Record;

    public bool SharedTies => Field.Definition.SharedTies;
}

/// <summary>What a format tells beside the values of entrants.</summary>
internal sealed record FormatOutcome(IReadOnlyList<ChallengeRound> Rounds, IReadOnlyList<ChallengeMatch> Matches)
{
    public static FormatOutcome Plain { get; } = new([], []);
}

/// <summary>Gives every entrant its value, by the format of the challenge.</summary>
internal static class FormatRules
{
    public static FormatOutcome Apply(FormatRun run) => run.Field.Definition.Format switch
    {
        ChallengeFormat.Target target => TargetFormat.Apply(run, target),
        ChallengeFormat.Milestones milestones => MilestonesFormat.Apply(run, milestones),
        ChallengeFormat.Duels => DuelsFormat.Apply(run),
        ChallengeFormat.Bracket => BracketFormat.Apply(run),
        ChallengeFormat.KingOfTheHill => KingOfTheHillFormat.Apply(run),
        ChallengeFormat.Elimination elimination => EliminationFormat.Apply(run, elimination),
        ChallengeFormat.Raffle raffle => RaffleFormat.Apply(run, raffle),
        _ => RaceFormat.Apply(run),
    };
}
