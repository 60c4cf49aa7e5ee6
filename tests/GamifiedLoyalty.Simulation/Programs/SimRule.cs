using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Simulation.Programs;

/// <summary>The formulas of the contract.</summary>
internal enum FormulaKind
{
    Fixed,
    PerAmount,
    PerQuantity,
    PercentBack,
    Multiplier,
    Threshold,
    FirstTime,
    Slabs,
}

/// <summary>A return window: calendar months and days, then hours.</summary>
internal sealed record SimWindow(int Months, int Days, int Hours)
{
    public string Text => $"P{(Months > 0 ? $"{Months}M" : "")}{(Days > 0 ? $"{Days}D" : "")}{(Hours > 0 ? $"T{Hours}H" : "")}";
}

/// <summary>A cap: <c>beneficiary</c>, <c>partner</c>, <c>program</c> or <c>sponsor</c>.</summary>
internal sealed record SimCap(string Scope, PeriodKind Period, long Max)
{
    public bool IsBudget => Scope is "program" or "sponsor";

    public string Name => $"{Scope}/{SimRule.Word(Period)}";
}

/// <summary>An earning rule: written as JSON for the product, read as it stands by the model.</summary>
internal sealed record SimRule(string Id, FormulaKind Kind, string Currency)
{
    public string On { get; init; } = "sale";

    public long Points { get; init; } = 1;

    /// <summary>The divisor, percentage, factor or bar of the formula.</summary>
    public decimal Number { get; init; } = 1;

    public Measure Measure { get; init; } = Measure.Amount;

    public PeriodKind Period { get; init; } = PeriodKind.Month;

    /// <summary>Whose first time: <c>employee</c>, <c>partner</c> or <c>customer</c>.</summary>
    public string Per { get; init; } = "employee";

    public bool IsWhole { get; init; }

    public IReadOnlyList<(decimal From, long Points, decimal Per)> Steps { get; init; } = [];

    public IReadOnlyList<string> Of { get; init; } = [];

    public SimCondition? When { get; init; }

    public int EmployeePercent { get; init; } = 100;

    public Rounding Rounding { get; init; }

    public SimWindow? PendingFor { get; init; }

    public IReadOnlyList<SimCap> Caps { get; init; } = [];

    public string? Sponsor { get; init; }

    public string? Group { get; init; }

    public int Priority { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    public static string Word(Enum value) => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["on"] = On,
            ["currency"] = Currency,
            ["priority"] = Priority,
            ["rounding"] = Word(Rounding),
            ["formula"] = Formula(),
            ["beneficiary"] = new JsonObject { ["employee"] = EmployeePercent, ["partner"] = 100 - EmployeePercent },
            ["caps"] = new JsonArray([.. Caps.Select(c => new JsonObject { ["per"] = c.Scope, ["period"] = Word(c.Period), ["max"] = c.Max })]),
        };
        Add(json, "when", When?.ToJson());
        Add(json, "pendingFor", PendingFor?.Text);
        Add(json, "sponsor", Sponsor);
        Add(json, "exclusiveGroup", Group);
        Add(json, "from", From?.ToString("O"));
        Add(json, "until", Until?.ToString("O"));
        return json;
    }

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }

    private JsonObject Formula() => Kind switch
    {
        FormulaKind.Fixed => new() { ["type"] = "fixed", ["points"] = Points },
        FormulaKind.PerAmount => new() { ["type"] = "perAmount", ["points"] = Points, ["per"] = Number },
        FormulaKind.PerQuantity => new() { ["type"] = "perQuantity", ["points"] = Points, ["per"] = Number },
        FormulaKind.PercentBack => new() { ["type"] = "percentBack", ["percent"] = Number },
        FormulaKind.Multiplier => new() { ["type"] = "multiplier", ["factor"] = Number, ["of"] = new JsonArray([.. Of.Select(o => JsonValue.Create(o))]) },
        FormulaKind.Threshold => new()
        {
            ["type"] = "threshold",
            ["measure"] = Word(Measure),
            ["period"] = Word(Period),
            ["bar"] = Number,
            ["points"] = Points,
        },
        FormulaKind.FirstTime => new() { ["type"] = "firstTime", ["per"] = Per, ["points"] = Points },
        _ => new()
        {
            ["type"] = "slabs",
            ["measure"] = Word(Measure),
            ["period"] = Word(Period),
            ["mode"] = IsWhole ? "whole" : "marginal",
            ["steps"] = new JsonArray([.. Steps.Select(s => new JsonObject { ["from"] = s.From, ["points"] = s.Points, ["per"] = s.Per })]),
        },
    };
}
