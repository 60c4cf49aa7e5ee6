using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Boards;

/// <summary>What an activity contributes to stored scores: the one place that defines metrics.</summary>
public static class ScoreCalculator
{
    /// <summary>Calls <paramref name="visit"/> with the contribution to each subject of each series.</summary>
    /// <param name="series">The series to score.</param>
    /// <param name="facts">The activity, with the lines that remain.</param>
    /// <param name="awards">The awards that stand.</param>
    /// <param name="money">The program's money.</param>
    /// <param name="postedThrough">Awards due later are provisional.</param>
    /// <param name="visit">Receives key and contribution.</param>
    public static void Visit(
        IReadOnlyList<ScoreSeries> series, ActivityFacts facts, IReadOnlyList<Award> awards, MoneyDefinition money,
        DateTimeOffset postedThrough, Action<ScoreKey, ScoreValue> visit)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(visit);
        for (var i = 0; i < series.Count; i++)
        {
            var one = series[i];
            if (Subject(one, facts) is not { } subject)
            {
                continue;
            }

            var value = Contribution(one, facts, awards, money, postedThrough);
            if (value.Count == 0)
            {
                continue;
            }

            visit(new(one.Number, subject, facts.Day), value);
            if (one.RollUp)
            {
                for (var above = 0; above < facts.Ancestors.Count; above++)
                {
                    visit(new(one.Number, facts.Ancestors[above], facts.Day), value);
                }
            }
        }
    }

    private static string? Subject(ScoreSeries series, ActivityFacts facts) =>
        series.RanksPartners ? facts.Partner : facts.Sent.Employee;

    private static ScoreValue Contribution(
        ScoreSeries series, ActivityFacts facts, IReadOnlyList<Award> awards, MoneyDefinition money, DateTimeOffset postedThrough)
    {
        var lines = MatchedLines.Sum(series.Filter, facts, money);
        return Measured(series.Measure, series.Currency, series.RanksPartners, lines, awards, postedThrough);
    }

    /// <summary>What the lines of an activity that meet a metric's filter count in its measure.</summary>
    /// <param name="measure">What is summed.</param>
    /// <param name="currency">For points.</param>
    /// <param name="ranksPartners">Whether it counts for the partner, with the awards of both, else for the employee.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="awards">The awards that stand.</param>
    /// <param name="postedThrough">Awards due later are provisional.</param>
    internal static ScoreValue Measured(
        Measure measure, string? currency, bool ranksPartners, MatchedLines lines, IReadOnlyList<Award> awards, DateTimeOffset postedThrough) =>
        lines.Count == 0 ? default : measure switch
        {
            Measure.Amount => new(lines.AmountMinor, 0, 1),
            Measure.Quantity => new(lines.Quantity, 0, 1),
            Measure.Count => new(1, 0, 1),
            _ => Points(currency, ranksPartners, awards, postedThrough),
        };

    private static ScoreValue Points(string? currency, bool ranksPartners, IReadOnlyList<Award> awards, DateTimeOffset postedThrough)
    {
        var value = default(ScoreValue);
        for (var i = 0; i < awards.Count; i++)
        {
            var award = awards[i];
            if (award.Currency == currency && (ranksPartners || award.Owner.Kind == OwnerKind.Employee))
            {
                value = new(
                    value.Score + award.Points,
                    value.Provisional + (award.IsPending(postedThrough) ? award.Points : 0),
                    1);
            }
        }

        return value;
    }
}
