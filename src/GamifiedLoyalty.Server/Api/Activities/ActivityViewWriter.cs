using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Writes an activity as it was sent and as it stands now.</summary>
/// <param name="definition">The definition in force, for the calendar and the explanations.</param>
/// <param name="locale">The language of explanations.</param>
internal sealed class ActivityViewWriter(ProgramDefinition definition, string locale)
{
    /// <summary>The word for how much of an activity stands.</summary>
    public static string State(ActivityView view) =>
        view.Adjustment is not { Reversals.Count: > 0 } ? "recorded" : view.Lines.Count == 0 ? "reversed" : "partlyReversed";

    /// <summary>Writes the activity.</summary>
    public void Write(Utf8JsonWriter writer, ActivityView view)
    {
        var recorded = view.Recorded;
        var sent = recorded.Sent;
        writer.WriteStartObject();
        writer.WriteString("activityId"u8, ActivityId.Of(recorded.Version));
        writer.WriteNumber("version"u8, view.Version);
        writer.WriteString("status"u8, State(view));
        writer.WriteString("source"u8, sent.Source);
        writer.WriteString("externalId"u8, sent.ExternalId);
        writer.WriteString("type"u8, sent.Type);
        writer.WriteString("occurredAt"u8, definition.Calendar.ToLocal(recorded.OccurredAt));
        writer.WriteString("recordedAt"u8, definition.Calendar.ToLocal(recorded.RecordedAt));
        writer.WriteNumber("recordedVersion"u8, recorded.Version);
        WriteText(writer, "employee", sent.Employee);
        WriteText(writer, "partner", recorded.Partner);
        WriteText(writer, "currency", sent.Currency ?? definition.Money.Currency);
        WriteText(writer, "import", recorded.Import);
        WriteCustomer(writer, sent.Customer);
        WriteAttributes(writer, sent.Attributes);
        WriteWhatStands(writer, view);
        WriteReversals(writer, view.Adjustment?.Reversals ?? []);
        writer.WriteEndObject();
    }

    /// <summary>Writes the lines with what remains of them, and the awards, as they stand now.</summary>
    public void WriteWhatStands(Utf8JsonWriter writer, ActivityView view)
    {
        WriteLines(writer, view);
        new ItemWriter(definition, locale).WriteAwards(writer, view.Awards, view.PostedThrough);
    }

    private static void WriteCustomer(Utf8JsonWriter writer, CustomerRef? customer)
    {
        if (customer is not null)
        {
            writer.WriteStartObject("customer"u8);
            writer.WriteString("id"u8, customer.Id);
            writer.WriteBoolean("isNew"u8, customer.IsNew);
            writer.WriteEndObject();
        }
    }

    private static void WriteLines(Utf8JsonWriter writer, ActivityView view)
    {
        var sent = view.Recorded.Sent;
        if (sent.HasImplicitLine)
        {
            WriteSizes(writer, sent.Lines[0], view.Lines);
            return;
        }

        writer.WriteStartArray("lines"u8);
        foreach (var line in sent.Lines)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, line.Id);
            WriteText(writer, "sku", line.Sku);
            WriteText(writer, "category", line.Category);
            WriteSizes(writer, line, view.Lines);
            WriteAttributes(writer, line.Attributes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteSizes(Utf8JsonWriter writer, ActivityLine line, IReadOnlyList<ActivityLine> remaining)
    {
        var rest = remaining.FirstOrDefault(r => r.Id == line.Id);
        WriteSize(writer, line.Quantity, line.Amount);
        writer.WriteStartObject("remaining"u8);
        WriteSize(writer, rest?.Quantity ?? 0, rest?.Amount ?? 0m);
        writer.WriteEndObject();
    }

    private static void WriteSize(Utf8JsonWriter writer, long quantity, decimal amount)
    {
        writer.WriteNumber("quantity"u8, quantity);
        writer.WriteString("amount"u8, Text(amount));
    }

    private static void WriteReversals(Utf8JsonWriter writer, IReadOnlyList<AppliedReversal> reversals)
    {
        writer.WriteStartArray("reversals"u8);
        foreach (var reversal in reversals)
        {
            writer.WriteStartObject();
            writer.WriteString("externalId"u8, reversal.Request.ExternalId);
            writer.WriteString("reason"u8, reversal.Request.Reason);
            writer.WriteNumber("version"u8, reversal.Version);
            writer.WriteString("at"u8, reversal.At);
            WriteRequest(writer, reversal.Request);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteRequest(Utf8JsonWriter writer, ReversalRequest request)
    {
        if (request.Amount is { } amount)
        {
            writer.WriteString("amount"u8, Text(amount));
        }

        if (request.Lines is null)
        {
            return;
        }

        writer.WriteStartArray("lines"u8);
        foreach (var line in request.Lines)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, line.Id);
            if (line.Quantity is { } quantity)
            {
                writer.WriteNumber("quantity"u8, quantity);
            }

            WriteText(writer, "amount", line.Amount is { } part ? Text(part) : null);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, Domain.AttributeMap attributes)
    {
        if (!attributes.IsEmpty)
        {
            writer.WritePropertyName("attributes"u8);
            attributes.WriteTo(writer);
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static string Text(decimal value) => Domain.Decimals.Normalize(value).ToString(CultureInfo.InvariantCulture);
}
