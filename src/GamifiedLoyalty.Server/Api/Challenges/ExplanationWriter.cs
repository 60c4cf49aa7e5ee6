using System.Text.Json;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Challenges;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Writes why somebody stands where they do in a contest.</summary>
/// <param name="rows">Writes rows.</param>
/// <param name="texts">Says it in words.</param>
/// <param name="calendar">The program's calendar.</param>
internal sealed class ExplanationWriter(StandingsWriter rows, ExplanationTexts texts, ProgramCalendar calendar)
{
    /// <summary>Writes it as one object.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="explained">The explanation.</param>
    /// <param name="subjectName">The name of the subject.</param>
    /// <param name="withActivities">Whether the reader may know single activities of the subject.</param>
    public void Write(Utf8JsonWriter writer, ChallengeExplanation explained, string subjectName, bool withActivities)
    {
        var explanation = explained.Explanation;
        writer.WriteStartObject();
        rows.WriteHead(writer);
        writer.WriteNumber("version", explained.Standings.Version);
        writer.WriteInstant("at", calendar.ToLocal(explained.Standings.At));
        writer.WriteBoolean("frozen", explained.IsFrozen);
        writer.WriteString("subject", explanation.Subject);
        writer.WriteString("subjectName", subjectName);
        WriteText(writer, explained);
        WriteRow(writer, explanation);
        WriteParts(writer, explanation.Parts);
        WriteTie(writer, explanation.Tie);
        WriteNext(writer, explanation.Next);
        if (withActivities)
        {
            WriteCounted(writer, explanation.Counted);
            WriteOthers(writer, explained.Others);
        }

        writer.WriteEndObject();
    }

    private void WriteText(Utf8JsonWriter writer, ChallengeExplanation explained)
    {
        writer.WriteStartArray("text");
        foreach (var sentence in texts.Sentences(explained))
        {
            writer.WriteStringValue(sentence);
        }

        writer.WriteEndArray();
    }

    private void WriteRow(Utf8JsonWriter writer, SubjectExplanation explanation)
    {
        writer.WriteNumber("outOf", explanation.OutOf);
        writer.WritePropertyName("row");
        if (explanation.Row is { } row)
        {
            rows.WriteRow(writer, row);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteParts(Utf8JsonWriter writer, ScoreParts parts)
    {
        writer.WriteNumber("sum", parts.Sum);
        writer.WriteNumber("divisor", parts.Divisor);
        if (parts.Baseline is { } baseline)
        {
            writer.WriteNumber("baseline", baseline);
        }
    }

    private void WriteTie(Utf8JsonWriter writer, TieExplanation tie)
    {
        writer.WriteStartObject("tie");
        writer.WriteString("rule", ChallengeWords.Of(tie.Rule));
        writer.WriteNumber("count", tie.Count);
        writer.WriteStartArray("others");
        foreach (var other in tie.Others)
        {
            writer.WriteStartObject();
            rows.WriteSubject(writer, other.Subject);
            writer.WriteNumber("place", other.Place);
            writer.WriteNumber("reach", other.Reach);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteNext(Utf8JsonWriter writer, NextPlaceWay? next)
    {
        if (next is null)
        {
            writer.WriteNull("next");
            return;
        }

        writer.WriteStartObject("next");
        writer.WriteNumber("place", next.Place);
        rows.WriteSubject(writer, next.Subject);
        writer.WriteNumber("gain", next.Gain);
        writer.WriteNumber("needed", next.Needed);
        writer.WriteNullable("typical", next.Typical);
        writer.WriteBoolean("ownTypical", next.IsOwnTypical);
        writer.WriteNullable("activities", next.Activities);
        writer.WriteEndObject();
    }

    private void WriteCounted(Utf8JsonWriter writer, IReadOnlyList<CountedActivity> counted)
    {
        writer.WriteStartArray("counted");
        foreach (var activity in counted)
        {
            writer.WriteStartObject();
            writer.WriteString("activityId", ActivityId.Of(activity.Activity));
            writer.WriteInstant("occurredAt", calendar.ToLocal(activity.OccurredAt));
            writer.WriteNumber("score", activity.Score);
            writer.WriteNumber("provisional", activity.Provisional);
            writer.WriteOptional("employee", activity.Seller);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteOthers(Utf8JsonWriter writer, IReadOnlyList<UncountedActivity> others)
    {
        writer.WriteStartArray("notCounted");
        foreach (var activity in others)
        {
            writer.WriteStartObject();
            writer.WriteString("activityId", ActivityId.Of(activity.Activity));
            writer.WriteInstant("occurredAt", calendar.ToLocal(activity.OccurredAt));
            writer.WriteString("reason", ChallengeWords.Of(activity.Reason));
            writer.WriteString("text", texts.Reason(activity.Reason));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
