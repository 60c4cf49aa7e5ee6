namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>Each step that is reached is won; who reached more stands higher, then the score.</summary>
internal static class MilestonesFormat
{
    public static FormatOutcome Apply(FormatRun run, ChallengeFormat.Milestones format)
    {
        var ids = format.Steps.Select(s => s.Id).ToArray();
        var full = format.Steps.Select(s => s.At).ToArray();
        foreach (var entrant in run.Entrants)
        {
            var bars = entrant.JoinedAt > run.Record.Start ? Array.ConvertAll(full, bar => Bars.For(run.Record, entrant.JoinedAt, bar)) : full;
            var reached = Reached(bars, entrant.Score);
            entrant.Value = reached;
            entrant.ValueAt = score => Reached(bars, score);
            entrant.ScoreFor = value => ScoreFor(bars, value);
            entrant.Milestones = ids[..reached];
            entrant.Bar = reached < bars.Length ? bars[reached] : null;
            entrant.Reached = reached == bars.Length;
        }

        return FormatOutcome.Plain;
    }

    private static int Reached(long[] bars, long score)
    {
        var reached = 0;
        while (reached < bars.Length && score >= bars[reached])
        {
            reached++;
        }

        return reached;
    }

    /// <summary>No score reaches more milestones than there are; none at all is reached from the start.</summary>
    private static long? ScoreFor(long[] bars, long milestones) => milestones switch
    {
        0 => long.MinValue,
        _ when milestones > bars.Length => null,
        _ => bars[milestones - 1],
    };
}
