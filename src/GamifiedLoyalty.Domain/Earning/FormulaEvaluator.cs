using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>The exact result of a formula, with the numbers its explanation needs and the values it remembers.</summary>
/// <param name="Sum">What it was applied to.</param>
/// <param name="Exact">Points before rounding; 0 gives no award.</param>
/// <param name="Turnover">The period's sum including this activity.</param>
internal readonly record struct FormulaResult(decimal Sum, decimal Exact, decimal? Turnover = null);

/// <summary>Evaluates the formulas that depend on the activity and on running values, not on other rules.</summary>
internal static class FormulaEvaluator
{
    public static FormulaResult Evaluate(
        EarningRule rule, ProgramDefinition definition, ActivityFacts facts, MatchedLines lines, decimal pointsSoFar,
        IAccumulators accumulators) => rule.Formula switch
        {
            Formula.Fixed f => new(1, f.Points),
            Formula.PerAmount f => new(lines.Amount, lines.Amount * f.Points / f.Per),
            Formula.PerQuantity f => new(lines.Quantity, lines.Quantity * f.Points / f.Per),
            Formula.PercentBack f => new(lines.Amount, lines.Amount * f.Percent / 100m * Decimals.PowerOfTen(definition.Currency(rule.Currency)!.Decimals)),
            Formula.Threshold f => Threshold(rule, f, facts, Contribution(f.Measure, lines, pointsSoFar), accumulators),
            Formula.FirstTime f => FirstTime(rule, f, facts, accumulators),
            Formula.Slabs f => Slab(rule, f, facts, Contribution(f.Measure, lines, pointsSoFar), accumulators),
            _ => throw new InvalidOperationException($"Unknown formula {rule.Formula.GetType().Name}."),
        };

    /// <summary>What an activity adds to the sum of a threshold or slab.</summary>
    public static decimal Contribution(Measure measure, MatchedLines lines, decimal pointsSoFar) =>
        measure == Measure.Points ? pointsSoFar : lines.Of(measure);

    /// <summary>Whose sums a threshold or slab counts: the employee's, unless only the partner benefits.</summary>
    public static OwnerRef? Counted(EarningRule rule, ActivityFacts facts) => rule.EmployeePercent > 0
        ? facts.Sent.Employee is { } employee ? OwnerRef.Employee(employee) : null
        : facts.Partner is { } partner ? OwnerRef.Partner(partner) : null;

    /// <summary>Whose first time counts; null when the activity names none.</summary>
    public static OwnerRef? FirstTimer(Formula.FirstTime formula, ActivityFacts facts) => formula.Per switch
    {
        FirstTimeScope.Employee => facts.Sent.Employee is { } employee ? OwnerRef.Employee(employee) : null,
        FirstTimeScope.Partner => facts.Partner is { } partner ? OwnerRef.Partner(partner) : null,
        _ => facts.Sent.Customer is { } customer ? new OwnerRef(OwnerKind.Customer, customer.Id) : null,
    };

    private static FormulaResult FirstTime(EarningRule rule, Formula.FirstTime formula, ActivityFacts facts, IAccumulators accumulators)
    {
        if (FirstTimer(formula, facts) is not { } owner)
        {
            return default;
        }

        var done = accumulators[new(owner, rule.Id, AccumulatorKind.FirstTime, Period.All)];
        return done > 0 ? default : new(1, formula.Points);
    }

    private static FormulaResult Threshold(
        EarningRule rule, Formula.Threshold formula, ActivityFacts facts, decimal contribution, IAccumulators accumulators)
    {
        if (Counted(rule, facts) is not { } owner)
        {
            return default;
        }

        var period = Period.Of(formula.Period, facts.Day);
        var sum = accumulators[new(owner, rule.Id, AccumulatorKind.ThresholdSum, period)] + contribution;
        var given = accumulators[new(owner, rule.Id, AccumulatorKind.ThresholdGiven, period)] > 0;
        return given || sum < formula.Bar ? default : new(contribution, formula.Points, sum);
    }

    private static FormulaResult Slab(
        EarningRule rule, Formula.Slabs formula, ActivityFacts facts, decimal contribution, IAccumulators accumulators)
    {
        if (Counted(rule, facts) is not { } owner)
        {
            return default;
        }

        var key = new AccumulatorKey(owner, rule.Id, AccumulatorKind.SlabSum, Period.Of(formula.Period, facts.Day));
        var before = accumulators[key];
        var after = before + contribution;
        return new(contribution, Math.Max(0m, SlabValue(formula, after) - SlabValue(formula, before)), after);
    }

    private static decimal SlabValue(Formula.Slabs formula, decimal turnover)
    {
        var value = 0m;
        for (var i = 0; i < formula.Steps.Count && formula.Steps[i].From <= turnover; i++)
        {
            var step = formula.Steps[i];
            if (formula.Mode == SlabMode.Whole)
            {
                value = turnover * step.Points / step.Per;
                continue;
            }

            var top = i + 1 < formula.Steps.Count ? Math.Min(turnover, formula.Steps[i + 1].From) : turnover;
            value += (top - step.From) * step.Points / step.Per;
        }

        return value;
    }
}
