using GamifiedLoyalty.Domain.Challenges.Draws;

namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>The final result of a challenge.</summary>
/// <param name="Standings">The standings with the prizes that are given.</param>
/// <param name="Draw">The certificate of a raffle's draw; null for other formats.</param>
public sealed record ChallengeSettlement(ChallengeStandings Standings, RaffleCertificate? Draw);

/// <summary>Works out final results: standings, and for a raffle its draw; and what corrections since make of them.</summary>
public static class SettlementCalculator
{
    /// <summary>The result as of a version and an instant.</summary>
    /// <exception cref="InvalidOperationException">It is a raffle, and its record has no seed.</exception>
    public static ChallengeSettlement Settle(ChallengeField field, ChallengeTally tally, long version, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Definition.Format is not ChallengeFormat.Raffle)
        {
            return new ChallengeSettlement(StandingsCalculator.Compute(field, tally, version, now), null);
        }

        var seed = field.Record.DrawSeed ?? throw new InvalidOperationException($"The raffle {field.Record.Id} has no seed.");
        RaffleCertificate? certificate = null;
        var standings = StandingsCalculator.Compute(field, tally, version, now, entrants =>
        {
            certificate = RaffleDraw.Draw(seed, RaffleEntries.Of(field, entrants), RaffleEntries.Winners(field.Definition));
            return certificate.Winners;
        });
        return new ChallengeSettlement(standings, certificate);
    }

    /// <summary>
    /// The standings that corrections since the settlement would have given. A raffle is not drawn anew, which would exchange
    /// all its winners for one ticket: only those leave whose drawn ticket is gone.
    /// </summary>
    /// <param name="field">Who competes and by which rules.</param>
    /// <param name="tally">What their activities count now.</param>
    /// <param name="version">The program's version that <paramref name="tally"/> shows.</param>
    /// <param name="now">The instant of the settlement.</param>
    /// <param name="drawn">The draw of the settlement; null for formats without one.</param>
    public static ChallengeStandings Replay(ChallengeField field, ChallengeTally tally, long version, DateTimeOffset now, RaffleCertificate? drawn)
    {
        ArgumentNullException.ThrowIfNull(field);
        return drawn is null
            ? StandingsCalculator.Compute(field, tally, version, now)
            : StandingsCalculator.Compute(field, tally, version, now, entrants =>
            {
                var tickets = RaffleEntries.Of(field, entrants).ToDictionary(e => e.Id, e => e.Tickets, StringComparer.Ordinal);
                return RaffleDraw.Upheld(drawn, tickets.GetValueOrDefault, RaffleEntries.Winners(field.Definition));
            });
    }
}
