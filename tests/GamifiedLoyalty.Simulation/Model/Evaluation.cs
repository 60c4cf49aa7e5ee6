using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Model;

/// <summary>
/// Applies the rules to one activity in the words of the contract, one after the other, without any shortcut.
/// </summary>
/// <param name="activity">The activity with the lines that remain.</param>
/// <param name="counters">The running values before it.</param>
/// <param name="budgetLeft">How much a budget still has for awards beyond what the activity was granted before.</param>
/// <param name="before">The awards that stood so far, when it is evaluated again because of a correction.</param>
internal sealed class Evaluation(
    ModelActivity activity, Func<CounterKey, decimal> counters, Func<CounterKey, long, decimal> budgetLeft, IReadOnlyList<ModelAward>? before)
{
    private readonly List<ModelAward> _awards = [];
    private readonly List<(CounterKey Key, decimal Change)> _counted = [];
    private readonly Dictionary<string, long> _totals = new(StringComparer.Ordinal);
    private readonly HashSet<string> _closed = new(StringComparer.Ordinal);
    private readonly List<(CounterKey Key, long Points)> _grown = [];

    public IReadOnlyList<ModelAward> Awards => _awards;

    public IReadOnlyList<(CounterKey Key, decimal Change)> Counted => _counted;

    public Evaluation Run()
    {
        foreach (var rule in activity.Definition.Evaluated.Where(r => r.On == activity.Sent.Type))
        {
            var inForce = (rule.From is null || activity.OccurredAt >= rule.From) && (rule.Until is null || activity.OccurredAt < rule.Until);
            var lines = activity.Matching(rule.When);
            if (inForce && lines.Count > 0 && (rule.Group is null || !_closed.Contains(rule.Group)))
            {
                Apply(rule, lines);
            }
        }

        return this;
    }

    private decimal Now(CounterKey key) => counters(key) + _counted.Where(c => c.Key == key).Sum(c => c.Change);

    private void Apply(SimRule rule, List<ActivityLine> lines)
    {
        var counted = rule.EmployeePercent > 0 ? Employee : Partner;
        var measured = Measured(rule, lines, counted);
        var exact = Exact(rule, lines, counted, measured);
        var total = decimal.ToInt64(rule.Rounding switch
        {
            Rounding.HalfUp => decimal.Floor(exact + 0.5m),
            Rounding.HalfEven => decimal.Round(exact, MidpointRounding.ToEven),
            Rounding.Up => decimal.Ceiling(exact),
            _ => decimal.Floor(exact),
        });
        var awards = _awards.Count;
        if (total > 0)
        {
            _totals[rule.Id] = total;
            var share = total * rule.EmployeePercent / 100;
            Give(rule, Employee, share);
            Give(rule, Partner, total - share);
        }

        var awarded = _awards.Count > awards;
        if (awarded && rule.Group is not null)
        {
            _closed.Add(rule.Group);
        }

        Remember(rule, counted, measured, awarded);
    }

    private OwnerRef? Employee => activity.Sent.Employee is { } id ? OwnerRef.Employee(id) : null;

    private OwnerRef? Partner => activity.Partner is { } id ? OwnerRef.Partner(id) : null;

    private decimal Measured(SimRule rule, List<ActivityLine> lines, OwnerRef? counted) => rule.Measure switch
    {
        Measure.Amount => lines.Sum(l => l.Amount) * activity.Rate,
        Measure.Quantity => lines.Sum(l => l.Quantity),
        Measure.Count => 1,
        _ => _awards.Where(a => a.Owner == counted && a.Currency == rule.Currency && a.Rule != rule.Id).Sum(a => a.Points),
    };

    private decimal Exact(SimRule rule, List<ActivityLine> lines, OwnerRef? counted, decimal measured)
    {
        var amount = lines.Sum(l => l.Amount) * activity.Rate;
        switch (rule.Kind)
        {
            case FormulaKind.Fixed:
                return rule.Points;
            case FormulaKind.PerAmount:
                return amount * rule.Points / rule.Number;
            case FormulaKind.PerQuantity:
                return lines.Sum(l => l.Quantity) * rule.Points / rule.Number;
            case FormulaKind.PercentBack:
                return amount * rule.Number / 100 * (rule.Currency == "miles" ? 100 : 1);
            case FormulaKind.Multiplier:
                return (rule.Number - 1) * rule.Of.Sum(o => _totals.GetValueOrDefault(o));
            case FormulaKind.FirstTime:
                return FirstTimer(rule) is { } first && Now(Key(rule, first, "first", PeriodKind.All)) == 0 ? rule.Points : 0;
            case FormulaKind.Threshold when counted is { } owner:
                var reached = Now(Key(rule, owner, "sum", rule.Period)) + measured >= rule.Number;
                return reached && Now(Key(rule, owner, "given", rule.Period)) == 0 ? rule.Points : 0;
            case FormulaKind.Slabs when counted is { } owner:
                var sum = Now(Key(rule, owner, "turnover", rule.Period));
                return Math.Max(0, Slab(rule, sum + measured) - Slab(rule, sum));
            default:
                return 0;
        }
    }

    private static decimal Slab(SimRule rule, decimal turnover)
    {
        if (rule.IsWhole)
        {
            var (from, points, per) = rule.Steps.LastOrDefault(s => s.From <= turnover);
            return per == 0 ? 0 : turnover * points / per;
        }

        var value = 0m;
        for (var i = 0; i < rule.Steps.Count; i++)
        {
            var top = i + 1 < rule.Steps.Count ? Math.Min(turnover, rule.Steps[i + 1].From) : turnover;
            value += Math.Max(0, top - rule.Steps[i].From) * rule.Steps[i].Points / rule.Steps[i].Per;
        }

        return value;
    }

    private OwnerRef? FirstTimer(SimRule rule) => rule.Per switch
    {
        "employee" => Employee,
        "partner" => Partner,
        _ => activity.Sent.Customer is { } customer ? new OwnerRef(OwnerKind.Customer, customer.Id) : null,
    };

    private void Give(SimRule rule, OwnerRef? receiver, long share)
    {
        if (receiver is not { } owner || share <= 0)
        {
            return;
        }

        var points = share;
        string? cutBy = null;
        foreach (var cap in rule.Caps.Where(c => !c.IsBudget))
        {
            if (CapKey(rule, cap, owner) is { } key && Math.Max(0, cap.Max - (long)Now(key)) is var room && points > room)
            {
                (points, cutBy) = (room, cap.Name);
            }
        }

        var beforeBudgets = points;
        (points, cutBy) = CutByBudgets(rule, owner, points, cutBy);
        _awards.Add(new ModelAward(owner, rule.Currency, rule.Id, points, beforeBudgets, cutBy, AvailableAt(rule), rule.Sponsor));
        foreach (var key in rule.Caps.Select(c => CapKey(rule, c, owner)).OfType<CounterKey>().Distinct())
        {
            _counted.Add((key, points));
            _grown.Add((key, Math.Max(0, points - (Before(rule, owner)?.Points ?? 0))));
        }
    }

    private ModelAward? Before(SimRule rule, OwnerRef owner) => before?.FirstOrDefault(a => a.Rule == rule.Id && a.Owner == owner);

    /// <summary>
    /// First come, first served: an award gets what is free now. In a correction it keeps what it was granted, and only
    /// what it grows by takes from what is free.
    /// </summary>
    private (long Points, string? CutBy) CutByBudgets(SimRule rule, OwnerRef owner, long wanted, string? cutBy)
    {
        var budgets = rule.Caps.Where(c => c.IsBudget).Select(c => (Cap: c, Free: FreeOf(rule, c, owner))).ToList();
        if (budgets.Count == 0)
        {
            return (wanted, cutBy);
        }

        var (cap, free) = budgets.MinBy(b => b.Free);
        var old = Before(rule, owner);
        var granted = old?.Points ?? 0;
        var growth = Math.Max(0, wanted - (old?.BeforeBudgets ?? 0));
        var allowed = Math.Min(wanted, granted + Math.Min(growth, Math.Max(0, free)));
        return allowed < wanted ? (allowed, cap.Name) : (wanted, cutBy);
    }

    private long FreeOf(SimRule rule, SimCap cap, OwnerRef owner)
    {
        var key = CapKey(rule, cap, owner)!.Value;
        return (long)budgetLeft(key, cap.Max) - _grown.Where(g => g.Key == key).Sum(g => g.Points);
    }

    private CounterKey? CapKey(SimRule rule, SimCap cap, OwnerRef owner) => cap.Scope switch
    {
        "beneficiary" => Key(rule, owner, "cap", cap.Period),
        "partner" => Partner is { } partner ? Key(rule, partner, "partner cap", cap.Period) : null,
        "program" => Key(rule, OwnerRef.Program, "budget", cap.Period),
        _ => new CounterKey(new OwnerRef(OwnerKind.Sponsor, rule.Sponsor!), rule.Currency, "sponsor", activity.PeriodOf(cap.Period)),
    };

    private CounterKey Key(SimRule rule, OwnerRef owner, string what, PeriodKind period) => new(owner, rule.Id, what, activity.PeriodOf(period));

    private DateTimeOffset? AvailableAt(SimRule rule)
    {
        if (rule.PendingFor is not { } window)
        {
            return null;
        }

        var at = new LocalTime(activity.Definition.Zone).Later(activity.OccurredAt, window.Months, window.Days, window.Hours);
        return at > activity.RecordedAt ? at : null;
    }

    private void Remember(SimRule rule, OwnerRef? counted, decimal measured, bool awarded)
    {
        if (rule.Kind == FormulaKind.FirstTime && FirstTimer(rule) is { } first)
        {
            _counted.Add((Key(rule, first, "first", PeriodKind.All), awarded ? 1 : 0));
        }
        else if (rule.Kind == FormulaKind.Threshold && counted is { } owner)
        {
            _counted.Add((Key(rule, owner, "sum", rule.Period), measured));
            _counted.Add((Key(rule, owner, "given", rule.Period), awarded ? 1 : 0));
        }
        else if (rule.Kind == FormulaKind.Slabs && counted is { } seller)
        {
            _counted.Add((Key(rule, seller, "turnover", rule.Period), measured));
        }
    }
}
