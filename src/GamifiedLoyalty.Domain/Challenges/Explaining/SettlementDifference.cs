namespace GamifiedLoyalty.Domain.Challenges.Explaining;

/// <summary>What corrections after settlement would have changed; a settled challenge itself stays.</summary>
/// <param name="Changes">Subjects whose place, score or prizes differ; those who won or would have won first, then by id.</param>
/// <param name="Settled">What the prizes cost.</param>
/// <param name="Replayed">What they would cost.</param>
public sealed record SettlementDifference(IReadOnlyList<SettlementChange> Changes, PrizeCost Settled, PrizeCost Replayed)
{
    /// <summary>Whether anybody would have won something else.</summary>
    public bool ChangesPrizes => Changes.Any(c => c.ChangesPrizes);

    /// <summary>Compares what was settled with a replay.</summary>
    public static SettlementDifference Between(ChallengeStandings settled, ChallengeStandings replayed)
    {
        ArgumentNullException.ThrowIfNull(settled);
        ArgumentNullException.ThrowIfNull(replayed);
        var before = settled.Rows.ToDictionary(r => r.Subject, StringComparer.Ordinal);
        var after = replayed.Rows.ToDictionary(r => r.Subject, StringComparer.Ordinal);
        var changes = before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Select(s => new SettlementChange(s, before.GetValueOrDefault(s), after.GetValueOrDefault(s)))
            .Where(c => c.ChangesStanding || c.ChangesPrizes)
            .OrderByDescending(c => c.ChangesPrizes).ThenBy(c => c.Subject, StringComparer.Ordinal)
            .ToList();
        return new SettlementDifference(changes, settled.Cost, replayed.Cost);
    }
}

/// <summary>A subject for whom a replay differs from what was settled.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Settled">Its row as settled; null when it was not listed.</param>
/// <param name="Replayed">Its row in the replay; null when it is not listed any more.</param>
public sealed record SettlementChange(string Subject, ChallengeRow? Settled, ChallengeRow? Replayed)
{
    /// <summary>Whether place, value or score differ.</summary>
    public bool ChangesStanding =>
        (Settled?.Place, Settled?.Value, Settled?.Score) != (Replayed?.Place, Replayed?.Value, Replayed?.Score);

    /// <summary>Whether what it wins differs.</summary>
    public bool ChangesPrizes => !(Settled?.Prizes ?? []).SequenceEqual(Replayed?.Prizes ?? []);
}
