using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Challenges;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Writes what a contest is and what became of it.</summary>
/// <param name="calendar">The program's calendar: instants are written in its zone.</param>
/// <param name="language">The language of texts.</param>
/// <param name="forManager">Whether the reader may see the definition as sent, and who did what.</param>
internal sealed class ChallengeWriter(ProgramCalendar calendar, string language, bool forManager)
{
    /// <summary>Writes the members of an item of a list into an open object.</summary>
    public void WriteSummary(Utf8JsonWriter writer, ChallengeView view)
    {
        var challenge = view.Record;
        var definition = challenge.Definition;
        writer.WriteString("challenge", challenge.Id);
        writer.WriteString("status", ChallengeWords.Of(challenge.Status));
        writer.WriteBoolean("frozen", challenge.FrozenAt is not null);
        writer.WriteString("name", definition.Name.For(language));
        writer.WriteOptional("description", definition.Description?.For(language));
        writer.WriteString("subject", definition.RanksPartners ? "partner" : "employee");
        writer.WriteString("format", ChallengeWords.Of(definition.Format));
        writer.WriteString("measure", ChallengeWords.Of(definition.Metric.Measure));
        writer.WriteOptional("currency", definition.Metric.Currency);
        writer.WriteInstant("start", calendar.ToLocal(challenge.Start));
        writer.WriteInstant("end", calendar.ToLocal(challenge.End));
        writer.WriteString("enrolment", definition.OptIn ? "optIn" : "automatic");
        writer.WriteNumber("joined", view.Joined);
    }

    /// <summary>Writes everything that the reader may know of a contest into an open object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="view">The contest.</param>
    /// <param name="own">The reader as one who may take part, and whether they do; null for others.</param>
    public void WriteWhole(Utf8JsonWriter writer, ChallengeView view, OwnPart? own)
    {
        WriteSummary(writer, view);
        var challenge = view.Record;
        var definition = challenge.Definition;
        writer.WriteOptional("terms", definition.Terms?.For(language));
        writer.WriteString("lateJoining", ChallengeWords.Of(definition.LateJoining));
        writer.WriteString("scoring", ChallengeWords.Of(definition.Scoring));
        writer.WriteString("ties", definition.SharedTies ? "shared" : "firstToReach");
        writer.WriteBoolean("byBand", definition.ByBand);
        writer.WriteNumber("minimumScore", definition.MinimumScore);
        new PrizeWriter(definition.Prizes, language).WritePlan(writer);
        if (challenge.FrozenAt is { } frozenAt)
        {
            writer.WriteNumber("frozenAt", frozenAt);
        }

        if (challenge.RevealedFrom is { } revealedFrom)
        {
            writer.WriteNumber("revealedFrom", revealedFrom);
        }

        writer.WriteOptional("drawSeedHash", challenge.DrawSeedHash);
        WriteNext(writer, view.Next);
        WriteOwn(writer, own);
        WriteSteps(writer, challenge.Steps);
        if (forManager)
        {
            writer.WritePropertyName("document");
            writer.WriteRawValue(challenge.Document.Span, skipInputValidation: true);
        }
    }

    private void WriteNext(Utf8JsonWriter writer, ChallengeDue? next)
    {
        if (next is { } due)
        {
            writer.WriteStartObject("next");
            writer.WriteString("action", ChallengeWords.Of(due.Action));
            writer.WriteInstant("at", calendar.ToLocal(due.At));
            writer.WriteEndObject();
        }
    }

    private void WriteOwn(Utf8JsonWriter writer, OwnPart? own)
    {
        if (own is null)
        {
            return;
        }

        writer.WriteStartObject("own");
        writer.WriteString("subject", own.Subject);
        writer.WriteBoolean("takesPart", own.TakesPart);
        writer.WriteBoolean("mayJoin", own.MayJoin);
        if (own.JoinedAt is { } joinedAt)
        {
            writer.WriteInstant("joinedAt", calendar.ToLocal(joinedAt));
        }

        writer.WriteEndObject();
    }

    private void WriteSteps(Utf8JsonWriter writer, IReadOnlyList<ChallengeStep> steps)
    {
        writer.WriteStartArray("steps");
        foreach (var step in steps)
        {
            writer.WriteStartObject();
            writer.WriteString("action", ChallengeWords.Of(step.Action));
            writer.WriteInstant("at", calendar.ToLocal(step.At));
            if (forManager)
            {
                writer.WriteString("actor", step.Actor);
            }

            writer.WriteNumber("version", step.Version);
            writer.WriteOptional("reason", step.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
