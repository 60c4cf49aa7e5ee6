using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Challenges;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Writes the standings of a contest, for the API and the hub alike.</summary>
/// <param name="challenge">The contest.</param>
/// <param name="names">The names of those who compete.</param>
/// <param name="calendar">The program's calendar: instants are written in its zone.</param>
/// <param name="language">The language of names of rewards and milestones.</param>
internal sealed class StandingsWriter(ChallengeRecord challenge, SubjectNames names, ProgramCalendar calendar, string language)
{
    private readonly ChallengeDefinition _definition = challenge.Definition;
    private readonly PrizeWriter _prizes = new(challenge.Definition.Prizes, language);

    /// <summary>Writes what the contest is and where it stands, as members of an open object.</summary>
    public void WriteHead(Utf8JsonWriter writer)
    {
        writer.WriteString("challenge", challenge.Id);
        writer.WriteString("status", ChallengeWords.Of(challenge.Status));
        writer.WriteString("name", _definition.Name.For(language));
        writer.WriteString("subjectKind", _definition.RanksPartners ? "partner" : "employee");
        writer.WriteString("format", ChallengeWords.Of(_definition.Format));
        writer.WriteString("scoring", ChallengeWords.Of(_definition.Scoring));
        writer.WriteString("measure", ChallengeWords.Of(_definition.Metric.Measure));
        writer.WriteOptional("currency", _definition.Metric.Currency);
        writer.WriteInstant("start", calendar.ToLocal(challenge.Start));
        writer.WriteInstant("end", calendar.ToLocal(challenge.End));
    }

    /// <summary>Writes rows, rounds, matches, pot and cost as members of an open object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="standings">What viewers, or managers, see.</param>
    /// <param name="offset">How many rows are passed over.</param>
    /// <param name="limit">The most rows.</param>
    public void WriteStandings(Utf8JsonWriter writer, StandingsView standings, int offset, int limit)
    {
        writer.WriteBoolean("frozen", standings.IsFrozen);
        if (standings.RevealedFrom is { } from)
        {
            writer.WriteNumber("revealedFrom", from);
        }

        var shown = standings.Standings;
        writer.WriteNumber("total", shown.Rows.Count);
        writer.WriteStartArray("rows");
        foreach (var row in shown.Rows.Skip(offset).Take(limit))
        {
            WriteRow(writer, row);
        }

        writer.WriteEndArray();
        WriteRounds(writer, shown.Rounds);
        WriteMatches(writer, shown.Matches);
        WriteUnranked(writer, shown.Unranked);
        if (shown.Pot is { } pot)
        {
            writer.WriteNumber("pot", pot);
        }

        PrizeWriter.WriteCost(writer, "cost", shown.Cost);
    }

    /// <summary>Writes a row.</summary>
    public void WriteRow(Utf8JsonWriter writer, ChallengeRow row)
    {
        writer.WriteStartObject();
        writer.WriteNumber("place", row.Place);
        writer.WriteString("subject", row.Subject);
        writer.WriteString("name", names.NameOf(row.Subject));
        writer.WriteOptional("company", names.CompanyOf(row.Subject));
        writer.WriteOptional("band", row.Band);
        writer.WriteNumber("value", row.Value);
        writer.WriteNumber("score", row.Score);
        writer.WriteNumber("confirmed", row.Score - row.Provisional);
        writer.WriteNumber("provisional", row.Provisional);
        writer.WriteNumber("reach", row.Reach);
        writer.WriteNumber("bestPlace", row.BestPlace);
        writer.WriteNumber("worstPlace", row.WorstPlace);
        writer.WriteNullable("toNext", row.ToNext);
        WriteProgress(writer, row);
        _prizes.WriteShares(writer, row.Prizes);
        writer.WriteEndObject();
    }

    private void WriteProgress(Utf8JsonWriter writer, ChallengeRow row)
    {
        if (row.Bar is { } bar)
        {
            writer.WriteNumber("bar", bar);
        }

        if (_definition.Format is ChallengeFormat.Target)
        {
            writer.WriteBoolean("reached", row.Reached);
        }

        if (_definition.Format is ChallengeFormat.Milestones)
        {
            writer.WriteStartArray("milestones");
            foreach (var milestone in row.Milestones)
            {
                writer.WriteStringValue(milestone);
            }

            writer.WriteEndArray();
        }

        if (row.OutAfterRound is { } round)
        {
            writer.WriteNumber("outAfterRound", round);
        }

        if (row.RoundScore is { } scored)
        {
            writer.WriteNumber("roundScore", scored);
        }

        if (row.Headcount is { } headcount)
        {
            writer.WriteNumber("headcount", headcount);
        }
    }

    private void WriteRounds(Utf8JsonWriter writer, IReadOnlyList<ChallengeRound> rounds)
    {
        if (rounds.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("rounds");
        foreach (var round in rounds)
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", round.Number);
            writer.WriteInstant("start", calendar.ToLocal(round.Start));
            writer.WriteInstant("end", calendar.ToLocal(round.End));
            writer.WriteBoolean("over", round.IsOver);
            WriteNamed(writer, "winners", round.Winners);
            WriteNamed(writer, "out", round.Out);
            if (round.InDanger.Count > 0)
            {
                WriteNamed(writer, "inDanger", round.InDanger);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Who has too few employees, of how many that are needed.</summary>
    private void WriteUnranked(Utf8JsonWriter writer, IReadOnlyList<UnrankedPartner> unranked)
    {
        if (_definition.Scoring != Scoring.PerHead)
        {
            return;
        }

        writer.WriteNumber("minimumHeadcount", _definition.MinimumHeadcount);
        writer.WriteStartArray("unranked");
        foreach (var partner in unranked)
        {
            writer.WriteStartObject();
            WriteSubject(writer, partner.Subject);
            writer.WriteNumber("headcount", partner.Headcount);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteMatches(Utf8JsonWriter writer, IReadOnlyList<ChallengeMatch> matches)
    {
        if (matches.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("matches");
        foreach (var match in matches)
        {
            writer.WriteStartObject();
            writer.WriteNumber("round", match.Round);
            writer.WriteNumber("number", match.Number);
            writer.WriteString("state", ChallengeWords.Of(match.State));
            WriteSide(writer, "first", match.First, match.FirstScore);
            WriteSide(writer, "second", match.Second, match.SecondScore);
            writer.WriteBoolean("bye", match.IsBye);
            writer.WriteString("winner", match.Winner);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteSide(Utf8JsonWriter writer, string side, string? subject, long score)
    {
        if (subject is null)
        {
            writer.WriteNull(side);
            return;
        }

        writer.WriteStartObject(side);
        WriteSubject(writer, subject);
        writer.WriteNumber("score", score);
        writer.WriteEndObject();
    }

    private void WriteNamed(Utf8JsonWriter writer, string name, IReadOnlyList<string> subjects)
    {
        writer.WriteStartArray(name);
        foreach (var subject in subjects)
        {
            writer.WriteStartObject();
            WriteSubject(writer, subject);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes who it is as members of an open object.</summary>
    public void WriteSubject(Utf8JsonWriter writer, string subject)
    {
        writer.WriteString("subject", subject);
        writer.WriteString("name", names.NameOf(subject));
    }
}
