namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>Duels count from their acceptance to the end of the challenge; equal scores win nobody anything. The value is the number of duels won.</summary>
internal static class DuelsFormat
{
    public static FormatOutcome Apply(FormatRun run)
    {
        var entrants = run.Entrants.ToDictionary(e => e.Subject, StringComparer.Ordinal);
        var matches = new List<ChallengeMatch>(run.Field.Duels.Count);
        foreach (var duel in run.Field.Duels)
        {
            var match = Match(run, duel);
            matches.Add(match);
            if (match.Winner is { } winner && entrants.TryGetValue(winner, out var entrant))
            {
                entrant.Value++;
            }
        }

        return new FormatOutcome([], matches);
    }

    private static ChallengeMatch Match(FormatRun run, Duel duel)
    {
        if (duel.AcceptedAt is not { } from)
        {
            var isOver = run.Now >= duel.AcceptBy || run.Now >= run.Record.End;
            return new ChallengeMatch(
                1, duel.Number, duel.Challenger, duel.Opponent, 0, 0, IsBye: false, null, isOver ? MatchState.Expired : MatchState.Invited);
        }

        var (first, second) = (Score(run, duel.Challenger, from), Score(run, duel.Opponent, from));
        var isDecided = run.Now >= run.Record.End;
        var winner = !isDecided || first == second ? null : first > second ? duel.Challenger : duel.Opponent;
        return new ChallengeMatch(
            1, duel.Number, duel.Challenger, duel.Opponent, first, second, IsBye: false, winner, isDecided ? MatchState.Decided : MatchState.Running);
    }

    private static long Score(FormatRun run, string subject, DateTimeOffset from)
    {
        var sum = run.Tally.Sum(subject, from, run.Record.End);
        return run.Scores.Score(subject, sum.Sum, sum.Sellers, run.Record.End - from);
    }
}
