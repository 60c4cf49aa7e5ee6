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
        _json.WriteNumber("v", entry.Version);
        _json.WriteString("at", entry.At);
        _json.WriteString("do", entry.Command);
        _json.WriteString("by", entry.Actor);
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
            case MemberEntry member: MarkParts.Write(_json, "member", member.Mark); break;
            case ReversalEntry reversal: WriteReversal(reversal); break;
            case PostingEntry posting: WritePosting(posting); break;
            case DefinitionEntry definition:
                _json.WriteNumber("definition", definition.DefinitionVersion);
                _json.WriteString("hash", definition.Hash);
                break;
            case DocumentEntry document:
                _json.WriteString("kind", document.Kind);
                _json.WriteString("id", document.Id);
                _json.WriteOptional("hash", document.Hash);
                break;
            default: throw new InvalidOperationException($"Unknown entry {entry.GetType().Name}.");
        }
    }

    private void WriteActivity(ActivityEntry entry)
    {
        var activity = entry.Activity;
        ActivityParts.WriteSent(_json, activity.Sent);
        _json.WriteString("occurredAt", activity.OccurredAt);
        _json.WriteString("day", JsonParts.Day(activity.Day));
        _json.WriteOptional("partner", activity.Partner);
        _json.WriteOptional("employeeVersion", activity.EmployeeVersion);
        _json.WriteOptional("partnerVersion", activity.PartnerVersion);
        if (activity.Ancestors.Count > 0)
        {
            _json.WriteStartArray("ancestors");
            foreach (var ancestor in activity.Ancestors)
            {
                _json.WriteStringValue(ancestor);
            }

            _json.WriteEndArray();
        }

        if (activity.Rate != 1m)
        {
            _json.WriteDecimal("rate", activity.Rate);
        }

        _json.WriteNumber("definition", activity.DefinitionVersion);
        _json.WriteOptional("import", activity.Import);
        if (entry.Created.Count > 0)
        {
            MarkParts.Write(_json, "created", entry.Created);
        }

        AwardParts.Write(_json, "awards", activity.Awards);
    }

    private void WriteReversal(ReversalEntry entry)
    {
        _json.WriteNumber("activity", entry.Activity);
        _json.WritePropertyName("request");
        ReversalParts.Write(_json, entry.Request);
        ActivityParts.WriteLines(_json, "lines", entry.Lines);
        _json.WriteStartArray("corrections");
        foreach (var correction in entry.Corrections)
        {
            _json.WriteStartObject();
            _json.WriteNumber("activity", correction.Activity);
            AwardParts.Write(_json, "awards", correction.Awards);
            AwardParts.Write(_json, "differences", correction.Differences);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WritePosting(PostingEntry entry)
    {
        _json.WriteString("through", entry.Through);
        _json.WriteStartArray("activities");
        foreach (var activity in entry.Activities)
        {
            _json.WriteNumberValue(activity);
        }

        _json.WriteEndArray();
    }
}
