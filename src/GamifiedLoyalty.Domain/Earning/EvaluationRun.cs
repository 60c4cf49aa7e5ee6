using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>One pass of the rules over one activity: sums what the rules before gave, and what they remember.</summary>
internal sealed class EvaluationRun(
    ProgramDefinition definition, bool hasMultipliers, ActivityFacts facts, IAccumulators accumulators, IBudgetPolicy budgets) : IAccumulators
{
    private readonly List<Award> _awards = [];
    private readonly List<AccumulatorChange> _changes = [];
    private Dictionary<string, long>? _totals;
    private HashSet<string>? _closedGroups;

    /// <summary>A running value including what this pass changed.</summary>
    public decimal this[AccumulatorKey key]
    {
        get
        {
            var value = accumulators[key];
            foreach (var change in _changes)
            {
                if (change.Key == key)
                {
                    value += change.Change;
                }
            }

            return value;
        }
    }

    public void Apply(EarningRule rule)
    {
        if (!rule.IsInForce(facts.OccurredAt) || IsGroupClosed(rule))
        {
            return;
        }

        var lines = MatchedLines.Sum(rule.When, facts, definition.Money);
        if (lines.Count == 0)
        {
            return;
        }

        var result = rule.Formula is Formula.Multiplier multiplier
            ? Multiply(multiplier)
            : FormulaEvaluator.Evaluate(rule, definition, facts, lines, PointsSoFar(rule), this);
        var awardsBefore = _awards.Count;
        Award(rule, result);
        var awarded = _awards.Count > awardsBefore;
        if (awarded && rule.ExclusiveGroup is { } group)
        {
            (_closedGroups ??= new(StringComparer.Ordinal)).Add(group);
        }

        RuleMemory.AddTo(_changes, rule, facts, lines, PointsSoFar(rule), awarded);
    }

    public EarningOutcome Finish()
    {
        if (hasMultipliers && _awards.Count > 1)
        {
            // Multipliers were evaluated after the rules they build on, wherever they stand.
            SortByRuleOrder();
        }

        return new EarningOutcome(_awards, _changes);
    }

    private bool IsGroupClosed(EarningRule rule) =>
        rule.ExclusiveGroup is { } group && _closedGroups is not null && _closedGroups.Contains(group);

    private FormulaResult Multiply(Formula.Multiplier multiplier)
    {
        var sum = 0L;
        foreach (var rule in multiplier.Of)
        {
            sum += _totals?.GetValueOrDefault(rule) ?? 0;
        }

        return new(sum, Math.Max(0m, (multiplier.Factor - 1m) * sum));
    }

    private decimal PointsSoFar(EarningRule rule)
    {
        var owner = FormulaEvaluator.Counted(rule, facts);
        var sum = 0L;
        foreach (var award in _awards)
        {
            if (award.Owner == owner && award.Currency == rule.Currency && award.Rule != rule.Id)
            {
                sum += award.Points;
            }
        }

        return sum;
    }

    private void Award(EarningRule rule, FormulaResult result)
    {
        var total = Round(result.Exact, rule.Rounding);
        if (total <= 0)
        {
            return;
        }

        if (hasMultipliers)
        {
            (_totals ??= new(StringComparer.Ordinal))[rule.Id] = total;
        }

        var basis = new AwardBasis(result.Sum, Decimals.Normalize(result.Exact), total, result.Turnover);
        var employeeShare = (long)(total * (decimal)rule.EmployeePercent / 100m);
        if (facts.Sent.Employee is { } employee && employeeShare > 0)
        {
            Add(rule, OwnerRef.Employee(employee), employeeShare, basis);
        }

        if (facts.Partner is { } partner && total > employeeShare)
        {
            Add(rule, OwnerRef.Partner(partner), total - employeeShare, basis);
        }
    }

    private void Add(EarningRule rule, OwnerRef owner, long share, AwardBasis basis)
    {
        var cut = new CapCutter(rule, owner, facts, this, budgets).Cut(share);
        _awards.Add(new Award
        {
            Owner = owner,
            Currency = rule.Currency,
            Points = cut.Points,
            Uncapped = share,
            BeforeBudgets = cut.BeforeBudgets,
            Rule = rule.Id,
            RuleVersion = rule.Version,
            Basis = basis,
            CappedBy = cut.CappedBy,
            AvailableAt = AvailableAt(rule),
            Sponsor = rule.Sponsor,
        });
        var counted = CapCutter.Keys(rule, owner, facts);
        for (var i = 0; i < counted.Count; i++)
        {
            _changes.Add(new(counted[i], counted[i].IsBudget ? budgets.Taken(rule.Id, owner, cut.Points) : cut.Points));
        }
    }

    private DateTimeOffset? AvailableAt(EarningRule rule)
    {
        if (rule.PendingFor is not { } duration)
        {
            return null;
        }

        var at = facts.Calendar.Add(facts.OccurredAt, duration.Months, duration.Days, duration.Time);
        return at <= facts.RecordedAt ? null : at;
    }

    private void SortByRuleOrder()
    {
        var position = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < definition.Rules.Count; i++)
        {
            position[definition.Rules[i].Id] = i;
        }

        var sorted = _awards.OrderBy(a => position[a.Rule]).ToList();
        _awards.Clear();
        _awards.AddRange(sorted);
    }

    private static long Round(decimal exact, Rounding rounding)
    {
        var rounded = rounding switch
        {
            Rounding.HalfUp => decimal.Round(exact, 0, MidpointRounding.AwayFromZero),
            Rounding.HalfEven => decimal.Round(exact, 0, MidpointRounding.ToEven),
            Rounding.Up => decimal.Ceiling(exact),
            _ => decimal.Floor(exact),
        };
        if (rounded > Limits.MaxMagnitude)
        {
            throw new OverflowException("The award is larger than the largest exact number of points.");
        }

        return decimal.ToInt64(rounded);
    }
}
