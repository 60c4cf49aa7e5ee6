using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>The cells of one row as the targets of a mapping see them; keeps the first fault. Empty is absent.</summary>
internal sealed class ImportRow(IReadOnlyList<string> cells, IReadOnlyDictionary<string, CompiledTemplate> templates)
{
    public Fault? FirstFault { get; private set; }

    public void Fault(string code, string target)
    {
        var columns = templates.TryGetValue(target, out var template) ? template.Columns : "";
        var place = columns.Length == 0 ? $"{target}: " : $"{target} (column {columns}): ";
        FirstFault ??= new Fault(code, place + JsonValues.Describe(code));
    }

    public string? Id(string target) => Checked(target, "badId", static t => Ids.IsId(t));

    public string? ExternalName(string target) => Checked(target, "badId", static t => Ids.IsExternalId(t));

    public string? Name(string target) => Checked(target, "badText", static t => Ids.IsName(t));

    public string? Label(string target) => Checked(target, "badText", static t => Ids.IsPrintable(t, Limits.TextLength));

    public string? Locale(string target) => Checked(target, "badLocale", Ids.IsLocale);

    public string? Zone(string target) => Checked(target, "unknownZone", static t => Ids.FindZone(t) is not null);

    public string? IsoCurrency(string target) => Checked(target, "badIsoCurrency", IsoCurrencies.Contains);

    public bool? Flag(string target) => Value(target) switch
    {
        null => null,
        "1" => true,
        "0" => false,
        var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => Refuse<bool>("wrongType", target),
    };

    public decimal? Amount(string target)
    {
        var amount = Number(target);
        return amount < 0 ? Refuse<decimal>("negativeAmount", target) : amount;
    }

    public long? Quantity(string target)
    {
        var quantity = Number(target);
        if (quantity < 0)
        {
            return Refuse<long>("negativeQuantity", target);
        }

        return quantity is { } whole && !decimal.IsInteger(whole) ? Refuse<long>("badQuantity", target) : (long?)quantity;
    }

    public TimeReading Occurred(string target)
    {
        if (Value(target) is not { } text)
        {
            return default;
        }

        var time = TimeText.Read(text);
        if (time.Kind == TimeKind.Malformed)
        {
            Fault("badDate", target);
        }

        return time;
    }

    /// <summary>The attributes of a group of targets that have a value, as texts.</summary>
    public AttributeMap Attributes(IReadOnlyList<CompiledTemplate> group)
    {
        if (group.Count == 0)
        {
            return AttributeMap.Empty;
        }

        var items = new List<KeyValuePair<string, object>>();
        foreach (var template in group)
        {
            var text = template.Fill(cells);
            if (text.Length > Limits.AttributeLength)
            {
                Fault("badText", template.Target);
            }
            else if (text.Length > 0)
            {
                var name = template.Target[(template.Target.IndexOf("attributes.", StringComparison.Ordinal) + 11)..];
                items.Add(KeyValuePair.Create<string, object>(name, text));
            }
        }

        return AttributeMap.From(items);
    }

    private decimal? Number(string target)
    {
        if (Value(target) is not { } text)
        {
            return null;
        }

        return DecimalText.Read(text, out var number) switch
        {
            DecimalReading.Valid => number,
            DecimalReading.OutOfRange => Refuse<decimal>("outOfRange", target),
            _ => Refuse<decimal>("badDecimal", target),
        };
    }

    private string? Checked(string target, string code, Predicate<string> check)
    {
        var text = Value(target);
        if (text is not null && !check(text))
        {
            Fault(code, target);
        }

        return text;
    }

    private string? Value(string target)
    {
        var text = templates.TryGetValue(target, out var template) ? template.Fill(cells).Trim() : "";
        return text.Length == 0 ? null : text;
    }

    private T? Refuse<T>(string code, string target)
        where T : struct
    {
        Fault(code, target);
        return null;
    }
}
