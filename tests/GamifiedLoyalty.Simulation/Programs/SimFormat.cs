using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Simulation.Programs;

/// <summary>The format of a contest as generated; only the members that its type has are set.</summary>
/// <param name="Type">Its name in the contract.</param>
internal sealed record SimFormat(string Type)
{
    public long? Bar { get; init; }

    public IReadOnlyDictionary<string, long>? Personal { get; init; }

    public int? GrowthPercent { get; init; }

    /// <summary>Milestones, ascending.</summary>
    public IReadOnlyList<(string Id, long At)> Steps { get; init; } = [];

    public int AcceptHours { get; init; }

    public int MostAtOnce { get; init; }

    public IReadOnlyList<string>? Seeds { get; init; }

    public int? Size { get; init; }

    /// <summary>Days of the calendar, then hours; null where rounds have no length of their own.</summary>
    public (int Days, int Hours)? Round { get; init; }

    public int Out { get; init; }

    public long Per { get; init; }

    public long? MostTickets { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = Type };
        Set(json, "bar", Bar);
        Set(json, "growthPercent", GrowthPercent);
        Set(json, "size", Size);
        Set(json, "mostTickets", MostTickets);
        Set(json, "out", Out == 0 ? null : Out);
        Set(json, "per", Per == 0 ? null : Per);
        Set(json, "mostAtOnce", MostAtOnce == 0 ? null : MostAtOnce);
        Set(json, "acceptWithin", AcceptHours == 0 ? null : FormattableString.Invariant($"PT{AcceptHours}H"));
        Set(json, "roundLength", Round is var (days, hours) ? FormattableString.Invariant($"P{days}DT{hours}H") : null);
        Set(json, "seeds", Seeds is null ? null : new JsonArray([.. Seeds.Select(s => JsonValue.Create(s))]));
        Set(json, "personal", Personal is null ? null : new JsonObject(Personal.Select(p => KeyValuePair.Create(p.Key, (JsonNode?)p.Value))));
        Set(json, "steps", Steps.Count == 0 ? null : new JsonArray([.. Steps.Select(s => new JsonObject { ["id"] = s.Id, ["at"] = s.At })]));
        return json;
    }

    private static void Set(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
