using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Simulation.Programs;

/// <summary>Makes rules and definitions, small enough in caps and bars that they are reached.</summary>
internal sealed class RuleMaker(Random random, DateTimeOffset start)
{
    private static readonly string[] Kinds = ["base", "units", "back", "split", "first", "newcomer", "dealer", "bonus", "pointsbonus", "whole", "marginal", "either", "or", "double", "brand-a", "brand-b"];

    public SimDefinition First(string zone, IReadOnlyList<SimRule>? rules) => new(zone, rules ?? Some(), SomeBoards());

    /// <summary>The definition with a rule changed, added or dropped, or with other boards.</summary>
    public SimDefinition Changed(SimDefinition before)
    {
        var rules = before.Rules.ToList();
        var boards = before.Boards;
        switch (random.Next(4))
        {
            case 0:
                boards = SomeBoards();
                break;
            case 1 when rules.Count > 2:
                rules.RemoveAt(random.Next(rules.Count));
                break;
            case 2:
                var place = random.Next(rules.Count);
                rules[place] = Make(rules[place].Id);
                break;
            default:
                var id = Kinds[random.Next(Kinds.Length)];
                rules.RemoveAll(r => r.Id == id);
                rules.Insert(random.Next(rules.Count + 1), Make(id));
                break;
        }

        return new SimDefinition(before.Zone, Fitting(rules), boards);
    }

    private List<SimRule> Some() => Fitting([.. Kinds.OrderBy(_ => random.Next()).Take(random.Next(4, 10)).Select(Make)]);

    private List<SimBoard> SomeBoards() => [.. SimBoard.Catalogue.Where(_ => random.Next(3) > 0).DefaultIfEmpty(SimBoard.Catalogue[0])];

    /// <summary>Multipliers only of rules that are there.</summary>
    private static List<SimRule> Fitting(List<SimRule> rules)
    {
        var ids = rules.Where(r => r.Kind != FormulaKind.Multiplier).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var fitting = rules.ConvertAll(r => r with { Of = [.. r.Of.Where(ids.Contains)] });
        fitting.RemoveAll(r => r.Kind == FormulaKind.Multiplier && r.Of.Count == 0);
        return fitting;
    }

    private SimRule Make(string id) => id switch
    {
        "base" => Spiced(new(id, FormulaKind.PerAmount, "points") { Points = 1, Number = 10m, Caps = [Cap("beneficiary", 120)], PendingFor = Window(), When = SomeCondition() }),
        "units" => Spiced(new(id, FormulaKind.PerQuantity, "miles") { Points = random.Next(1, 9), Number = 2m, EmployeePercent = 0, Caps = [Cap("partner", 40), Cap("program", 300)] }),
        "back" => Spiced(new(id, FormulaKind.PercentBack, "miles") { Number = 2.5m, Caps = SomeCaps(400), PendingFor = Window() }),
        "split" => Spiced(new(id, FormulaKind.Fixed, "points") { Points = random.Next(1, 12), EmployeePercent = random.Next(1, 100), Caps = SomeCaps(60), When = SomeCondition() }),
        "first" => Spiced(new(id, FormulaKind.FirstTime, "points") { Points = 25, Per = random.Next(2) == 0 ? "employee" : "partner", EmployeePercent = 60 }),
        "newcomer" => Spiced(new(id, FormulaKind.FirstTime, "points") { Points = 7, Per = "customer", When = random.Next(2) == 0 ? new("customer.isNew", "eq", true) : null }),
        "dealer" => Spiced(new(id, FormulaKind.PerQuantity, "points") { Points = 3, EmployeePercent = 0, Caps = [Cap("partner", 50)] }),
        "bonus" => Spiced(new(id, FormulaKind.Threshold, "points") { Points = 50, Measure = (Measure)random.Next(1, 4), Period = SomePeriod(), Number = random.Next(2, 300), EmployeePercent = random.Next(2) * 100, PendingFor = Window() }),
        "pointsbonus" => Spiced(new(id, FormulaKind.Threshold, "points") { Points = 11, Measure = Measure.Points, Period = SomePeriod(), Number = random.Next(10, 120), Priority = -5 }),
        "whole" => Spiced(Slabs(id, "points", isWhole: true)),
        "marginal" => Spiced(Slabs(id, "miles", isWhole: false) with { EmployeePercent = 0, Measure = Measure.Quantity }),
        "either" => Spiced(new(id, FormulaKind.Fixed, "points") { Points = 4, Group = "g", When = new("line.amount", "ge", 90m), Caps = [Cap("beneficiary", 14)] }),
        "or" => Spiced(new(id, FormulaKind.PercentBack, "points") { Number = 5m, Group = "g", Caps = SomeCaps(90) }),
        "double" => new(id, FormulaKind.Multiplier, "points") { Number = random.Next(2) == 0 ? 2m : 1.5m, Of = ["base", "split", "or"], Rounding = SomeRounding(), Caps = SomeCaps(80) },
        _ => Spiced(new(id, FormulaKind.PerAmount, "points") { Points = 1, Number = 20m, Sponsor = "brand", Caps = [new("sponsor", PeriodKind.Month, 150)], EmployeePercent = random.Next(2) == 0 ? 100 : 50, PendingFor = Window() }),
    };

    private SimRule Slabs(string id, string currency, bool isWhole) => new(id, FormulaKind.Slabs, currency)
    {
        IsWhole = isWhole,
        Period = SomePeriod(),
        Steps = isWhole ? [(0m, 1, 100m), (400m, 2, 100m), (1_500m, 3, 80m)] : [(3m, 1, 1m), (15m, 5, 1m)],
    };

    private SimRule Spiced(SimRule rule) => rule with
    {
        Rounding = SomeRounding(),
        Priority = rule.Priority + random.Next(3),
        From = random.Next(6) == 0 ? start.AddDays(random.Next(-3, 6)) : null,
        Until = random.Next(6) == 0 ? start.AddDays(random.Next(10, 60)) : null,
        On = random.Next(9) == 0 ? "demo" : "sale",
    };

    private Rounding SomeRounding() => (Rounding)random.Next(4);

    private PeriodKind SomePeriod() => (PeriodKind)random.Next(6);

    private SimCap Cap(string scope, int about) => new(scope, SomePeriod(), random.Next((about / 2) + 1, about * 2));

    private List<SimCap> SomeCaps(int about) => random.Next(4) switch
    {
        0 => [],
        1 => [Cap("beneficiary", about), Cap("program", about * 4)],
        2 => [Cap("program", about * 2)],
        _ => [Cap("partner", about), Cap("beneficiary", about)],
    };

    private SimWindow? Window() => random.Next(5) switch
    {
        0 => new SimWindow(0, 14, 0),
        1 => new SimWindow(0, 1, 0),
        2 => new SimWindow(1, 0, 0),
        3 => new SimWindow(0, 0, 5),
        _ => null,
    };

    private SimCondition? SomeCondition() => random.Next(7) switch
    {
        0 => new("line.category", "in", "Bikes", "Parts"),
        1 => new("line.category", "ne", "Bikes"),
        2 => new("partner.region", "eq", "North"),
        3 => new("employee.role", "ne", "senior"),
        4 => new("date.weekday", "in", 1m, 2m, 3m, 6m),
        5 => new("date.time", "lt", "12:00"),
        _ => null,
    };
}
