namespace GamifiedLoyalty.Domain.Challenges.Backtesting;

/// <summary>Moves the thresholds of a challenge, to see what hangs on them.</summary>
internal static class Thresholds
{
    /// <summary>The same challenge with bars, milestones and minimum scores at a percentage of theirs, rounded up.</summary>
    public static ChallengeDefinition At(ChallengeDefinition definition, int percent) => definition with
    {
        MinimumScore = At(definition.MinimumScore, percent),
        Format = At(definition.Format, percent),
        Prizes = definition.Prizes with
        {
            Prizes = [.. definition.Prizes.Prizes.Select(p => p with { MinimumScore = At(p.MinimumScore, percent) })],
        },
    };

    private static ChallengeFormat At(ChallengeFormat format, int percent) => format switch
    {
        ChallengeFormat.Target target => new ChallengeFormat.Target(
            target.Bar is { } bar ? At(bar, percent) : null,
            target.Personal?.ToDictionary(p => p.Key, p => At(p.Value, percent), StringComparer.Ordinal),
            target.GrowthPercent * percent / 100),
        ChallengeFormat.Milestones milestones => new ChallengeFormat.Milestones(
            [.. milestones.Steps.Select(s => s with { At = At(s.At, percent) })]),
        _ => format,
    };

    private static long At(long threshold, int percent) => Whole.Ceiling((Int128)threshold * percent, 100);
}
