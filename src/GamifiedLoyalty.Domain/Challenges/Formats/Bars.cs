using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>Bars of targets and milestones, reduced for those who join late.</summary>
internal static class Bars
{
    /// <summary>The bar for one entrant: with pro rating the share of the window that was left when it joined, rounded up, at least 1.</summary>
    public static long For(FormatRun run, Entrant entrant, long bar)
    {
        var (start, end) = (run.Record.Start, run.Record.End);
        if (run.Field.Definition.LateJoining != LateJoining.ProRated || !(entrant.JoinedAt > start))
        {
            return bar;
        }

        var left = Math.Max(0, (end - entrant.JoinedAt.Value).Ticks);
        return Math.Max(1, Whole.Ceiling((Int128)bar * left, (end - start).Ticks));
    }
}
