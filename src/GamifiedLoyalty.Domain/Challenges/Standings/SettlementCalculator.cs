using GamifiedLoyalty.Domain.Challenges.Draws;

namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>The final result of a challenge.</summary>
/// <param name="Standings">The standings with the prizes that are given.</param>
/// <param name="Draw">The certificate of a raffle's draw; null for other formats.</param>
public sealed record ChallengeSettlement(ChallengeStandings Standings, RaffleCertificate? Draw);

/// <summary>Works out final results: standings, and for a raffle its draw. A replay after corrections uses it as well.</summary>
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
}
