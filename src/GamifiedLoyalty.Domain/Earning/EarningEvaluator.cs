using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>What the rules give for an activity.</summary>
/// <param name="Awards">The awards, in rule order.</param>
/// <param name="Changes">What the running values change by; a key may occur more than once, and by 0 where it was only read.</param>
public sealed record EarningOutcome(IReadOnlyList<Award> Awards, IReadOnlyList<AccumulatorChange> Changes)
{
    /// <summary>No award and nothing to remember.</summary>
    public static EarningOutcome Nothing { get; } = new([], []);
}

/// <summary>
/// Applies the earning rules of one definition version to activities. Pure: the same facts and running values give the
/// same awards. Rules go by priority, then document order; multipliers go after the rules they build on.
/// </summary>
public sealed class EarningEvaluator
{
    private readonly ProgramDefinition _definition;
    private readonly Dictionary<string, EarningRule[]> _rulesByType;
    private readonly bool _hasMultipliers;

    /// <summary>Prepares the rules of a definition.</summary>
    public EarningEvaluator(ProgramDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        _definition = definition;
        _hasMultipliers = definition.Rules.Any(r => r.Formula is Formula.Multiplier);
        _rulesByType = RuleOrder.Of(definition.Rules).GroupBy(r => r.On).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The definition it applies.</summary>
    public ProgramDefinition Definition => _definition;

    /// <summary>The rules for an activity type, in order of evaluation.</summary>
    public IReadOnlyList<EarningRule> RulesFor(string type) => _rulesByType.GetValueOrDefault(type) ?? [];

    /// <summary>Evaluates an activity.</summary>
    /// <exception cref="OverflowException">A result leaves <see cref="Limits.MaxMagnitude"/>.</exception>
    public EarningOutcome Evaluate(ActivityFacts facts, IAccumulators accumulators, IBudgetPolicy budgets)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var rules = RulesFor(facts.Sent.Type);
        if (rules.Count == 0 || facts.Lines.Count == 0)
        {
            return EarningOutcome.Nothing;
        }

        var run = new EvaluationRun(_definition, _hasMultipliers, facts, accumulators, budgets);
        for (var i = 0; i < rules.Count; i++)
        {
            run.Apply(rules[i]);
        }

        return run.Finish();
    }
}

/// <summary>How much of an award the program's and sponsors' budgets allow.</summary>
public interface IBudgetPolicy
{
    /// <summary>The part of <paramref name="wanted"/> allowed when a budget has <paramref name="room"/> left now.</summary>
    long Allow(string rule, OwnerRef owner, long wanted, long room);

    /// <summary>How much of an award takes room that was free until now.</summary>
    long Taken(string rule, OwnerRef owner, long points);
}

/// <summary>First come, first served.</summary>
public sealed class LiveBudgets : IBudgetPolicy
{
    /// <summary>The one instance.</summary>
    public static LiveBudgets Instance { get; } = new();

    /// <inheritdoc/>
    public long Allow(string rule, OwnerRef owner, long wanted, long room) => Math.Min(wanted, Math.Max(0, room));

    /// <inheritdoc/>
    public long Taken(string rule, OwnerRef owner, long points) => points;
}

/// <summary>The order in which rules are evaluated.</summary>
internal static class RuleOrder
{
    public static IReadOnlyList<EarningRule> Of(IReadOnlyList<EarningRule> rules)
    {
        var ordered = rules.Where(r => r.Formula is not Formula.Multiplier).ToList();
        var waiting = rules.Where(r => r.Formula is Formula.Multiplier).ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(r => ((Formula.Multiplier)r.Formula).Of.All(o => ordered.Exists(d => d.Id == o)))
                ?? throw new InvalidOperationException("Multipliers refer to each other in a circle.");
            ordered.Add(next);
            waiting.Remove(next);
        }

        return ordered;
    }
}
