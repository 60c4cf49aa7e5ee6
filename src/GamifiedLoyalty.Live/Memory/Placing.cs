using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Live.Memory;

/// <summary>Turns a subject's sums into its place in the order, dividing by heads where the standings do.</summary>
/// <param name="standings">Which standings.</param>
/// <param name="heads">Headcounts, owned by this; empty when the standings do not divide.</param>
internal sealed class Placing(StandingsKey standings, Dictionary<string, Headcount> heads)
{
    /// <summary>The key of a subject, or null when it is not listed.</summary>
    public StandingKey? Key(string subject, ScoreValue value, long reach)
    {
        if (value.Count <= 0)
        {
            return null;
        }

        var score = value.Score;
        if (standings.PerHead)
        {
            heads.TryGetValue(subject, out var headcount);
            var divisor = HeadsOf(headcount);
            if (divisor < standings.MinimumHeadcount)
            {
                return null;
            }

            score = FloorDivide(score, divisor);
        }

        return new StandingKey(score, standings.SharedTies ? 0 : reach, subject);
    }

    /// <summary>The provisional part of a listed subject's score.</summary>
    public long Provisional(in StandingKey key, ScoreValue value) => standings.PerHead
        ? Math.Min(FloorDivide(value.Provisional, HeadsOf(heads[key.Subject])), key.Score)
        : value.Provisional;

    /// <summary>Sets a partner's headcount; whoever calls places the partner again.</summary>
    public void SetHeadcount(string partner, Headcount headcount) => heads[partner] = headcount;

    /// <summary>Divides towards minus infinity.</summary>
    public static long FloorDivide(long sum, int heads)
    {
        var quotient = Math.DivRem(sum, heads, out var remainder);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    private int HeadsOf(Headcount headcount) => standings.HeadsOf(headcount);
}
