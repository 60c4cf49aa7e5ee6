using System.Text.Json;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Domain.Activities;

/// <summary>The parts that activities and lines have in common. A pointer is built only when there is a fault.</summary>
internal static class JsonParts
{
    public static string? Id(ref Utf8JsonReader reader, ref FirstFault faults, string parent, string field)
    {
        var text = JsonValues.Text(ref reader, out var code);
        return CheckId(text, code, ref faults, parent, field);
    }

    private static string? CheckId(string? text, string? code, ref FirstFault faults, string parent, string field)
    {
        if (code is not null || (text is not null && !Ids.IsId(text)))
        {
            faults.Add(code ?? "badId", parent + field);
        }

        return text;
    }

    /// <summary>A product code or category; an empty one counts as absent.</summary>
    public static string? Label(ref Utf8JsonReader reader, ref FirstFault faults, string parent, string field)
    {
        var text = JsonValues.Text(ref reader, out var code);
        if (code is not null || (text is { Length: > 0 } && !Ids.IsPrintable(text, Limits.TextLength)))
        {
            faults.Add(code ?? "badText", parent + field);
        }

        return text is { Length: > 0 } ? text : null;
    }

    public static decimal? Amount(ref Utf8JsonReader reader, ref FirstFault faults, string parent, string field)
    {
        var amount = JsonValues.Number(ref reader, out var code);
        code ??= amount < 0 ? "negativeAmount" : null;
        if (code is not null)
        {
            faults.Add(code, parent + field);
        }

        return amount;
    }

    public static decimal? Quantity(ref Utf8JsonReader reader, ref FirstFault faults, string parent, string field)
    {
        var quantity = JsonValues.Number(ref reader, out var code);
        if (code is null && quantity is { } number)
        {
            code = number < 0 ? "negativeQuantity" : decimal.IsInteger(number) ? null : "badQuantity";
        }

        if (code is not null)
        {
            faults.Add(code, parent + field);
        }

        return quantity;
    }

    public static CustomerRef? Customer(ref Utf8JsonReader reader, ref FirstFault faults)
    {
        if (!StartsObject(ref reader, ref faults, "", "/customer"))
        {
            return null;
        }

        string? id = null;
        bool? isNew = null;
        var seen = (Id: false, IsNew: false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!seen.Id && reader.ValueTextEquals("id"u8))
            {
                seen.Id = reader.Read();
                var text = JsonValues.UniqueText(ref reader, out var code);
                id = CheckId(text, code, ref faults, "/customer", "/id");
            }
            else if (!seen.IsNew && reader.ValueTextEquals("isNew"u8))
            {
                seen.IsNew = reader.Read();
                isNew = JsonValues.Flag(ref reader, out var flagCode);
                if (flagCode is not null)
                {
                    faults.Add(flagCode, "/customer/isNew");
                }
            }
            else
            {
                RefuseMember(ref reader, ref faults, "/customer", seen.Id && reader.ValueTextEquals("id"u8)
                    || seen.IsNew && reader.ValueTextEquals("isNew"u8));
            }
        }

        if (id is null)
        {
            faults.Add("required", "/customer/id");
        }

        return new CustomerRef(id ?? "", isNew ?? false);
    }

    public static AttributeMap Attributes(ref Utf8JsonReader reader, ref FirstFault faults, string parent)
    {
        if (!StartsObject(ref reader, ref faults, parent, "/attributes"))
        {
            return AttributeMap.Empty;
        }

        var items = new List<KeyValuePair<string, object?>>(4);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonValues.Name(ref reader);
            var code = Has(items, name) ? "duplicateProperty" : Ids.IsName(name) ? null : "badText";
            reader.Read();
            var value = JsonValues.Scalar(ref reader, out var valueCode);
            code ??= valueCode ?? (value is string { Length: > Limits.AttributeLength } ? "badText" : null);
            code ??= items.Count >= Limits.Attributes ? "tooMany" : null;
            if (code is not null)
            {
                faults.Add(code, JsonPointer.Member(parent + "/attributes", name));
            }
            else
            {
                items.Add(KeyValuePair.Create(name, value));
            }
        }

        items.RemoveAll(static i => i.Value is null);
        return faults.IsEmpty ? AttributeMap.From(items!) : AttributeMap.Empty;
    }

    private static bool Has(List<KeyValuePair<string, object?>> items, string name)
    {
        foreach (var item in items)
        {
            if (string.Equals(item.Key, name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the reader stands on an object; anything else but null is a fault and skipped.</summary>
    public static bool StartsObject(ref Utf8JsonReader reader, ref FirstFault faults, string parent, string field)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return true;
        }

        if (reader.TokenType != JsonTokenType.Null)
        {
            faults.Add("wrongType", parent + field);
            reader.Skip();
        }

        return false;
    }

    /// <summary>Adds a fault for the member whose name the reader stands on, and skips it.</summary>
    public static void RefuseMember(ref Utf8JsonReader reader, ref FirstFault faults, string parent, bool twice)
    {
        faults.Add(twice ? "duplicateProperty" : "unknownField", JsonPointer.Member(parent, reader.GetString()!));
        reader.Read();
        reader.Skip();
    }
}
