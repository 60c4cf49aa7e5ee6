using System.Collections.Frozen;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>What cells of a CSV row can be mapped to.</summary>
internal static class ImportTargets
{
    public static readonly string[] AttributeGroups =
        ["attributes.", "line.attributes.", "employee.attributes.", "partner.attributes."];

    public static readonly FrozenSet<string> Plain = new[]
    {
        "externalId", "occurredAt", "currency", "type", "source",
        "employee.id", "employee.name", "employee.role", "employee.locale", "employee.timeZone", "employee.partner",
        "partner.id", "partner.name", "partner.parent", "partner.category", "partner.region", "partner.sizeBand",
        "customer.id", "customer.isNew",
        "line.id", "line.sku", "line.category", "line.quantity", "line.amount", "amount", "quantity",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsKnown(string target) => Plain.Contains(target)
        || AttributeGroups.Any(g => target.StartsWith(g, StringComparison.Ordinal) && Ids.IsName(target.AsSpan(g.Length)));
}
