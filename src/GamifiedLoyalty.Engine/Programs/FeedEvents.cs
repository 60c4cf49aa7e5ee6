using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>Turns log entries into feed items. Names of events are part of the public contract.</summary>
internal static class FeedEvents
{
    public static FeedItem Of(LogEntry entry) => new(entry.Version, entry.At, entry.Command, entry.Actor, Events(entry).ToList());

    private static IEnumerable<JsonObject> Events(LogEntry entry) => entry switch
    {
        ActivityEntry activity => activity.Created.Select(Member).Append(Recorded(activity.Activity)).Concat(activity.Activity.Awards.Select(Awarded)),
        MemberEntry member => [Member(member.Mark)],
        ReversalEntry reversal => reversal.Corrections.SelectMany(Corrected).Prepend(Reversed(reversal)),
        PostingEntry posting => [Posted(posting)],
        DefinitionEntry definition => [new JsonObject { ["type"] = "definitionPublished", ["definitionVersion"] = definition.DefinitionVersion }],
        DocumentEntry document => [new JsonObject { ["type"] = document.Kind + (document.Hash is null ? "Deleted" : "Changed"), ["id"] = document.Id }],
        ChallengeEntry challenge => ChallengeEvents.Of(challenge),
        _ => throw new InvalidOperationException($"Unknown entry {entry.GetType().Name}."),
    };

    private static JsonObject Recorded(RecordedActivity activity)
    {
        var json = new JsonObject
        {
            ["type"] = "activityRecorded",
            ["activityId"] = ActivityId.Of(activity.Version),
            ["source"] = activity.Sent.Source,
            ["externalId"] = activity.Sent.ExternalId,
            ["activityType"] = activity.Sent.Type,
            ["occurredAt"] = activity.OccurredAt,
        };
        AddText(json, "employee", activity.Sent.Employee);
        AddText(json, "partner", activity.Partner);
        AddText(json, "currency", activity.Sent.Currency);
        json["amount"] = Decimals.Normalize(activity.Sent.Lines.Sum(l => l.Amount));
        json["quantity"] = activity.Sent.Lines.Sum(l => l.Quantity);
        return json;
    }

    private static JsonObject Awarded(Award award)
    {
        var json = new JsonObject
        {
            ["type"] = award.AvailableAt is null ? "pointsPosted" : "pointsPending",
            ["account"] = award.Owner.Account(award.Currency),
            ["currency"] = award.Currency,
            ["points"] = award.Points,
            ["rule"] = award.Rule,
            ["ruleVersion"] = award.RuleVersion,
        };
        AddText(json, "cappedBy", award.CappedBy);
        if (award.AvailableAt is { } at)
        {
            json["availableAt"] = at;
        }

        return json;
    }

    private static JsonObject Reversed(ReversalEntry reversal) => new()
    {
        ["type"] = "activityReversed",
        ["activityId"] = ActivityId.Of(reversal.Activity),
        ["externalId"] = reversal.Request.ExternalId,
        ["reason"] = reversal.Request.Reason,
        ["whole"] = reversal.Lines.Count == 0,
    };

    private static IEnumerable<JsonObject> Corrected(AwardCorrection correction) => correction.Differences.Select(d => new JsonObject
    {
        ["type"] = "pointsCorrected",
        ["activityId"] = ActivityId.Of(correction.Activity),
        ["account"] = d.Owner.Account(d.Currency),
        ["currency"] = d.Currency,
        ["points"] = d.Points,
        ["rule"] = d.Rule,
        ["ruleVersion"] = d.RuleVersion,
    });

    private static JsonObject Posted(PostingEntry posting) => new()
    {
        ["type"] = "pendingPosted",
        ["through"] = posting.Through,
        ["activities"] = new JsonArray(posting.Activities.Select(a => (JsonNode)ActivityId.Of(a)).ToArray()),
    };

    private static JsonObject Member(MemberMark mark) => new()
    {
        ["type"] = OwnerRef.KindName(mark.Member.Kind) + (mark.IsNew ? "Created" : "Changed"),
        ["id"] = mark.Member.Id,
    };

    private static void AddText(JsonObject json, string name, string? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
