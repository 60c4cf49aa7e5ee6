using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Backtesting;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Writes what a draft would have brought.</summary>
/// <param name="prizes">Writes prizes.</param>
/// <param name="names">The names of those who compete.</param>
/// <param name="members">The names of partners.</param>
/// <param name="calendar">The program's calendar.</param>
internal sealed class BacktestWriter(PrizeWriter prizes, SubjectNames names, MemberDirectory members, ProgramCalendar calendar)
{
    /// <summary>Writes a result without faults as one object.</summary>
    public void Write(Utf8JsonWriter writer, BacktestResult result)
    {
        var figures = result.Figures!;
        writer.WriteStartObject();
        writer.WriteInstant("from", calendar.ToLocal(result.From));
        writer.WriteInstant("until", calendar.ToLocal(result.Until));
        writer.WriteNumber("participants", figures.Participants);
        writer.WriteNumber("winnerCount", figures.WinnerCount);
        WriteWinners(writer, figures.Winners);
        writer.WriteStartObject("cost");
        PrizeWriter.WriteCost(writer, "minimum", figures.CostMinimum);
        PrizeWriter.WriteCost(writer, "expected", figures.CostExpected);
        PrizeWriter.WriteCost(writer, "maximum", figures.CostMaximum);
        writer.WriteEndObject();
        writer.WriteNumber("turnover", figures.Turnover);
        writer.WriteNullable("topTenthShare", figures.TopTenthShare);
        WriteNamed(writer, "partnersWithNothing", "partner", figures.PartnersWithNothing, p => members.NameOf(OwnerRef.Partner(p)));
        WriteChange(writer, "lower", figures.Lower);
        WriteChange(writer, "higher", figures.Higher);
        writer.WriteEndObject();
    }

    private void WriteWinners(Utf8JsonWriter writer, IReadOnlyList<ChallengeRow> winners)
    {
        writer.WriteStartArray("winners");
        foreach (var winner in winners)
        {
            writer.WriteStartObject();
            writer.WriteNumber("place", winner.Place);
            writer.WriteString("subject", winner.Subject);
            writer.WriteString("name", names.NameOf(winner.Subject));
            writer.WriteOptional("band", winner.Band);
            writer.WriteNumber("value", winner.Value);
            writer.WriteNumber("score", winner.Score);
            prizes.WriteShares(writer, winner.Prizes);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteChange(Utf8JsonWriter writer, string name, ThresholdChange change)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("percent", change.Percent);
        PrizeWriter.WriteCost(writer, "cost", change.Cost);
        writer.WriteNumber("winnerCount", change.Winners);
        WriteNamed(writer, "gained", "subject", change.Gained, names.NameOf);
        WriteNamed(writer, "lost", "subject", change.Lost, names.NameOf);
        writer.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter writer, string list, string key, IReadOnlyList<string> ids, Func<string, string> nameOf)
    {
        writer.WriteStartArray(list);
        foreach (var id in ids)
        {
            writer.WriteStartObject();
            writer.WriteString(key, id);
            writer.WriteString("name", nameOf(id));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
