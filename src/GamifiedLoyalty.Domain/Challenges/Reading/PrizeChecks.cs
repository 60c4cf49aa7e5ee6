using GamifiedLoyalty.Domain.Programs.Reading;
using static System.FormattableString;

namespace GamifiedLoyalty.Domain.Challenges.Reading;

/// <summary>
/// Checks that what is sure to be given fits into the budget. Prizes that any number of members can win (targets, milestones,
/// wins, places of bands beyond the first, shared places) are cut by the budget when the challenge is settled.
/// </summary>
internal sealed class PrizeChecks(ObjectPlace place, PrizePlan plan, IReadOnlyList<(Prize Prize, ObjectPlace Place)> prizes)
{
    public void Check()
    {
        CheckShares();
        if (!place.Has("pot") && prizes.Any(p => p.Place.Has("percentOfPot")))
        {
            place.Fault("pot", "required", "A share of the pot needs a pot.");
        }

        var needsPoints = prizes.Any(p => p.Prize.Kind == PrizeKind.Points);
        if (needsPoints && !place.Has("currency"))
        {
            place.Fault("currency", "required", "Points need a currency.");
        }

        var needsMoney = prizes.Any(p => p.Prize.Kind != PrizeKind.Points && (p.Prize.Value > 0 || (p.Prize.PercentOfPot is not null && plan.Pot is not null)));
        if (place.Optional("budget") is null or { Value.ValueKind: System.Text.Json.JsonValueKind.Object })
        {
            var budget = place.Optional("budget")?.AnyObject();
            CheckBudget(budget, "points", needsPoints, plan.BudgetPoints, Cost(isPoints: true));
            CheckBudget(budget, "money", needsMoney, plan.BudgetMoney, Cost(isPoints: false));
        }
    }

    private void CheckBudget(ObjectPlace? budget, string name, bool isNeeded, long limit, decimal cost)
    {
        if (budget?.Has(name) != true)
        {
            if (isNeeded)
            {
                place.FaultAt($"budget/{name}", "required", $"Prizes in {name} need a budget.");
            }
        }
        else if (cost > limit)
        {
            budget.Fault(name, "overBudget", Invariant($"The places cost {cost:0}, more than the budget."), Invariant($"≥ {cost:0}"));
        }
    }

    private decimal Cost(bool isPoints) => prizes
        .Where(p => p.Prize.Kind == PrizeKind.Points == isPoints)
        .Sum(p => PlacesOf(p.Prize) * (p.Prize.PercentOfPot is { } share ? Math.Floor((plan.Pot?.Fixed ?? 0) * share / 100m) : p.Prize.Value));

    /// <summary>Adds a fault at the prize with which the places take more than the pot.</summary>
    private void CheckShares()
    {
        var sum = 0m;
        foreach (var (prize, prizePlace) in prizes)
        {
            var before = sum;
            sum += PlacesOf(prize) * (prize.PercentOfPot ?? 0);
            if (sum > 100m && before <= 100m)
            {
                prizePlace.Fault("percentOfPot", "sharesOver100", "Places share at most 100 percent of the pot.");
            }
        }
    }

    /// <summary>How many members are sure to win a prize; 0 where its places are faulty, or it is not for places.</summary>
    private static decimal PlacesOf(Prize prize) =>
        prize.For == PrizeFor.Place && prize.FromPlace > 0 ? Math.Max(0, prize.ToPlace - prize.FromPlace + 1) : 0;
}
