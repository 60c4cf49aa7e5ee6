using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>The highest scores win; for members and for partners as teams.</summary>
internal static class RaceFormat
{
    public static FormatOutcome Apply(FormatRun run)
    {
        foreach (var entrant in run.Entrants)
        {
            RankByScore(entrant);
        }

        return FormatOutcome.Plain;
    }

    /// <summary>Lets the score itself be the value.</summary>
    public static void RankByScore(Entrant entrant)
    {
        entrant.Value = entrant.Score;
        entrant.ValueAt = static score => score;
        entrant.ScoreFor = static value => value;
    }
}
