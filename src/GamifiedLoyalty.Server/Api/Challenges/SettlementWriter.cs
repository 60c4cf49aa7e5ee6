using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Draws;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Challenges;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Writes what a contest ended with, and what corrections since would have changed.</summary>
/// <param name="rows">Writes rows.</param>
/// <param name="calendar">The program's calendar.</param>
internal sealed class SettlementWriter(StandingsWriter rows, ProgramCalendar calendar)
{
    private const string Fairness = "Fair against participants, who could not know the seed; not against the organiser, who chose it.";

    /// <summary>Writes it as one object.</summary>
    public void Write(Utf8JsonWriter writer, SettlementView settled)
    {
        var (settlement, result) = (settled.Settlement, settled.Settlement.Result);
        writer.WriteStartObject();
        rows.WriteHead(writer);
        writer.WriteNumber("version", settled.Version);
        writer.WriteNumber("settledVersion", settlement.Version);
        writer.WriteInstant("settledAt", calendar.ToLocal(settlement.At));
        rows.WriteStandings(writer, new StandingsView(settled.Challenge, result.Standings, false), 0, int.MaxValue);
        if (result.Draw is { } draw)
        {
            WriteDraw(writer, draw);
        }

        WriteDifference(writer, settled.Difference);
        writer.WriteEndObject();
    }

    private static void WriteDraw(Utf8JsonWriter writer, RaffleCertificate draw)
    {
        writer.WriteStartObject("draw");
        writer.WriteString("algorithm", draw.Algorithm);
        writer.WriteString("seedHash", draw.SeedHash);
        writer.WriteString("seed", draw.Seed);
        writer.WriteString("root", draw.Root);
        writer.WriteStartArray("entries");
        foreach (var entry in draw.Entries)
        {
            writer.WriteStartObject();
            writer.WriteString("id", entry.Id);
            writer.WriteNumber("tickets", entry.Tickets);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("winners");
        foreach (var winner in draw.Winners)
        {
            writer.WriteStringValue(winner);
        }

        writer.WriteEndArray();
        writer.WriteString("fairness", Fairness);
        writer.WriteEndObject();
    }

    private void WriteDifference(Utf8JsonWriter writer, SettlementDifference difference)
    {
        writer.WriteStartObject("difference");
        writer.WriteBoolean("changesPrizes", difference.ChangesPrizes);
        PrizeWriter.WriteCost(writer, "settled", difference.Settled);
        PrizeWriter.WriteCost(writer, "replayed", difference.Replayed);
        writer.WriteStartArray("changes");
        foreach (var change in difference.Changes)
        {
            writer.WriteStartObject();
            rows.WriteSubject(writer, change.Subject);
            writer.WriteBoolean("changesPrizes", change.ChangesPrizes);
            WriteRow(writer, "settled", change.Settled);
            WriteRow(writer, "replayed", change.Replayed);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteRow(Utf8JsonWriter writer, string name, ChallengeRow? row)
    {
        writer.WritePropertyName(name);
        if (row is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            rows.WriteRow(writer, row);
        }
    }
}
