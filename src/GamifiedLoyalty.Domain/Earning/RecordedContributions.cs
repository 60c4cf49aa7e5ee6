using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>
/// What an activity with given awards adds to running values: the same as its evaluation changed them by, derived again
/// from what was recorded. Keys that its rules read are included with 0, so that corrections see what it depends on.
/// </summary>
public static class RecordedContributions
{
    /// <summary>The contributions, in order of evaluation.</summary>
    public static List<AccumulatorChange> Of(EarningEvaluator rules, ActivityFacts facts, IReadOnlyList<Award> awards)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(facts);
        var changes = new List<AccumulatorChange>();
        var closedGroups = new HashSet<string>(StringComparer.Ordinal);
        var given = new List<Award>();
        foreach (var rule in rules.RulesFor(facts.Sent.Type))
        {
            var lines = MatchedLines.Sum(rule.When, facts, rules.Definition.Money);
            if (lines.Count == 0 || !rule.IsInForce(facts.OccurredAt) || (rule.ExclusiveGroup is { } closed && closedGroups.Contains(closed)))
            {
                continue;
            }

            var own = awards.Where(a => a.Rule == rule.Id).ToList();
            AddCaps(rule, facts, own, changes);
            RuleMemory.AddTo(changes, rule, facts, lines, PointsBefore(rule, facts, given), own.Count > 0);
            given.AddRange(own);
            if (own.Count > 0 && rule.ExclusiveGroup is { } group)
            {
                closedGroups.Add(group);
            }
        }

        return changes;
    }

    private static decimal PointsBefore(EarningRule rule, ActivityFacts facts, List<Award> given)
    {
        var owner = FormulaEvaluator.Counted(rule, facts);
        return given.Where(a => a.Owner == owner && a.Currency == rule.Currency).Sum(a => a.Points);
    }

    private static void AddCaps(EarningRule rule, ActivityFacts facts, List<Award> own, List<AccumulatorChange> changes)
    {
        foreach (var owner in Beneficiaries(rule, facts))
        {
            var points = own.Where(a => a.Owner == owner).Sum(a => a.Points);
            changes.AddRange(CapCutter.Keys(rule, owner, facts).Select(key => new AccumulatorChange(key, points)));
        }
    }

    private static IEnumerable<OwnerRef> Beneficiaries(EarningRule rule, ActivityFacts facts)
    {
        if (rule.EmployeePercent > 0 && facts.Sent.Employee is { } employee)
        {
            yield return OwnerRef.Employee(employee);
        }

        if (rule.EmployeePercent < 100 && facts.Partner is { } partner)
        {
            yield return OwnerRef.Partner(partner);
        }
    }
}
