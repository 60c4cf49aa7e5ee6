using System.Text;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Simulation.Programs;

/// <summary>A definition as generated: what the model reads and what is published say the same.</summary>
internal sealed class SimDefinition(string zone, IReadOnlyList<SimRule> rules, IReadOnlyList<SimBoard> boards)
{
    /// <summary>Program money for one unit, from a local day on; euros are the program's money.</summary>
    public static IReadOnlyList<(string Currency, DateOnly From, decimal Rate)> Rates { get; } =
    [
        ("USD", new DateOnly(2011, 1, 1), 0.92m), ("USD", new DateOnly(2026, 4, 1), 0.875m), ("JPY", new DateOnly(2027, 1, 1), 0.0061m),
    ];

    public string Zone { get; } = zone;

    /// <summary>In document order.</summary>
    public IReadOnlyList<SimRule> Rules { get; } = rules;

    public IReadOnlyList<SimBoard> Boards { get; } = boards;

    public byte[] Document { get; } = Encoding.UTF8.GetBytes(Json(zone, rules, boards).ToJsonString());

    /// <summary>The rules in the order of evaluation: by priority, then as they stand; multipliers last.</summary>
    public IReadOnlyList<SimRule> Evaluated { get; } =
        [.. rules.OrderBy(r => r.Kind == FormulaKind.Multiplier).ThenByDescending(r => r.Priority)];

    /// <summary>Program money for one unit of a currency on a local day; null when no rate is in force.</summary>
    public static decimal? Rate(string? currency, DateOnly day) => currency is null or "EUR"
        ? 1m
        : Rates.Where(r => r.Currency == currency && r.From <= day).OrderBy(r => r.From).Select(r => (decimal?)r.Rate).LastOrDefault();

    private static JsonObject Json(string zone, IReadOnlyList<SimRule> rules, IReadOnlyList<SimBoard> boards) => new()
    {
        ["name"] = "Simulated",
        ["timeZone"] = zone,
        ["money"] = new JsonObject
        {
            ["currency"] = "EUR",
            ["rates"] = new JsonArray([.. Rates.Select(r => new JsonObject
            {
                ["currency"] = r.Currency,
                ["from"] = r.From.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ["rate"] = r.Rate,
            })]),
        },
        ["currencies"] = new JsonArray(
            new JsonObject { ["id"] = "points", ["name"] = "Points" },
            new JsonObject { ["id"] = "miles", ["name"] = "Miles", ["decimals"] = 2 }),
        ["challenges"] = new JsonObject { ["approvalAbove"] = new JsonObject { ["points"] = SimContest.ApprovalAbovePoints } },
        ["earningRules"] = new JsonArray([.. rules.Select(r => r.ToJson())]),
        ["boards"] = new JsonArray([.. boards.Select(b => b.ToJson())]),
    };
}
