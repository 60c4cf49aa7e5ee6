using System.Buffers;
using System.Text.Json;
using GamifiedLoyalty.Domain;

namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>
/// An event of CloudEvents 1.0 that carries an activity: its <c>source</c> and <c>id</c> are the activity's source and
/// external id, its <c>type</c> and <c>time</c> serve where the activity states none.
/// </summary>
/// <param name="Source">The event's source.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Time">The event's time, if any.</param>
/// <param name="Data">The activity.</param>
internal sealed record CloudEvent(string Source, string Id, string Type, string? Time, JsonElement Data)
{
    /// <summary>Reads a structured event.</summary>
    public static CloudEvent? Read(JsonElement value, out Fault? fault)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            fault = new Fault("wrongType", "An event is a JSON object.", "");
            return null;
        }

        return Read(name => value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null,
            DataOf(value), out fault);
    }

    /// <summary>Reads an event whose attributes stand outside of its data, as in headers.</summary>
    /// <param name="attribute">Finds an attribute; null when it is missing or no text.</param>
    /// <param name="data">The event's data; null when there is none that is JSON.</param>
    /// <param name="fault">Why it is not an event with an activity.</param>
    public static CloudEvent? Read(Func<string, string?> attribute, JsonElement? data, out Fault? fault)
    {
        foreach (var name in (string[])["specversion", "id", "source", "type"])
        {
            if (string.IsNullOrEmpty(attribute(name)))
            {
                fault = new Fault("required", $"An event has the text attribute \"{name}\".", $"/{name}");
                return null;
            }
        }

        if (attribute("specversion") != "1.0")
        {
            fault = new Fault("badSpecVersion", "Only CloudEvents 1.0 are understood.", "/specversion");
            return null;
        }

        fault = data is null ? new Fault("required", "The event's data is an activity, in JSON.", "/data") : null;
        return data is { } activity
            ? new CloudEvent(attribute("source")!, attribute("id")!, attribute("type")!, attribute("time"), activity)
            : null;
    }

    /// <summary>The activity as JSON with what the event says of it; null with a fault when they contradict each other.</summary>
    public ReadOnlyMemory<byte>? ToActivity(out Fault? fault)
    {
        if (Data.ValueKind != JsonValueKind.Object)
        {
            fault = new Fault("wrongType", "The event's data is an activity, a JSON object.", "");
            return null;
        }

        if (Contradicts("source", Source) || Contradicts("externalId", Id))
        {
            var name = Contradicts("source", Source) ? "source" : "externalId";
            fault = new Fault("eventMismatch", "The activity's source and externalId are the event's source and id.", $"/{name}");
            return null;
        }

        fault = null;
        return Merge();
    }

    private static JsonElement? DataOf(JsonElement value)
    {
        if (value.TryGetProperty("data", out var data))
        {
            return data;
        }

        if (!value.TryGetProperty("data_base64", out var encoded) || encoded.ValueKind != JsonValueKind.String
            || !encoded.TryGetBytesFromBase64(out var bytes))
        {
            return null;
        }

        try
        {
            return JsonElement.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool Contradicts(string name, string expected) =>
        Data.TryGetProperty(name, out var own) && !(own.ValueKind == JsonValueKind.String && own.ValueEquals(expected));

    private ReadOnlyMemory<byte> Merge()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        WriteMissing(writer, "source", Source);
        WriteMissing(writer, "externalId", Id);
        WriteMissing(writer, "type", Type);
        WriteMissing(writer, "occurredAt", Time);
        foreach (var property in Data.EnumerateObject())
        {
            property.WriteTo(writer);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private void WriteMissing(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null && !Data.TryGetProperty(name, out _))
        {
            writer.WriteString(name, value);
        }
    }
}
