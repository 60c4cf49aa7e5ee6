using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Server.Viewing;

/// <summary>The standings of a contest as somebody may see them.</summary>
/// <param name="Standings">The rows and the rest.</param>
/// <param name="IsFrozen">Whether they stand still for viewers.</param>
/// <param name="RevealedFrom">While frozen, the best place revealed so far; null when none is.</param>
internal sealed record ShownStandings(ChallengeStandings Standings, bool IsFrozen, int? RevealedFrom)
{
    /// <summary>The standings as they are, for managers, and for everybody while nothing is frozen.</summary>
    public static ShownStandings Live(ChallengeRecord challenge, ChallengeStandings standings) =>
        new(standings, challenge.FrozenAt is not null, challenge.RevealedFrom);

    /// <summary>
    /// What viewers see of a frozen contest: whoever is not revealed as it was, and below them, as they are now, the places
    /// revealed; in every band where bands compete.
    /// </summary>
    /// <param name="challenge">The contest.</param>
    /// <param name="frozen">The standings when it was frozen.</param>
    /// <param name="live">The standings now.</param>
    public static ShownStandings Frozen(ChallengeRecord challenge, ChallengeStandings frozen, ChallengeStandings live)
    {
        if (challenge.RevealedFrom is not { } from)
        {
            return new(frozen, true, null);
        }

        var revealed = live.Rows.Where(r => r.Place >= from).Select(r => Revealed(r, from)).ToList();
        var known = revealed.Select(r => r.Subject).ToHashSet(StringComparer.Ordinal);
        var rows = frozen.Rows.Where(r => !known.Contains(r.Subject)).Concat(revealed);
        if (challenge.Definition.ByBand)
        {
            var bands = live.Rows.Concat(frozen.Rows).Select(r => r.Band ?? "").Distinct(StringComparer.Ordinal).ToList();
            rows = rows.OrderBy(r => bands.IndexOf(r.Band ?? ""));
        }

        return new(frozen with { Rows = [.. rows] }, true, from);
    }

    // The distance to a place that is not revealed would tell its score.
    private static ChallengeRow Revealed(ChallengeRow row, int from) => row with
    {
        ToNext = row.Place == from ? null : row.ToNext,
        BestPlace = Math.Max(row.BestPlace, from),
    };
}
