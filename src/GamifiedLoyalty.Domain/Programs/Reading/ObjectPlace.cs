using System.Text.Json;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>The members of an object of a document.</summary>
internal sealed class ObjectPlace(string pointer, IReadOnlyDictionary<string, JsonPlace> members, FaultList faults)
{
    public string Pointer { get; } = pointer;

    public IReadOnlyDictionary<string, JsonPlace> Members { get; } = members;

    public bool Has(string name) => Optional(name) is not null;

    /// <summary>A member; null when it is missing or null.</summary>
    public JsonPlace? Optional(string name) =>
        Members.TryGetValue(name, out var place) && place.Value.ValueKind != JsonValueKind.Null ? place : null;

    /// <summary>A member; a fault when it is missing or null.</summary>
    public JsonPlace? Required(string name)
    {
        var place = Optional(name);
        if (place is null)
        {
            Fault(name, "required", $"The field \"{name}\" is required.");
        }

        return place;
    }

    /// <summary>The items of an optional array.</summary>
    public IReadOnlyList<JsonPlace> Items(string name, int most) => Optional(name)?.Items(most) ?? [];

    /// <summary>Which of several fields is given; null, with a fault, when it is not exactly one.</summary>
    public string? OnlyOne(params ReadOnlySpan<string> names)
    {
        string? given = null;
        var isOne = true;
        foreach (var name in names)
        {
            if (!Has(name))
            {
                continue;
            }

            if (given is not null)
            {
                Fault(name, "conflictingFields", $"\"{name}\" and \"{given}\" exclude each other.");
                isOne = false;
            }

            given ??= name;
        }

        if (given is null)
        {
            var all = string.Join(", ", names!);
            Fault(names[0], "required", $"One of {all} is required.", all);
        }

        return isOne ? given : null;
    }

    public void RefuseUnknown(params ReadOnlySpan<string> known)
    {
        foreach (var (name, place) in Members)
        {
            if (!known.Contains(name))
            {
                place.Fault("unknownField", $"There is no field \"{name}\" here.");
            }
        }
    }

    /// <summary>Adds a fault at a relative pointer, without leading slash.</summary>
    public void FaultAt(string path, string code, string detail, string? expected = null) => faults.Add($"{Pointer}/{path}", code, detail, expected);

    public void Fault(string name, string code, string detail, string? expected = null) =>
        faults.Add(JsonPointer.Member(Pointer, name), code, detail, expected);
}
