using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>What a rule remembers of an activity besides its caps: sums, bonuses given, first times.</summary>
internal static class RuleMemory
{
    /// <summary>Adds the changes of running values; by 0 where the value was only read.</summary>
    public static void AddTo(
        List<AccumulatorChange> changes, EarningRule rule, ActivityFacts facts, MatchedLines lines, decimal pointsBefore, bool awarded)
    {
        switch (rule.Formula)
        {
            case Formula.FirstTime first when FormulaEvaluator.FirstTimer(first, facts) is { } owner:
                changes.Add(new(new(owner, rule.Id, AccumulatorKind.FirstTime, Period.All), awarded ? 1 : 0));
                break;
            case Formula.Threshold threshold when FormulaEvaluator.Counted(rule, facts) is { } owner:
                var period = Period.Of(threshold.Period, facts.Day);
                changes.Add(new(
                    new(owner, rule.Id, AccumulatorKind.ThresholdSum, period),
                    FormulaEvaluator.Contribution(threshold.Measure, lines, pointsBefore)));
                changes.Add(new(new(owner, rule.Id, AccumulatorKind.ThresholdGiven, period), awarded ? 1 : 0));
                break;
            case Formula.Slabs slabs when FormulaEvaluator.Counted(rule, facts) is { } owner:
                changes.Add(new(
                    new(owner, rule.Id, AccumulatorKind.SlabSum, Period.Of(slabs.Period, facts.Day)),
                    FormulaEvaluator.Contribution(slabs.Measure, lines, pointsBefore)));
                break;
            default:
                break;
        }
    }
}
