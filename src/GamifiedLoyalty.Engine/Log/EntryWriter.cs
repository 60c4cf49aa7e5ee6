using System.Buffers;
using System.Text.Json;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>Writes entries as canonical JSON: fixed property order, absent values left out, decimals normalised.</summary>
internal sealed class EntryWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _json;

    public EntryWriter() => _json = new Utf8JsonWriter(_buffer, JsonParts.WriterOptions);

    public byte[] Write(LogEntry entry)
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteNumber("v"u8, entry.Version);
        _json.WriteString("at"u8, entry.At);
        _json.WriteString("do"u8, entry.Command);
        _json.WriteString("by"u8, entry.Actor);
        WriteContent(entry);
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    private void WriteContent(LogEntry entry)
    {
        switch (entry)
        {
            case ActivityEntry activity: WriteActivity(activity); break;
            case MemberEntry member: MarkParts.Write(_json, "member"u8, member.Mark); break;
            case ReversalEntry reversal: WriteReversal(reversal); break;
            case PostingEntry posting: WritePosting(posting); break;
            case DefinitionEntry definition:
                _json.WriteNumber("definition"u8, definition.DefinitionVersion);
                _json.WriteString("hash"u8, definition.Hash);
                break;
            case DocumentEntry document:
                _json.WriteString("kind"u8, document.Kind);
                _json.WriteString("id"u8, document.Id);
                _json.WriteOptional("hash"u8, document.Hash);
                break;
            case ChallengeEntry challenge: ChallengeParts.Write(_json, challenge); break;
            default: throw new InvalidOperationException($"Unknown entry {entry.GetType().Name}.");
        }
    }

    private void WriteActivity(ActivityEntry entry)
    {
        var activity = entry.Activity;
        ActivityParts.WriteSent(_json, activity.Sent);
        _json.WriteString("occurredAt"u8, activity.OccurredAt);
        _json.WriteDay("day"u8, activity.Day);
        _json.WriteOptional("partner"u8, activity.Partner);
        _json.WriteOptional("employeeVersion"u8, activity.EmployeeVersion);
        _json.WriteOptional("partnerVersion"u8, activity.PartnerVersion);
        if (activity.Ancestors.Count > 0)
        {
            _json.WriteStartArray("ancestors"u8);
            foreach (var ancestor in activity.Ancestors)
            {
                _json.WriteStringValue(ancestor);
            }

            _json.WriteEndArray();
        }

        if (activity.Rate != 1m)
        {
            _json.WriteDecimal("rate"u8, activity.Rate);
        }

        _json.WriteNumber("definition"u8, activity.DefinitionVersion);
        _json.WriteOptional("import"u8, activity.Import);
        if (entry.Created.Count > 0)
        {
            MarkParts.Write(_json, "created"u8, entry.Created);
        }

        AwardParts.Write(_json, "awards"u8, activity.Awards);
    }

    private void WriteReversal(ReversalEntry entry)
    {
        _json.WriteNumber("activity"u8, entry.Activity);
        _json.WritePropertyName("request"u8);
        ReversalParts.Write(_json, entry.Request);
        ActivityParts.WriteLines(_json, "lines"u8, entry.Lines);
        _json.WriteStartArray("corrections"u8);
        foreach (var correction in entry.Corrections)
        {
            _json.WriteStartObject();
            _json.WriteNumber("activity"u8, correction.Activity);
            AwardParts.Write(_json, "awards"u8, correction.Awards);
            AwardParts.Write(_json, "differences"u8, correction.Differences);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WritePosting(PostingEntry entry)
    {
        _json.WriteString("through"u8, entry.Through);
        _json.WriteStartArray("activities"u8);
        foreach (var activity in entry.Activities)
        {
            _json.WriteNumberValue(activity);
        }

        _json.WriteEndArray();
    }
}
