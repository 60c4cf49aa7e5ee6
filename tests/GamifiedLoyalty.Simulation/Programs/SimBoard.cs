using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Simulation.Programs;

/// <summary>A board of the catalogue: always the same under its id, whether or not the definition in force shows it.</summary>
internal sealed record SimBoard(string Id, bool RanksPartners, Measure Measure)
{
    public string? Currency { get; init; }

    public SimCondition? Filter { get; init; }

    public bool RollUp { get; init; }

    public bool PerHead { get; init; }

    public int MinimumHeadcount { get; init; } = 1;

    public bool SharedTies { get; init; }

    /// <summary>Every board that a generated definition may show.</summary>
    public static IReadOnlyList<SimBoard> Catalogue { get; } =
    [
        new("amount", false, Measure.Amount),
        new("points", false, Measure.Points) { Currency = "points" },
        new("miles", false, Measure.Points) { Currency = "miles", SharedTies = true },
        new("count", false, Measure.Count) { SharedTies = true, Filter = new("line.category", "eq", "Bikes") },
        new("units", false, Measure.Quantity) { Filter = new("line.amount", "ge", 50m) },
        new("north", false, Measure.Amount) { Filter = new("partner.region", "eq", "North") },
        new("juniors", false, Measure.Points) { Currency = "points", Filter = new("employee.role", "ne", "senior") },
        new("dealers", true, Measure.Points) { Currency = "points" },
        new("dealer-units", true, Measure.Quantity) { SharedTies = true, Filter = new("line.category", "in", "Bikes", "Parts") },
        new("groups", true, Measure.Amount) { RollUp = true },
        new("heads", true, Measure.Amount) { PerHead = true },
        new("group-heads", true, Measure.Points) { Currency = "points", RollUp = true, PerHead = true, MinimumHeadcount = 2, SharedTies = true },
    ];

    public JsonObject ToJson()
    {
        var metric = new JsonObject { ["measure"] = SimRule.Word(Measure) };
        if (Currency is not null)
        {
            metric["currency"] = Currency;
        }

        if (RollUp)
        {
            metric["rollUp"] = true;
        }

        if (PerHead)
        {
            metric["aggregate"] = "perHead";
            metric["minimumHeadcount"] = MinimumHeadcount;
        }

        var json = new JsonObject
        {
            ["id"] = Id,
            ["subject"] = RanksPartners ? "partner" : "employee",
            ["metric"] = metric,
            ["ties"] = SharedTies ? "shared" : "firstToReach",
            ["periods"] = new JsonArray([.. Enum.GetValues<PeriodKind>().Select(k => JsonValue.Create(SimRule.Word(k)))]),
        };
        if (Filter is not null)
        {
            json["filter"] = Filter.ToJson();
        }

        return json;
    }
}
