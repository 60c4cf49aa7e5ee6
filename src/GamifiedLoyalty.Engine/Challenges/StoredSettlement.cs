using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges.Draws;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>What a challenge ended with; it never changes.</summary>
/// <param name="Version">The program's version that settled it.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Result">Standings with the prizes given, and the certificate of a draw.</param>
public sealed record StoredSettlement(long Version, DateTimeOffset At, ChallengeSettlement Result);

/// <summary>The stored form of settlements.</summary>
internal static class SettlementCodec
{
    public static byte[] Write(StoredSettlement settlement) => JsonParts.Document(json =>
    {
        json.WriteNumber("v"u8, settlement.Version);
        json.WriteString("settledAt"u8, settlement.At);
        json.WriteStartObject("standings"u8);
        StandingsCodec.Write(json, settlement.Result.Standings);
        json.WriteEndObject();
        if (settlement.Result.Draw is { } draw)
        {
            WriteDraw(json, draw);
        }
    });

    public static StoredSettlement Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var json = document.RootElement;
        return new StoredSettlement(
            json.GetProperty("v").GetInt64(),
            json.GetProperty("settledAt").GetDateTimeOffset(),
            new ChallengeSettlement(
                StandingsCodec.Read(json.GetProperty("standings")),
                json.TryGetProperty("draw", out var draw) ? ReadDraw(draw) : null));
    }

    private static void WriteDraw(Utf8JsonWriter json, RaffleCertificate draw)
    {
        json.WriteStartObject("draw"u8);
        json.WriteString("algorithm"u8, draw.Algorithm);
        json.WriteString("seedHash"u8, draw.SeedHash);
        json.WriteString("seed"u8, draw.Seed);
        json.WriteString("root"u8, draw.Root);
        json.WriteStartArray("entries"u8);
        foreach (var entry in draw.Entries)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, entry.Id);
            json.WriteNumber("tickets"u8, entry.Tickets);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteTexts("winners"u8, draw.Winners);
        json.WriteEndObject();
    }

    private static RaffleCertificate ReadDraw(JsonElement json) => new(
        json.Text("algorithm"), json.Text("seedHash"), json.Text("seed"), json.Text("root"),
        json.GetProperty("entries").EnumerateArray().Select(e => new RaffleEntry(e.Text("id"), e.GetProperty("tickets").GetInt64())).ToArray(),
        json.Texts("winners"));
}
