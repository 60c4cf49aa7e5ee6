using System.Text.Json;
using System.Text.RegularExpressions;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>Checks documents against a JSON Schema, as far as ours use it; a keyword that it does not know fails the test.</summary>
internal sealed class JsonSchemaCheck(JsonElement root)
{
    private static readonly HashSet<string> Notes = new(["$schema", "$id", "$defs", "title", "description", "default"], StringComparer.Ordinal);

    public bool Accepts(JsonElement value) => Holds(root, value);

    private bool Holds(JsonElement schema, JsonElement value) =>
        schema.ValueKind == JsonValueKind.False ? false
        : schema.ValueKind == JsonValueKind.True || schema.EnumerateObject().All(k => Notes.Contains(k.Name) || Keyword(schema, k.Name, k.Value, value));

    private bool Keyword(JsonElement schema, string name, JsonElement rule, JsonElement value) => name switch
    {
        "$ref" => Holds(root.GetProperty("$defs").GetProperty(rule.GetString()!["#/$defs/".Length..]), value),
        "oneOf" => rule.EnumerateArray().Count(s => Holds(s, value)) == 1,
        "anyOf" => rule.EnumerateArray().Any(s => Holds(s, value)),
        "allOf" => rule.EnumerateArray().All(s => Holds(s, value)),
        "type" => Types(rule).Any(t => IsOf(t, value)),
        "enum" => rule.EnumerateArray().Any(v => JsonElement.DeepEquals(v, value)),
        "const" => JsonElement.DeepEquals(rule, value),
        _ => value.ValueKind switch
        {
            JsonValueKind.String => OfText(name, rule, value.GetString()!),
            JsonValueKind.Number => OfNumber(name, rule, value.GetDecimal()),
            JsonValueKind.Array => OfArray(name, rule, value),
            JsonValueKind.Object => OfObject(schema, name, rule, value),
            _ => true,
        },
    };

    private static IEnumerable<string> Types(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Select(t => t.GetString()!) : [rule.GetString()!];

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDecimal() == decimal.Truncate(value.GetDecimal()),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => throw new InvalidOperationException($"Unknown type {type}."),
    };

    private static bool OfText(string name, JsonElement rule, string text) => name switch
    {
        "pattern" => Regex.IsMatch(text, rule.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(5)),
        "minLength" => text.Length >= rule.GetInt32(),
        "maxLength" => text.Length <= rule.GetInt32(),
        _ => Known(name),
    };

    private static bool OfNumber(string name, JsonElement rule, decimal number) => name switch
    {
        "minimum" => number >= rule.GetDecimal(),
        "maximum" => number <= rule.GetDecimal(),
        "exclusiveMinimum" => number > rule.GetDecimal(),
        _ => Known(name),
    };

    private bool OfArray(string name, JsonElement rule, JsonElement value) => name switch
    {
        "items" => value.EnumerateArray().All(v => Holds(rule, v)),
        "minItems" => value.GetArrayLength() >= rule.GetInt32(),
        "maxItems" => value.GetArrayLength() <= rule.GetInt32(),
        "uniqueItems" => value.EnumerateArray().Select(v => v.GetRawText()).Distinct(StringComparer.Ordinal).Count() == value.GetArrayLength(),
        _ => Known(name),
    };

    private bool OfObject(JsonElement schema, string name, JsonElement rule, JsonElement value) => name switch
    {
        "properties" => rule.EnumerateObject().All(p => !value.TryGetProperty(p.Name, out var member) || Holds(p.Value, member)),
        "additionalProperties" => value.EnumerateObject().Where(p => !Declares(schema, p.Name)).All(p => Holds(rule, p.Value)),
        "propertyNames" => value.EnumerateObject().All(p => Holds(rule, JsonSerializer.SerializeToElement(p.Name))),
        "required" => rule.EnumerateArray().All(p => value.TryGetProperty(p.GetString()!, out _)),
        "dependentRequired" => rule.EnumerateObject().All(p =>
            !value.TryGetProperty(p.Name, out _) || p.Value.EnumerateArray().All(n => value.TryGetProperty(n.GetString()!, out _))),
        "minProperties" => value.EnumerateObject().Count() >= rule.GetInt32(),
        "maxProperties" => value.EnumerateObject().Count() <= rule.GetInt32(),
        _ => Known(name),
    };

    private static bool Declares(JsonElement schema, string name) => schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _);

    private static bool Known(string name) =>
        name is "properties" or "additionalProperties" or "propertyNames" or "required" or "dependentRequired" or "minProperties" or "maxProperties"
            or "items" or "minItems" or "maxItems" or "uniqueItems" or "minimum" or "maximum" or "exclusiveMinimum" or "pattern" or "minLength" or "maxLength"
            ? true
            : throw new InvalidOperationException($"Unknown keyword {name}.");
}
