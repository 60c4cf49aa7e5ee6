using System.Collections.Frozen;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Programs.Reading;

/// <summary>What values a field has.</summary>
internal enum FieldType
{
    Text,
    Number,
    Flag,
    Any,
    Day,
    Weekday,
    TimeOfDay,
}

/// <summary>The names of the fields that conditions may use.</summary>
internal static class FieldNames
{
    private static readonly FrozenDictionary<string, FieldKind> Plain = new Dictionary<string, FieldKind>(StringComparer.Ordinal)
    {
        ["activity.source"] = FieldKind.ActivitySource,
        ["activity.type"] = FieldKind.ActivityType,
        ["customer.id"] = FieldKind.CustomerId,
        ["customer.isNew"] = FieldKind.CustomerIsNew,
        ["line.sku"] = FieldKind.LineSku,
        ["line.category"] = FieldKind.LineCategory,
        ["line.quantity"] = FieldKind.LineQuantity,
        ["line.amount"] = FieldKind.LineAmount,
        ["employee.id"] = FieldKind.EmployeeId,
        ["employee.role"] = FieldKind.EmployeeRole,
        ["employee.locale"] = FieldKind.EmployeeLocale,
        ["partner.id"] = FieldKind.PartnerId,
        ["partner.category"] = FieldKind.PartnerCategory,
        ["partner.region"] = FieldKind.PartnerRegion,
        ["partner.sizeBand"] = FieldKind.PartnerSizeBand,
        ["date.day"] = FieldKind.DateDay,
        ["date.month"] = FieldKind.DateMonth,
        ["date.weekday"] = FieldKind.DateWeekday,
        ["date.time"] = FieldKind.DateTime,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly (string Prefix, FieldKind Kind)[] Attributes =
    [
        ("activity.attributes.", FieldKind.ActivityAttribute), ("line.attributes.", FieldKind.LineAttribute),
        ("employee.attributes.", FieldKind.EmployeeAttribute), ("partner.attributes.", FieldKind.PartnerAttribute),
    ];

    public static bool TryParse(string text, out FieldRef field)
    {
        if (Plain.TryGetValue(text, out var kind))
        {
            field = new FieldRef(kind);
            return true;
        }

        foreach (var (prefix, attributeKind) in Attributes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal) && Ids.IsName(text.AsSpan(prefix.Length)))
            {
                field = new FieldRef(attributeKind, text[prefix.Length..]);
                return true;
            }
        }

        field = default;
        return false;
    }

    /// <summary>The name in documents of a field.</summary>
    public static string NameOf(FieldRef field) => field.Attribute is { } attribute
        ? Attributes.First(a => a.Kind == field.Kind).Prefix + attribute
        : Plain.First(p => p.Value == field.Kind).Key;

    public static FieldType TypeOf(FieldKind kind) => kind switch
    {
        FieldKind.CustomerIsNew => FieldType.Flag,
        FieldKind.LineQuantity or FieldKind.LineAmount or FieldKind.DateMonth => FieldType.Number,
        FieldKind.DateWeekday => FieldType.Weekday,
        FieldKind.DateDay => FieldType.Day,
        FieldKind.DateTime => FieldType.TimeOfDay,
        FieldKind.ActivityAttribute or FieldKind.LineAttribute or FieldKind.EmployeeAttribute
            or FieldKind.PartnerAttribute => FieldType.Any,
        _ => FieldType.Text,
    };
}
