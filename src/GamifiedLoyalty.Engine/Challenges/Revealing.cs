using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>
/// Shows the revealed places of standings that are frozen otherwise: whoever is not revealed as it was, above those who are,
/// in every band where bands compete.
/// </summary>
internal static class Revealing
{
    /// <summary>The frozen standings, with the rows from a place down as they are now.</summary>
    public static ChallengeStandings Of(ChallengeStandings frozen, ChallengeStandings now, int fromPlace)
    {
        var revealed = now.Rows.Where(r => r.Place >= fromPlace).Select(r => Revealed(r, fromPlace)).ToList();
        var known = revealed.Select(r => r.Subject).ToHashSet(StringComparer.Ordinal);
        var rows = frozen.Rows.Where(r => !known.Contains(r.Subject)).Concat(revealed);

        // The order is stable: in a band those who are not revealed stay first.
        return frozen with { Rows = [.. rows.OrderBy(r => r.Band, StringComparer.Ordinal)] };
    }

    // The distance to a place that is not revealed would tell its score.
    private static ChallengeRow Revealed(ChallengeRow row, int fromPlace) => row with
    {
        ToNext = row.Place == fromPlace ? null : row.ToNext,
        BestPlace = Math.Max(row.BestPlace, fromPlace),
    };
}
