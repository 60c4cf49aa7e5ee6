using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>What steps of challenges are in the feed. Names of events are part of the public contract.</summary>
internal static class ChallengeEvents
{
    public static IEnumerable<JsonObject> Of(ChallengeEntry entry) => entry.Prizes.Select(p => Awarded(entry, p)).Prepend(Step(entry));

    private static JsonObject Step(ChallengeEntry entry)
    {
        var json = new JsonObject { ["type"] = TypeOf(entry.Action), ["challenge"] = entry.Challenge };
        Add(json, entry.Action == ChallengeAction.Invite ? "challenger" : "subject", entry.Subject);
        Add(json, entry.Action == ChallengeAction.AcceptDuel ? "challenger" : "opponent", entry.Opponent);
        Add(json, "reason", entry.Reason);
        Add(json, "duel", entry.Documents.FirstOrDefault(d => d.Kind == ChallengeDocuments.Duel) is { } duel ? ChallengeDocuments.NumberIn(duel.Id) : null);
        Add(json, "fromPlace", entry.FromPlace);
        if (entry.Action == ChallengeAction.Settle)
        {
            json["winners"] = new JsonArray([.. entry.Winners.Select(w => (JsonNode)w)]);
        }

        return json;
    }

    private static JsonObject Awarded(ChallengeEntry entry, PrizeMark prize)
    {
        var json = new JsonObject
        {
            ["type"] = "prizeAwarded",
            ["challenge"] = entry.Challenge,
            [OwnerRef.KindName(prize.Winner.Kind)] = prize.Winner.Id,
            ["place"] = prize.Place,
            ["kind"] = ChallengeParts.NameOf(prize.Kind),
            [prize.Kind == PrizeKind.Points ? "points" : "value"] = prize.Value,
        };
        Add(json, "account", prize.Currency is { } currency ? prize.Winner.Account(currency) : null);
        Add(json, "currency", prize.Currency);
        return json;
    }

    private static string TypeOf(ChallengeAction action) => action switch
    {
        ChallengeAction.Define => "challengeDefined",
        ChallengeAction.Submit => "challengeSubmitted",
        ChallengeAction.Approve => "challengeApproved",
        ChallengeAction.Open => "challengeOpened",
        ChallengeAction.Freeze => "challengeFrozen",
        ChallengeAction.Reveal => "challengeRevealed",
        ChallengeAction.Close => "challengeClosed",
        ChallengeAction.Settle => "challengeSettled",
        ChallengeAction.Cancel => "challengeCancelled",
        ChallengeAction.Join => "challengeJoined",
        ChallengeAction.Invite => "duelInvited",
        _ => "duelAccepted",
    };

    private static void Add(JsonObject json, string name, JsonNode? value)
    {
        if (value is not null)
        {
            json[name] = value;
        }
    }
}
