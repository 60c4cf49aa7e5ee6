using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Standings that hold until something that they follow from changes, or the clock changes them.</summary>
/// <param name="Standings">The standings.</param>
/// <param name="Revision">Of the challenge and the members.</param>
/// <param name="Changes">Of the tally.</param>
/// <param name="Until">When the clock changes them; null for never.</param>
internal sealed record CachedStandings(
    ChallengeStandings Standings, (int Challenge, int Members, MemberDirectory? Directory) Revision, long Changes, DateTimeOffset? Until)
{
    public static CachedStandings Compute(StandingsBasis basis, ChallengeTally tally, long changes, long version, DateTimeOffset now)
    {
        var field = basis.Field();
        return new CachedStandings(
            StandingsCalculator.Compute(field, tally, version, now),
            basis.Revision,
            changes,
            StandingsCalculator.NextChange(field, tally, now));
    }

    public bool Holds(StandingsBasis basis, long changes, DateTimeOffset now) =>
        Changes == changes && Revision == basis.Revision && now >= Standings.At && (Until is not { } until || now < until);
}
