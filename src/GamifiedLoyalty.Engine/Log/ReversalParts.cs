using System.Text.Json;
using GamifiedLoyalty.Domain.Activities;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>Writes and reads reversal requests.</summary>
internal static class ReversalParts
{
    public static void Write(Utf8JsonWriter json, ReversalRequest request)
    {
        json.WriteStartObject();
        json.WriteString("externalId"u8, request.ExternalId);
        json.WriteString("reason"u8, request.Reason);
        if (request.Lines is { } lines)
        {
            json.WriteStartArray("lines"u8);
            foreach (var line in lines)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, line.Id);
                if (line.Quantity is { } quantity)
                {
                    json.WriteNumber("quantity"u8, quantity);
                }

                if (line.Amount is { } amount)
                {
                    json.WriteDecimal("amount"u8, amount);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (request.Amount is { } total)
        {
            json.WriteDecimal("amount"u8, total);
        }

        json.WriteEndObject();
    }

    public static ReversalRequest Read(JsonElement json) => new(
        json.Text("externalId"),
        json.Text("reason"),
        json.TryGetProperty("lines", out var lines) ? lines.EnumerateArray().Select(ReadLine).ToArray() : null,
        Amount(json));

    private static LineReversal ReadLine(JsonElement json) => new(
        json.Text("id"), json.TryGetProperty("quantity", out var quantity) ? quantity.GetInt64() : null, Amount(json));

    private static decimal? Amount(JsonElement json) =>
        json.TryGetProperty("amount", out var amount) ? amount.GetDecimal() : null;
}
