using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Shows the revealed places of standings that are frozen otherwise.</summary>
internal static class Revealing
{
    /// <summary>The frozen standings, with the rows from a place down as they are now.</summary>
    public static ChallengeStandings Of(ChallengeStandings frozen, ChallengeStandings now, int fromPlace)
    {
        var revealed = now.Rows.Where(r => r.Place >= fromPlace).ToList();
        var known = revealed.Select(r => r.Subject).ToHashSet(StringComparer.Ordinal);
        var rows = frozen.Rows.Where(r => !known.Contains(r.Subject)).Concat(revealed);
        return frozen with
        {
            Rows = [.. rows.OrderBy(r => r.Band, StringComparer.Ordinal).ThenBy(r => r.Place).ThenBy(r => r.Subject, StringComparer.Ordinal)],
        };
    }
}
