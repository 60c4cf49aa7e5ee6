using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>What mapping a CSV row gave.</summary>
/// <param name="Activity">The activity; null when there is a fault.</param>
/// <param name="CreateMembers">Members to create when they are unknown: the partner, then the employee.</param>
/// <param name="ExternalId">The external id as far as it could be read.</param>
/// <param name="Fault">What is wrong; the pointer is empty and the detail names the target and its columns.</param>
public readonly record struct ImportReading(
    Activity? Activity, IReadOnlyList<MemberProfile> CreateMembers, string? ExternalId, Fault? Fault);

/// <summary>Turns rows of a CSV file into activities: an import mapping compiled for the columns of one file.</summary>
public sealed class ImportMapper
{
    private readonly ImportMapping _mapping;
    private readonly Dictionary<string, CompiledTemplate> _templates;
    private readonly CompiledTemplate[] _lineAttributes;
    private readonly CompiledTemplate[] _attributes;
    private readonly CompiledTemplate[] _employeeAttributes;
    private readonly CompiledTemplate[] _partnerAttributes;

    private ImportMapper(ImportMapping mapping, Dictionary<string, CompiledTemplate> templates)
    {
        _mapping = mapping;
        _templates = templates;
        _attributes = Group("attributes.");
        _lineAttributes = Group("line.attributes.");
        _employeeAttributes = Group("employee.attributes.");
        _partnerAttributes = Group("partner.attributes.");
    }

    /// <summary>
    /// Compiles a mapping for a header. Null with a fault <c>unknownColumn</c> for each column that the file does not
    /// have, or <c>duplicateColumn</c> for one that it has twice.
    /// </summary>
    public static ImportMapper? Create(ImportMapping mapping, IReadOnlyList<string> header, out IReadOnlyList<Fault> faults)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(header);
        var found = new List<Fault>();
        var columns = header.Select((name, index) => (name, index)).ToLookup(c => c.name, c => c.index, StringComparer.Ordinal);
        var templates = mapping.Map.ToDictionary(
            m => m.Key, m => CompiledTemplate.Compile(m.Key, m.Value, columns, found), StringComparer.Ordinal);
        faults = found;
        return found.Count == 0 ? new ImportMapper(mapping, templates) : null;
    }

    /// <summary>Maps the cells of one row; missing cells at its end count as empty.</summary>
    public ImportReading Map(IReadOnlyList<string> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var row = new ImportRow(cells, _templates);
        var externalId = row.ExternalName("externalId");
        if (externalId is null)
        {
            row.Fault("required", "externalId");
        }

        var activity = Activity(row, externalId ?? "");
        var members = Members(row);
        return row.FirstFault is { } fault
            ? new(null, [], externalId, fault)
            : new(activity, members, externalId, null);
    }

    private Activity Activity(ImportRow row, string externalId)
    {
        var time = row.Occurred("occurredAt");
        return new Activity
        {
            Source = row.ExternalName("source") ?? _mapping.Source,
            ExternalId = externalId,
            Type = row.Name("type") ?? _mapping.Type,
            OccurredAt = time.Kind == Text.TimeKind.Instant ? time.Instant : null,
            OccurredLocal = time.Kind is Text.TimeKind.Date or Text.TimeKind.Local ? time.Local : null,
            Employee = row.Id("employee.id"),
            Partner = row.Id("partner.id"),
            Currency = row.IsoCurrency("currency"),
            Customer = Customer(row),
            Lines = [Line(row)],
            Attributes = row.Attributes(_attributes),
        };
    }

    private static CustomerRef? Customer(ImportRow row)
    {
        var isNew = row.Flag("customer.isNew") ?? false;
        return row.Id("customer.id") is { } id ? new CustomerRef(id, isNew) : null;
    }

    private ActivityLine Line(ImportRow row) => new(
        row.Id("line.id") ?? "1",
        row.Label("line.sku"),
        row.Label("line.category"),
        row.Quantity("line.quantity") ?? row.Quantity("quantity") ?? 0,
        row.Amount("line.amount") ?? row.Amount("amount") ?? 0,
        row.Attributes(_lineAttributes));

    private List<MemberProfile> Members(ImportRow row)
    {
        var members = new List<MemberProfile>(2);
        if (!_mapping.CreateMembers)
        {
            return members;
        }

        if (row.Id("partner.id") is { } partner)
        {
            members.Add(Partner(row, partner));
        }

        if (row.Id("employee.id") is { } employee)
        {
            members.Add(Employee(row, employee));
        }

        return members;
    }

    private MemberProfile Partner(ImportRow row, string id) =>
        new(OwnerKind.Partner, id, row.Label("partner.name") ?? id)
        {
            Parent = row.Id("partner.parent"),
            Category = row.Label("partner.category"),
            Region = row.Label("partner.region"),
            SizeBand = row.Label("partner.sizeBand"),
            Attributes = row.Attributes(_partnerAttributes),
        };

    private MemberProfile Employee(ImportRow row, string id) =>
        new(OwnerKind.Employee, id, row.Label("employee.name") ?? id)
        {
            Partner = row.Id("employee.partner"),
            Role = row.Label("employee.role"),
            Locale = row.Locale("employee.locale"),
            TimeZone = row.Zone("employee.timeZone"),
            Attributes = row.Attributes(_employeeAttributes),
        };

    private CompiledTemplate[] Group(string prefix) =>
        [.. _templates.Values.Where(t => t.Target.StartsWith(prefix, StringComparison.Ordinal))];
}
