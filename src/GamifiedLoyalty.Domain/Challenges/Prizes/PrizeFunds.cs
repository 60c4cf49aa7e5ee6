namespace GamifiedLoyalty.Domain.Challenges.Prizes;

/// <summary>What is left to give away: the budgets of points and money, and the pot.</summary>
internal sealed class PrizeFunds(PrizePlan plan, long? pot)
{
    private long _points = Math.Max(0, plan.BudgetPoints);
    private long _money = Math.Max(0, plan.BudgetMoney);
    private long _pot = Math.Max(0, pot ?? 0);

    /// <summary>What was given so far.</summary>
    public PrizeCost Spent { get; private set; }

    /// <summary>
    /// Takes what a prize costs, as far as there is enough. A reward is a thing and cannot be given in part; once ties
    /// divide it, its value is.
    /// </summary>
    /// <returns>What may be given.</returns>
    public long Take(Prize prize, long wanted, bool isWhole)
    {
        ref var fund = ref prize.Kind == PrizeKind.Points ? ref _points : ref _money;
        var left = prize.PercentOfPot is null ? fund : Math.Min(fund, _pot);
        var given = wanted <= left ? wanted : prize.Kind == PrizeKind.Reward && isWhole ? 0 : left;
        fund -= given;
        if (prize.PercentOfPot is not null)
        {
            _pot -= given;
        }

        Spent = prize.Kind == PrizeKind.Points ? Spent with { Points = Spent.Points + given } : Spent with { Money = Spent.Money + given };
        return given;
    }
}
