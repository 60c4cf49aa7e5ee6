using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Server.Api.Members;

/// <summary>Reads partners and employees as the public contract describes them.</summary>
internal static class MemberReader
{
    /// <summary>Reads an item of a list, which says its kind and id itself.</summary>
    public static (MemberProfile? Profile, Fault? Fault) ReadItem(JsonElement item)
    {
        var faults = new List<Fault>();
        var profile = FieldReader.ReadObject(item, "", faults, reader =>
        {
            var kind = reader.Word("kind", "partner", "employee");
            var id = reader.Id("id");
            Require(reader, "kind");
            Require(reader, "id");
            return Read(reader, kind == "partner" ? OwnerKind.Partner : OwnerKind.Employee, id ?? "");
        });
        return (profile, faults.FirstOrDefault());
    }

    /// <summary>Reads the fields of a member whose kind and id are known.</summary>
    public static MemberProfile Read(FieldReader reader, OwnerKind kind, string id)
    {
        var profile = new MemberProfile(kind, id, reader.RequiredText("name"));
        return kind == OwnerKind.Partner
            ? profile with
            {
                Parent = reader.Id("parent"),
                Category = reader.Text("category"),
                Region = reader.Text("region"),
                SizeBand = reader.Text("sizeBand"),
                Attributes = ReadAttributes(reader),
            }
            : profile with
            {
                Partner = reader.Id("partner"),
                Role = reader.Text("role"),
                Locale = ReadLocale(reader),
                TimeZone = ReadTimeZone(reader),
                Attributes = ReadAttributes(reader),
            };
    }

    private static void Require(FieldReader reader, string field)
    {
        if (reader.Value(field) is null)
        {
            reader.Report(field, "required", "This field is required.");
        }
    }

    private static string? ReadLocale(FieldReader reader)
    {
        var locale = reader.Text("locale", 35);
        if (locale is not null && !IsLocale(locale))
        {
            reader.Report("locale", "badLocale", "A language as in BCP 47, such as fr or fr-CH.");
        }

        return locale;
    }

    private static bool IsLocale(string text) =>
        text.Split('-').All(p => p.Length is >= 1 and <= 8 && p.All(char.IsAsciiLetterOrDigit)) && char.IsAsciiLetter(text[0]);

    private static string? ReadTimeZone(FieldReader reader)
    {
        var zone = reader.Text("timeZone", 64);
        if (zone is not null && !(TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId))
        {
            reader.Report("timeZone", "badTimeZone", "An IANA time zone, such as Europe/Paris.");
        }

        return zone;
    }

    private static AttributeMap ReadAttributes(FieldReader reader)
    {
        if (reader.Value("attributes") is not { } value)
        {
            return AttributeMap.Empty;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            reader.Report("attributes", "wrongType", "An object is expected.");
            return AttributeMap.Empty;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var items = new List<KeyValuePair<string, object>>();
        foreach (var property in value.EnumerateObject())
        {
            var (scalar, fault) = Scalar(property.Value);
            fault ??= names.Add(property.Name) ? null : "duplicateProperty";
            if (fault is not null || property.Name.Length is 0 or > Limits.IdLength || items.Count >= Limits.Attributes)
            {
                reader.Report("attributes", fault ?? "badAttribute", string.Create(CultureInfo.InvariantCulture,
                    $"At most {Limits.Attributes} attributes: short names; texts, numbers, true or false."));
                return AttributeMap.Empty;
            }

            items.Add(KeyValuePair.Create(property.Name, scalar!));
        }

        return AttributeMap.From(items);
    }

    private static (object? Value, string? Fault) Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => (true, null),
        JsonValueKind.False => (false, null),
        JsonValueKind.Number when value.TryGetDecimal(out var number) && Decimals.IsWithinContract(number) => (Decimals.Normalize(number), null),
        JsonValueKind.Number => (null, "outOfRange"),
        JsonValueKind.String when FieldReader.TextOf(value) is { Length: <= Limits.AttributeLength } text => (text, null),
        JsonValueKind.String => (null, "tooLong"),
        _ => (null, "wrongType"),
    };
}
