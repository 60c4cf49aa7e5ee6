using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Simulation.Programs;

/// <summary>A condition of one comparison, as the generated definitions use them.</summary>
/// <param name="Field">The field's name in the contract.</param>
/// <param name="Op">The operator's name in the contract.</param>
/// <param name="Values">Texts, decimals or flags; several for <c>in</c>.</param>
internal sealed record SimCondition(string Field, string Op, params object[] Values)
{
    public JsonObject ToJson() => new()
    {
        ["field"] = Field,
        ["op"] = Op,
        ["value"] = Op is "in" or "notIn" ? new JsonArray([.. Values.Select(Node)]) : Node(Values[0]),
    };

    /// <summary>Whether a value of the field meets the condition; a missing one satisfies negations only.</summary>
    public bool Holds(object? value) => Op switch
    {
        "eq" => value is not null && value.Equals(Values[0]),
        "ne" => value is null || !value.Equals(Values[0]),
        "in" => value is not null && Values.Contains(value),
        "notIn" => value is null || !Values.Contains(value),
        "ge" => value is decimal number && number >= (decimal)Values[0],
        "lt" when Values[0] is string text => value is string own && string.CompareOrdinal(own, text) < 0,
        "lt" => value is decimal number && number < (decimal)Values[0],
        _ => throw new InvalidOperationException($"The model does not know the operator {Op}."),
    };

    private static JsonNode Node(object value) => value switch
    {
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        _ => JsonValue.Create((decimal)value),
    };
}
