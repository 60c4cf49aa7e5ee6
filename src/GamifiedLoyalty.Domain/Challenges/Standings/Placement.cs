namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>Puts entrants in order and tells each its place, the places that are still possible, and the way to the next one.</summary>
internal static class Placement
{
    /// <summary>The rows, best place first; with bands, band by band, those without a band last.</summary>
    public static IReadOnlyList<ChallengeRow> Rows(ChallengeField field, IReadOnlyList<Entrant> entrants)
    {
        if (!field.Definition.ByBand)
        {
            return Rows(field, [.. entrants]);
        }

        return entrants.GroupBy(e => e.Band, StringComparer.Ordinal)
            .OrderBy(g => g.Key is null).ThenBy(g => g.Key, StringComparer.Ordinal)
            .SelectMany(g => Rows(field, [.. g])).ToList();
    }

    private static IReadOnlyList<ChallengeRow> Rows(ChallengeField field, Entrant[] entrants)
    {
        var isShared = field.Definition.SharedTies;
        var keys = new RankKey[entrants.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = RankKey.Of(entrants[i]);
        }

        Array.Sort(keys, entrants, RankKey.Order(isShared));
        var range = RankRange.Of(entrants, isShared);
        var rows = new ChallengeRow[entrants.Length];
        var place = 1;
        for (var i = 0; i < rows.Length; i++)
        {
            place = i > 0 && isShared && keys[i].Equals(keys[i - 1], isShared) ? place : i + 1;
            var (best, worst) = range?.Places(entrants[i]) ?? (place, place);
            rows[i] = Row(field, entrants[i], place, best, worst, place > 1 ? NextPlace.Gain(entrants[i], entrants[place - 2], isShared) : null);
        }

        return rows;
    }

    private static ChallengeRow Row(ChallengeField field, Entrant entrant, int place, int best, int worst, long? toNext) => new()
    {
        Place = place,
        Subject = entrant.Subject,
        Band = entrant.Band,
        Value = entrant.Value,
        Score = entrant.Score,
        Provisional = entrant.Score - entrant.Low,
        Reach = entrant.Reach,
        BestPlace = Math.Min(best, place),
        WorstPlace = Math.Max(worst, place),
        ToNext = toNext,
        Bar = entrant.Bar,
        Reached = entrant.Reached,
        Milestones = entrant.Milestones,
        OutAfterRound = entrant.OutAfterRound,
        RoundScore = entrant.RoundScore,
        Headcount = field.Definition.Scoring == Scoring.PerHead ? field.Headcount(entrant.Subject) : null,
    };
}
