using System.Globalization;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>Reads the fields that conditions name: a string, decimal or bool, or null when missing.</summary>
internal static class FieldValues
{
    /// <summary>The field that a comparison names: <c>date.day</c> is the day of the month where that is asked for.</summary>
    public static object? Of(Condition.Compare compare, ActivityFacts facts, ActivityLine line) =>
        compare is { Field.Kind: FieldKind.DateDay, Values: [decimal, ..] }
            ? (decimal)facts.Day.Day
            : Of(compare.Field, facts, line);

    private static object? Of(FieldRef field, ActivityFacts facts, ActivityLine line) => field.Kind switch
    {
        FieldKind.ActivitySource => facts.Sent.Source,
        FieldKind.ActivityType => facts.Sent.Type,
        FieldKind.ActivityAttribute => facts.Sent.Attributes.Find(field.Attribute!),
        FieldKind.CustomerId => facts.Sent.Customer?.Id,
        FieldKind.CustomerIsNew => facts.Sent.Customer?.IsNew,
        FieldKind.LineSku => line.Sku,
        FieldKind.LineCategory => line.Category,
        FieldKind.LineQuantity => (decimal)line.Quantity,
        FieldKind.LineAmount => line.Amount,
        FieldKind.LineAttribute => line.Attributes.Find(field.Attribute!),
        FieldKind.EmployeeId => facts.Sent.Employee,
        FieldKind.EmployeeRole => facts.EmployeeProfile?.Role,
        FieldKind.EmployeeLocale => facts.EmployeeProfile?.Locale,
        FieldKind.EmployeeAttribute => facts.EmployeeProfile?.Attributes.Find(field.Attribute!),
        FieldKind.PartnerId => facts.Partner,
        FieldKind.PartnerCategory => facts.PartnerProfile?.Category,
        FieldKind.PartnerRegion => facts.PartnerProfile?.Region,
        FieldKind.PartnerSizeBand => facts.PartnerProfile?.SizeBand,
        FieldKind.PartnerAttribute => facts.PartnerProfile?.Attributes.Find(field.Attribute!),
        FieldKind.DateDay => facts.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FieldKind.DateMonth => (decimal)facts.Day.Month,
        FieldKind.DateWeekday => (decimal)((((int)facts.Day.DayOfWeek + 6) % 7) + 1),
        FieldKind.DateTime => facts.Local.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"Unknown field {field.Kind}."),
    };
}
