using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>What caps left of an award.</summary>
/// <param name="Points">After every cap.</param>
/// <param name="BeforeBudgets">After the caps of beneficiary and partner.</param>
/// <param name="CappedBy">The cap that cut last, or null.</param>
internal readonly record struct CapCut(long Points, long BeforeBudgets, string? CappedBy);

/// <summary>Cuts one award of one rule by its caps: first those of beneficiary and partner, then the budgets.</summary>
internal sealed class CapCutter(
    EarningRule rule, OwnerRef owner, ActivityFacts facts, IAccumulators accumulators, IBudgetPolicy budgets)
{
    public CapCut Cut(long points)
    {
        string? cappedBy = null;
        for (var i = 0; i < rule.Caps.Count; i++)
        {
            var cap = rule.Caps[i];
            if (Key(rule, cap, owner, facts) is { IsBudget: false } key)
            {
                var room = Math.Max(0, cap.Max - (long)accumulators[key]);
                if (points > room)
                {
                    points = room;
                    cappedBy = cap.Name;
                }
            }
        }

        var beforeBudgets = points;
        if (TightestBudget() is { } budget)
        {
            var allowed = budgets.Allow(rule.Id, owner, points, budget.Room);
            if (allowed < points)
            {
                points = allowed;
                cappedBy = budget.Cap.Name;
            }
        }

        return new(points, beforeBudgets, cappedBy);
    }

    /// <summary>The running values that an award of the rule to an owner counts against, each once.</summary>
    public static IReadOnlyList<AccumulatorKey> Keys(EarningRule rule, OwnerRef owner, ActivityFacts facts)
    {
        if (rule.Caps.Count == 0)
        {
            return [];
        }

        var keys = new List<AccumulatorKey>(rule.Caps.Count);
        for (var i = 0; i < rule.Caps.Count; i++)
        {
            if (Key(rule, rule.Caps[i], owner, facts) is { } key && !keys.Contains(key))
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    /// <summary>The running value of a cap; null when the activity has no partner to count for.</summary>
    public static AccumulatorKey? Key(EarningRule rule, Cap cap, OwnerRef owner, ActivityFacts facts)
    {
        var period = Period.Of(cap.Period, facts.Day);
        return cap.Scope switch
        {
            CapScope.Beneficiary => new(owner, rule.Id, AccumulatorKind.CapBeneficiary, period),
            CapScope.Partner => facts.Partner is { } partner
                ? new(OwnerRef.Partner(partner), rule.Id, AccumulatorKind.CapPartner, period)
                : null,
            CapScope.Sponsor when rule.Sponsor is { } sponsor =>
                new(new OwnerRef(OwnerKind.Sponsor, sponsor), "$" + rule.Currency, AccumulatorKind.CapSponsor, period),
            CapScope.Sponsor => new(OwnerRef.Program, rule.Id, AccumulatorKind.CapSponsor, period),
            _ => new(OwnerRef.Program, rule.Id, AccumulatorKind.CapProgram, period),
        };
    }

    private (Cap Cap, long Room)? TightestBudget()
    {
        (Cap Cap, long Room)? tightest = null;
        for (var i = 0; i < rule.Caps.Count; i++)
        {
            var cap = rule.Caps[i];
            if (Key(rule, cap, owner, facts) is { IsBudget: true } key)
            {
                var room = cap.Max - (long)accumulators[key];
                if (tightest is null || room < tightest.Value.Room)
                {
                    tightest = (cap, room);
                }
            }
        }

        return tightest;
    }
}
