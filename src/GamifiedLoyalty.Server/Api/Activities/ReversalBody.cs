using System.Text;
using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Reads the body of a reversal.</summary>
internal static class ReversalBody
{
    /// <summary>Reads a reversal of an activity; every fault is reported with its place.</summary>
    public static ReversalRequest Read(FieldReader fields)
    {
        var externalId = fields.RequiredText("externalId", Limits.ExternalIdLength);
        var reason = fields.RequiredText("reason");
        var lines = ReadLines(fields);
        var amount = PositiveAmount(fields, "amount");
        if (lines is not null && amount is not null)
        {
            fields.Report("amount", "badReversal", "A reversal is by lines or by an amount, not both.");
        }

        return new ReversalRequest(externalId, reason, lines, amount);
    }

    private static List<LineReversal>? ReadLines(FieldReader fields)
    {
        if (fields.Value("lines") is not { } value)
        {
            return null;
        }

        var items = fields.Items("lines", Limits.LinesPerActivity);
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)
        {
            fields.Report("lines", "required", "At least one line; leave it out to reverse all.");
        }

        var lines = new List<LineReversal>(items.Count);
        foreach (var (element, pointer) in items)
        {
            if (fields.Object(element, pointer, ReadLine) is { } line)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static LineReversal ReadLine(FieldReader fields)
    {
        var id = fields.RequiredText("id", Limits.IdLength);
        var quantity = PositiveQuantity(fields);
        var amount = PositiveAmount(fields, "amount");
        if (quantity is not null && amount is not null)
        {
            fields.Report("amount", "badReversal", "A line is reversed by quantity or by amount, not both.");
        }

        return new LineReversal(id, quantity, amount);
    }

    private static long? PositiveQuantity(FieldReader fields)
    {
        var quantity = PositiveAmount(fields, "quantity");
        if (quantity is not { } number || number == decimal.Truncate(number))
        {
            return (long?)quantity;
        }

        fields.Report("quantity", "badQuantity", "A whole number is expected.");
        return null;
    }

    private static decimal? PositiveAmount(FieldReader fields, string field)
    {
        if (fields.Value(field) is not { } value)
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => FieldReader.TextOf(value),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        var reading = DecimalText.Read(Encoding.UTF8.GetBytes(text ?? ""), value.ValueKind == JsonValueKind.Number, out var number);
        if (reading == DecimalReading.Valid && number > 0)
        {
            return number;
        }

        var code = reading == DecimalReading.Malformed ? "wrongType" : "outOfRange";
        fields.Report(field, code, "A decimal above zero with at most 12 integer and 6 fraction digits is expected.");
        return null;
    }
}
