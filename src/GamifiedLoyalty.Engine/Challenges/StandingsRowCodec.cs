using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>The stored form of a row of standings.</summary>
internal static class StandingsRowCodec
{
    public static void Write(Utf8JsonWriter json, ChallengeRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("place"u8, row.Place);
        json.WriteString("subject"u8, row.Subject);
        json.WriteOptional("band"u8, row.Band);
        json.WriteNumber("value"u8, row.Value);
        json.WriteNumber("score"u8, row.Score);
        json.WriteOptional("provisional"u8, row.Provisional);
        json.WriteOptional("reach"u8, row.Reach);
        json.WriteNumber("best"u8, row.BestPlace);
        json.WriteNumber("worst"u8, row.WorstPlace);
        json.WriteOptional("toNext"u8, row.ToNext ?? 0);
        json.WriteOptional("bar"u8, row.Bar ?? 0);
        if (row.Reached)
        {
            json.WriteBoolean("reached"u8, true);
        }

        if (row.Milestones.Count > 0)
        {
            json.WriteTexts("milestones"u8, row.Milestones);
        }

        json.WriteOptional("outAfter"u8, row.OutAfterRound ?? 0);
        if (row.RoundScore is { } scored)
        {
            json.WriteNumber("roundScore"u8, scored);
        }

        json.WriteOptional("heads"u8, row.Headcount ?? 0);
        WritePrizes(json, row.Prizes);
        json.WriteEndObject();
    }

    public static ChallengeRow Read(JsonElement json) => new()
    {
        Place = json.GetProperty("place").GetInt32(),
        Subject = json.Text("subject"),
        Band = json.OptionalText("band"),
        Value = json.GetProperty("value").GetInt64(),
        Score = json.GetProperty("score").GetInt64(),
        Provisional = json.OptionalNumber("provisional"),
        Reach = json.OptionalNumber("reach"),
        BestPlace = json.GetProperty("best").GetInt32(),
        WorstPlace = json.GetProperty("worst").GetInt32(),
        ToNext = json.TryGetProperty("toNext", out var gain) ? gain.GetInt64() : null,
        Bar = json.TryGetProperty("bar", out var bar) ? bar.GetInt64() : null,
        Reached = json.TryGetProperty("reached", out _),
        Milestones = json.TryGetProperty("milestones", out _) ? json.Texts("milestones") : [],
        OutAfterRound = json.TryGetProperty("outAfter", out var round) ? round.GetInt32() : null,
        RoundScore = json.TryGetProperty("roundScore", out var scored) ? scored.GetInt64() : null,
        Headcount = json.TryGetProperty("heads", out var heads) ? heads.GetInt32() : null,
        Prizes = json.TryGetProperty("prizes", out var prizes) ? prizes.EnumerateArray().Select(ReadPrize).ToArray() : [],
    };

    private static void WritePrizes(Utf8JsonWriter json, IReadOnlyList<PrizeShare> prizes)
    {
        if (prizes.Count == 0)
        {
            return;
        }

        json.WriteStartArray("prizes"u8);
        foreach (var prize in prizes)
        {
            json.WriteStartObject();
            json.WriteNumber("prize"u8, prize.Prize);
            json.WriteString("kind"u8, ChallengeParts.NameOf(prize.Kind));
            json.WriteNumber("value"u8, prize.Value);
            json.WriteNumber("full"u8, prize.Full);
            json.WriteOptional("cutBy"u8, prize.CutBy);
            json.WriteNumber("times"u8, prize.Times);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static PrizeShare ReadPrize(JsonElement json) => new(
        json.GetProperty("prize").GetInt32(), ChallengeParts.KindOf(json.Text("kind")), json.GetProperty("value").GetInt64(),
        json.GetProperty("full").GetInt64(), json.OptionalText("cutBy"), json.GetProperty("times").GetInt32());
}
