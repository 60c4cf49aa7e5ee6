using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>Whoever reaches the bar wins; places follow the score.</summary>
internal static class TargetFormat
{
    public static FormatOutcome Apply(FormatRun run, ChallengeFormat.Target target)
    {
        foreach (var entrant in run.Entrants)
        {
            RaceFormat.RankByScore(entrant);
            entrant.Bar = Bars.For(run.Record, entrant.JoinedAt, Bar(run, entrant, target));
            entrant.Reached = entrant.Score >= entrant.Bar;
        }

        return FormatOutcome.Plain;
    }

    private static long Bar(FormatRun run, Entrant entrant, ChallengeFormat.Target target) => target switch
    {
        { Bar: { } bar } => bar,
        { Personal: { } personal } => personal[entrant.Subject],
        _ => GrowthBar(run, entrant, target.GrowthPercent ?? 0),
    };

    /// <summary>So much more than the own baseline, in the unit of the score, rounded up.</summary>
    private static long GrowthBar(FormatRun run, Entrant entrant, decimal percent)
    {
        var hundredths = (Int128)decimal.Ceiling(percent * 100);
        if (run.Field.Definition.Scoring == Scoring.Growth)
        {
            return Whole.Clamp(hundredths);
        }

        var (part, whole) = run.Scores.ScaledBase(entrant.Subject, run.Record.End - run.Record.Start);
        var divisor = run.Scores.Divisor(entrant.Subject, entrant.Sellers);
        return Whole.CeilingOfProduct(part, hundredths + ScoreRule.GrowthUnit, whole * ScoreRule.GrowthUnit * divisor);
    }
}
