using GamifiedLoyalty.Domain.Activities;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>Reads import mappings.</summary>
internal sealed class ImportReader
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public ImportMapping? Read(JsonPlace item)
    {
        if (item.Object(KnownFields.Import) is not { } place)
        {
            return null;
        }

        return new ImportMapping
        {
            Id = Texts.UniqueId(place, _seen),
            Type = place.Optional("type")?.Printable(Limits.IdLength) ?? "sale",
            Source = place.Required("source")?.Printable(Limits.ExternalIdLength) ?? "",
            CreateMembers = place.Optional("createMembers")?.Flag() ?? false,
            Map = place.Required("map") is { } map ? Map(map) : new Dictionary<string, string>(StringComparer.Ordinal),
        };
    }

    private static Dictionary<string, string> Map(JsonPlace place)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (place.AnyObject() is not { } targets)
        {
            return map;
        }

        _ = targets.Required("externalId");
        foreach (var (target, member) in targets.Members)
        {
            if (!ImportTargets.IsKnown(target))
            {
                member.Fault("unknownField", $"There is nothing named \"{target}\" to map to.");
            }
            else if (Template(member) is { } template)
            {
                map.Add(target, template);
            }
        }

        RefuseTwice(targets, "amount", "line.amount");
        RefuseTwice(targets, "quantity", "line.quantity");
        return map;
    }

    private static void RefuseTwice(ObjectPlace targets, string name, string alias)
    {
        if (targets.Has(name) && targets.Has(alias))
        {
            targets.Fault(name, "duplicateTarget", $"\"{name}\" and \"{alias}\" mean the same.");
        }
    }

    private static string? Template(JsonPlace place)
    {
        if (place.Text() is not { } text)
        {
            return null;
        }

        if (text.Length is 0 or > Limits.AttributeLength || !ImportTemplate.TryParse(text, out _))
        {
            place.Fault("badTemplate", "A text with columns in braces such as \"{order_id}-{line_no}\" is expected.");
            return null;
        }

        return text;
    }
}
