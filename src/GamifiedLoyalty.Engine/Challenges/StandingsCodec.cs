using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>The stored form of standings: what a freeze shows and what a settlement keeps.</summary>
internal static class StandingsCodec
{
    public static void Write(Utf8JsonWriter json, ChallengeStandings standings)
    {
        json.WriteNumber("version"u8, standings.Version);
        json.WriteString("at"u8, standings.At);
        if (standings.Pot is { } pot)
        {
            json.WriteNumber("pot"u8, pot);
        }

        json.WriteNumber("costPoints"u8, standings.Cost.Points);
        json.WriteNumber("costMoney"u8, standings.Cost.Money);
        json.WriteStartArray("rows"u8);
        foreach (var row in standings.Rows)
        {
            StandingsRowCodec.Write(json, row);
        }

        json.WriteEndArray();
        WriteRounds(json, standings.Rounds);
        WriteMatches(json, standings.Matches);
        WriteUnranked(json, standings.Unranked);
        WriteMembers(json, standings.Members);
    }

    public static ChallengeStandings Read(JsonElement json) => new()
    {
        Version = json.GetProperty("version").GetInt64(),
        At = json.GetProperty("at").GetDateTimeOffset(),
        Pot = json.TryGetProperty("pot", out var pot) ? pot.GetInt64() : null,
        Cost = new PrizeCost(json.GetProperty("costPoints").GetInt64(), json.GetProperty("costMoney").GetInt64()),
        Rows = json.GetProperty("rows").EnumerateArray().Select(StandingsRowCodec.Read).ToArray(),
        Rounds = json.GetProperty("rounds").EnumerateArray().Select(ReadRound).ToArray(),
        Matches = json.GetProperty("matches").EnumerateArray().Select(ReadMatch).ToArray(),
        Unranked = json.TryGetProperty("unranked", out var unranked) ? unranked.EnumerateArray().Select(ReadUnranked).ToArray() : [],
        Members = json.TryGetProperty("members", out var members)
            ? members.EnumerateObject().ToDictionary(m => m.Name, m => ReadMember(m.Value), StringComparer.Ordinal)
            : null,
    };

    private static void WriteRounds(Utf8JsonWriter json, IReadOnlyList<ChallengeRound> rounds)
    {
        json.WriteStartArray("rounds"u8);
        foreach (var round in rounds)
        {
            json.WriteStartObject();
            json.WriteNumber("number"u8, round.Number);
            json.WriteString("start"u8, round.Start);
            json.WriteString("end"u8, round.End);
            json.WriteBoolean("over"u8, round.IsOver);
            json.WriteTexts("winners"u8, round.Winners);
            json.WriteTexts("out"u8, round.Out);
            if (round.InDanger.Count > 0)
            {
                json.WriteTexts("danger"u8, round.InDanger);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ChallengeRound ReadRound(JsonElement json) => new(
        json.GetProperty("number").GetInt32(), json.GetProperty("start").GetDateTimeOffset(), json.GetProperty("end").GetDateTimeOffset(),
        json.GetProperty("over").GetBoolean(), json.Texts("winners"), json.Texts("out"))
    {
        InDanger = json.TryGetProperty("danger", out _) ? json.Texts("danger") : [],
    };

    private static void WriteMatches(Utf8JsonWriter json, IReadOnlyList<ChallengeMatch> matches)
    {
        json.WriteStartArray("matches"u8);
        foreach (var match in matches)
        {
            json.WriteStartObject();
            json.WriteNumber("round"u8, match.Round);
            json.WriteNumber("number"u8, match.Number);
            json.WriteOptional("first"u8, match.First);
            json.WriteOptional("second"u8, match.Second);
            json.WriteNumber("firstScore"u8, match.FirstScore);
            json.WriteNumber("secondScore"u8, match.SecondScore);
            json.WriteBoolean("bye"u8, match.IsBye);
            json.WriteOptional("winner"u8, match.Winner);
            json.WriteNumber("state"u8, (int)match.State);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, IReadOnlyDictionary<string, StandingMember>? members)
    {
        if (members is null)
        {
            return;
        }

        json.WriteStartObject("members"u8);
        foreach (var (subject, member) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            json.WriteStartObject(subject);
            json.WriteOptional("heads"u8, member.Heads);
            json.WriteOptional("band"u8, member.Band);
            json.WriteOptional("partner"u8, member.Partner);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static StandingMember ReadMember(JsonElement json) =>
        new((int)json.OptionalNumber("heads"), json.OptionalText("band"), json.OptionalText("partner"));

    private static ChallengeMatch ReadMatch(JsonElement json) => new(
        json.GetProperty("round").GetInt32(), json.GetProperty("number").GetInt32(), json.OptionalText("first"), json.OptionalText("second"),
        json.GetProperty("firstScore").GetInt64(), json.GetProperty("secondScore").GetInt64(), json.GetProperty("bye").GetBoolean(),
        json.OptionalText("winner"), (MatchState)json.GetProperty("state").GetInt32());

    private static void WriteUnranked(Utf8JsonWriter json, IReadOnlyList<UnrankedPartner> unranked)
    {
        if (unranked.Count == 0)
        {
            return;
        }

        json.WriteStartArray("unranked"u8);
        foreach (var partner in unranked)
        {
            json.WriteStartObject();
            json.WriteString("subject"u8, partner.Subject);
            json.WriteNumber("heads"u8, partner.Headcount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static UnrankedPartner ReadUnranked(JsonElement json) => new(json.Text("subject"), json.GetProperty("heads").GetInt32());
}
