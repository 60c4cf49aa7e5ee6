using System.Text.Json;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>A board and period as they stood when a challenge was frozen.</summary>
/// <param name="Board">The board's id.</param>
/// <param name="Period">The period.</param>
/// <param name="Version">The version that they show.</param>
/// <param name="Total">How many rows there are.</param>
/// <param name="Rows">The best of them, at most 1,000.</param>
public sealed record BoardPin(string Board, Period Period, long Version, int Total, IReadOnlyList<BoardRow> Rows)
{
    internal byte[] Write() => JsonParts.Document(json =>
    {
        json.WriteString("board"u8, Board);
        json.WriteString("period"u8, Period.ToString());
        json.WriteNumber("version"u8, Version);
        json.WriteNumber("total"u8, Total);
        json.WriteStartArray("rows"u8);
        foreach (var row in Rows)
        {
            json.WriteStartArray();
            json.WriteNumberValue(row.Rank);
            json.WriteStringValue(row.Subject);
            json.WriteNumberValue(row.Score);
            json.WriteNumberValue(row.Provisional);
            json.WriteNumberValue(row.Reach);
            if (row.Moved is { } moved)
            {
                json.WriteNumberValue(moved);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    internal static BoardPin Read(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        var json = document.RootElement;
        var period = Period.TryParse(json.Text("period"), out var read) ? read : throw new JsonException("A pinned board names no period.");
        return new BoardPin(
            json.Text("board"), period, json.GetProperty("version").GetInt64(), json.GetProperty("total").GetInt32(),
            json.GetProperty("rows").EnumerateArray().Select(ReadRow).ToArray());
    }

    private static BoardRow ReadRow(JsonElement row) => new(
        row[0].GetInt32(), row[1].GetString()!, row[2].GetInt64(), row[3].GetInt64(), row[4].GetInt64(),
        row.GetArrayLength() > 5 ? row[5].GetInt32() : null);
}
