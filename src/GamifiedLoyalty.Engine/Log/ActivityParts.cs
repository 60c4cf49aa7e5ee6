using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>Writes and reads sent activities and lines.</summary>
internal static class ActivityParts
{
    public static void WriteSent(Utf8JsonWriter json, Activity sent)
    {
        json.WriteStartObject("activity"u8);
        json.WriteString("source"u8, sent.Source);
        json.WriteString("externalId"u8, sent.ExternalId);
        json.WriteString("type"u8, sent.Type);
        if (sent.OccurredAt is { } at)
        {
            json.WriteString("occurredAt"u8, at);
        }

        if (sent.OccurredLocal is { } local)
        {
            json.WriteString("occurredLocal"u8, local.ToString("s", CultureInfo.InvariantCulture));
        }

        json.WriteOptional("employee"u8, sent.Employee);
        json.WriteOptional("partner"u8, sent.Partner);
        json.WriteOptional("currency"u8, sent.Currency);
        if (sent.Customer is { } customer)
        {
            json.WriteStartObject("customer"u8);
            json.WriteString("id"u8, customer.Id);
            json.WriteBoolean("isNew"u8, customer.IsNew);
            json.WriteEndObject();
        }

        WriteLines(json, "lines"u8, sent.Lines);
        if (sent.HasImplicitLine)
        {
            json.WriteBoolean("implicitLine"u8, true);
        }

        WriteAttributes(json, sent.Attributes);
        json.WriteEndObject();
    }

    public static Activity ReadSent(JsonElement json) => new()
    {
        Source = json.Text("source"),
        ExternalId = json.Text("externalId"),
        Type = json.Text("type"),
        OccurredAt = json.TryGetProperty("occurredAt", out var at) ? at.GetDateTimeOffset() : null,
        OccurredLocal = json.OptionalText("occurredLocal") is { } local
            ? DateTime.ParseExact(local, "s", CultureInfo.InvariantCulture)
            : null,
        Employee = json.OptionalText("employee"),
        Partner = json.OptionalText("partner"),
        Currency = json.OptionalText("currency"),
        Customer = json.TryGetProperty("customer", out var customer)
            ? new CustomerRef(customer.Text("id"), customer.GetProperty("isNew").GetBoolean())
            : null,
        Lines = ReadLines(json.GetProperty("lines")),
        HasImplicitLine = json.TryGetProperty("implicitLine", out _),
        Attributes = ReadAttributes(json),
    };

    public static void WriteLines(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<ActivityLine> lines)
    {
        json.WriteStartArray(name);
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, line.Id);
            json.WriteOptional("sku"u8, line.Sku);
            json.WriteOptional("category"u8, line.Category);
            json.WriteNumber("quantity"u8, line.Quantity);
            json.WriteDecimal("amount"u8, line.Amount);
            WriteAttributes(json, line.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static ActivityLine[] ReadLines(JsonElement json)
    {
        var lines = new ActivityLine[json.GetArrayLength()];
        var i = 0;
        foreach (var line in json.EnumerateArray())
        {
            lines[i++] = new ActivityLine(
                line.Text("id"), line.OptionalText("sku"), line.OptionalText("category"),
                line.GetProperty("quantity").GetInt64(), line.GetProperty("amount").GetDecimal(), ReadAttributes(line));
        }

        return lines;
    }

    private static void WriteAttributes(Utf8JsonWriter json, AttributeMap attributes)
    {
        if (!attributes.IsEmpty)
        {
            json.WritePropertyName("attributes"u8);
            attributes.WriteTo(json);
        }
    }

    private static AttributeMap ReadAttributes(JsonElement json) =>
        json.TryGetProperty("attributes", out var attributes) ? AttributeMap.Read(attributes) : AttributeMap.Empty;
}
