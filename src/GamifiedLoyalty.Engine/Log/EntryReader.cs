using System.Text.Json;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>Reads entries back from the log.</summary>
public static class EntryReader
{
    /// <summary>Reads an entry.</summary>
    /// <exception cref="JsonException">The bytes are not an entry.</exception>
    public static LogEntry Read(StoredEntry stored)
    {
        using var document = JsonDocument.Parse(stored.Body);
        var json = document.RootElement;
        var version = json.GetProperty("v").GetInt64();
        var at = json.GetProperty("at").GetDateTimeOffset();
        var actor = json.Text("by");
        return json.Text("do") switch
        {
            "recordActivity" => ReadActivity(json, version, at, actor),
            "putMember" => new MemberEntry(version, at, actor, MarkParts.Read(json.GetProperty("member"))),
            "reverseActivity" => ReadReversal(json, version, at, actor),
            "postDue" => new PostingEntry(
                version, at, json.GetProperty("through").GetDateTimeOffset(),
                json.GetProperty("activities").EnumerateArray().Select(a => a.GetInt64()).ToArray()),
            "publishDefinition" => new DefinitionEntry(version, at, actor, json.GetProperty("definition").GetInt32(), json.Text("hash")),
            "putDocument" => new DocumentEntry(version, at, actor, json.Text("kind"), json.Text("id"), json.OptionalText("hash")),
            "changeChallenge" => ChallengeParts.Read(json, version, at, actor),
            var other => throw new JsonException($"Version {version} holds an unknown command {other}."),
        };
    }

    private static ActivityEntry ReadActivity(JsonElement json, long version, DateTimeOffset at, string actor)
    {
        var activity = new RecordedActivity
        {
            Version = version,
            RecordedAt = at,
            OccurredAt = json.GetProperty("occurredAt").GetDateTimeOffset(),
            Day = JsonParts.Day(json.Text("day")),
            Sent = ActivityParts.ReadSent(json.GetProperty("activity")),
            Partner = json.OptionalText("partner"),
            EmployeeVersion = json.OptionalNumber("employeeVersion"),
            PartnerVersion = json.OptionalNumber("partnerVersion"),
            Ancestors = json.TryGetProperty("ancestors", out var ancestors)
                ? ancestors.EnumerateArray().Select(a => a.GetString()!).ToArray()
                : [],
            Rate = json.TryGetProperty("rate", out var rate) ? rate.GetDecimal() : 1m,
            DefinitionVersion = json.GetProperty("definition").GetInt32(),
            Import = json.OptionalText("import"),
            Awards = AwardParts.Read(json.GetProperty("awards")),
        };
        var created = json.TryGetProperty("created", out var marks) ? marks.EnumerateArray().Select(MarkParts.Read).ToArray() : [];
        return new ActivityEntry(activity, created, actor);
    }

    private static ReversalEntry ReadReversal(JsonElement json, long version, DateTimeOffset at, string actor) => new(
        version,
        at,
        actor,
        json.GetProperty("activity").GetInt64(),
        ReversalParts.Read(json.GetProperty("request")),
        ActivityParts.ReadLines(json.GetProperty("lines")),
        json.GetProperty("corrections").EnumerateArray()
            .Select(c => new AwardCorrection(
                c.GetProperty("activity").GetInt64(),
                AwardParts.Read(c.GetProperty("awards")),
                AwardParts.ReadDifferences(c.GetProperty("differences"))))
            .ToArray());
}
