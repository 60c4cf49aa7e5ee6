namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>Every so many units of the score give a ticket; until the draw, who has most tickets stands highest.</summary>
internal static class RaffleFormat
{
    public static FormatOutcome Apply(FormatRun run, ChallengeFormat.Raffle raffle)
    {
        foreach (var entrant in run.Entrants)
        {
            entrant.Value = Tickets(raffle, entrant.Score);
            entrant.ValueAt = score => Tickets(raffle, score);
            entrant.ScoreFor = tickets => ScoreFor(raffle, tickets);
        }

        return FormatOutcome.Plain;
    }

    private static long Tickets(ChallengeFormat.Raffle raffle, long score) =>
        Math.Min(Math.Max(0, score) / raffle.Per, Most(raffle));

    // All tickets of a draw together have to be a number that the draw can choose from.
    private static long Most(ChallengeFormat.Raffle raffle) => Math.Min(raffle.MostTickets ?? long.MaxValue, Limits.TicketsPerSubject);

    private static long? ScoreFor(ChallengeFormat.Raffle raffle, long tickets) =>
        tickets <= 0 ? long.MinValue : tickets > Most(raffle) ? null : Whole.Clamp((Int128)tickets * raffle.Per);
}
