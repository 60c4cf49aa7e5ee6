using System.Buffers;
using System.Text.Json;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>The stored form of adjustments.</summary>
internal static class AdjustmentCodec
{
    public static StoredAdjustment Write(ActivityAdjustment adjustment)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, JsonParts.WriterOptions);
        json.WriteStartObject();
        ActivityParts.WriteLines(json, "lines"u8, adjustment.Lines);
        AwardParts.Write(json, "awards"u8, adjustment.Awards);
        json.WriteStartArray("reversals"u8);
        foreach (var reversal in adjustment.Reversals)
        {
            json.WriteStartObject();
            json.WriteNumber("v"u8, reversal.Version);
            json.WriteString("at"u8, reversal.At);
            json.WritePropertyName("request"u8);
            ReversalParts.Write(json, reversal.Request);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return new StoredAdjustment(adjustment.Version, buffer.WrittenMemory);
    }

    public static ActivityAdjustment Read(StoredAdjustment stored)
    {
        using var document = JsonDocument.Parse(stored.Body);
        var json = document.RootElement;
        return new ActivityAdjustment(
            stored.Version,
            ActivityParts.ReadLines(json.GetProperty("lines")),
            AwardParts.Read(json.GetProperty("awards")),
            json.GetProperty("reversals").EnumerateArray()
                .Select(r => new AppliedReversal(
                    ReversalParts.Read(r.GetProperty("request")), r.GetProperty("v").GetInt64(), r.GetProperty("at").GetDateTimeOffset()))
                .ToArray());
    }
}
