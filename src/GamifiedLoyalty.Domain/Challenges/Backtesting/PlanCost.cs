using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Backtesting;

/// <summary>The most that a plan can cost.</summary>
internal static class PlanCost
{
    /// <summary>Every place taken, every target and milestone reached by everyone who is ranked, held by the budget; wins have no other bound.</summary>
    public static PrizeCost Maximum(ChallengeField field, IReadOnlyList<ChallengeRow> rows, long? pot)
    {
        var plan = field.Definition.Prizes;
        var (points, money) = ((Int128)0, (Int128)0);
        foreach (var prize in plan.Prizes)
        {
            var value = prize.PercentOfPot is { } percent ? Whole.Percent(pot ?? 0, percent) : prize.Value;
            var most = (Int128)value * Times(field, prize, rows);
            (points, money) = prize.Kind == PrizeKind.Points ? (points + most, money) : (points, money + most);
        }

        return new PrizeCost(Held(points, plan.BudgetPoints), Held(money, plan.BudgetMoney));
    }

    /// <summary>How often a prize can be won. Where equals each receive the whole prize, everyone may share a place.</summary>
    private static long Times(ChallengeField field, Prize prize, IReadOnlyList<ChallengeRow> rows) => prize.For switch
    {
        PrizeFor.Place when field.Definition is { SharedTies: true, TiePrizes: TiePrizes.Each } => rows.Count,
        PrizeFor.Place => rows.GroupBy(r => r.Band, StringComparer.Ordinal).Sum(g => Math.Max(0, Math.Min(prize.ToPlace, g.Count()) - prize.FromPlace + 1)),
        PrizeFor.Win => Limits.MaxMagnitude,
        _ => rows.Count,
    };

    private static long Held(Int128 cost, long budget) => (long)Int128.Min(cost, budget);
}
