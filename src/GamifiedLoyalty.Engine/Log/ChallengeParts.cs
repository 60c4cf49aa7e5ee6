using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.Log;

/// <summary>Writes and reads what is particular to steps of challenges.</summary>
internal static class ChallengeParts
{
    // By the persisted values of the action and the kind of prize.
    private static readonly string[] Actions =
        ["define", "submit", "approve", "open", "freeze", "reveal", "close", "settle", "cancel", "join", "invite", "acceptDuel"];

    private static readonly string[] Kinds = ["points", "reward", "money"];

    /// <summary>The word for an action in the log.</summary>
    public static string NameOf(ChallengeAction action) => Actions[(int)action];

    /// <summary>The word for a kind of prize in the log and the feed.</summary>
    public static string NameOf(PrizeKind kind) => Kinds[(int)kind];

    /// <summary>The kind of prize that a word in the log stands for.</summary>
    public static PrizeKind KindOf(string name) => (PrizeKind)Array.IndexOf(Kinds, name);

    public static void Write(Utf8JsonWriter json, ChallengeEntry entry)
    {
        json.WriteString("challenge"u8, entry.Challenge);
        json.WriteString("action"u8, NameOf(entry.Action));
        json.WriteOptional("subject"u8, entry.Subject);
        json.WriteOptional("opponent"u8, entry.Opponent);
        json.WriteOptional("reason"u8, entry.Reason);
        json.WriteOptional("fromPlace"u8, entry.FromPlace ?? 0);
        json.WriteStartArray("documents"u8);
        foreach (var document in entry.Documents)
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, document.Kind);
            json.WriteString("id"u8, document.Id);
            json.WriteOptional("hash"u8, document.Hash);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (entry.Action == ChallengeAction.Settle)
        {
            WriteSettlement(json, entry);
        }
    }

    public static ChallengeEntry Read(JsonElement json, long version, DateTimeOffset at, string actor) =>
        new(version, at, actor, json.Text("challenge"), (ChallengeAction)Array.IndexOf(Actions, json.Text("action")), Documents(json))
        {
            Subject = json.OptionalText("subject"),
            Opponent = json.OptionalText("opponent"),
            Reason = json.OptionalText("reason"),
            FromPlace = json.TryGetProperty("fromPlace", out var place) ? place.GetInt32() : null,
            Winners = json.TryGetProperty("winners", out _) ? json.Texts("winners") : [],
            Prizes = json.TryGetProperty("prizes", out var prizes) ? prizes.EnumerateArray().Select(ReadPrize).ToArray() : [],
        };

    private static DocumentMark[] Documents(JsonElement json) => json.GetProperty("documents").EnumerateArray()
        .Select(d => new DocumentMark(d.Text("kind"), d.Text("id"), d.OptionalText("hash")))
        .ToArray();

    private static void WriteSettlement(Utf8JsonWriter json, ChallengeEntry entry)
    {
        json.WriteTexts("winners"u8, entry.Winners);
        json.WriteStartArray("prizes"u8);
        foreach (var prize in entry.Prizes)
        {
            json.WriteStartObject();
            json.WriteString(OwnerRef.KindName(prize.Winner.Kind), prize.Winner.Id);
            json.WriteNumber("place"u8, prize.Place);
            json.WriteNumber("prize"u8, prize.Prize);
            json.WriteString("kind"u8, NameOf(prize.Kind));
            json.WriteNumber("value"u8, prize.Value);
            json.WriteOptional("currency"u8, prize.Currency);
            json.WriteOptional("sponsor"u8, prize.Sponsor);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static PrizeMark ReadPrize(JsonElement json) => new(
        json.OptionalText("employee") is { } employee ? OwnerRef.Employee(employee) : OwnerRef.Partner(json.Text("partner")),
        json.GetProperty("place").GetInt32(),
        json.GetProperty("prize").GetInt32(),
        KindOf(json.Text("kind")),
        json.GetProperty("value").GetInt64())
    {
        Currency = json.OptionalText("currency"),
        Sponsor = json.OptionalText("sponsor"),
    };
}
