using System.Text;
using System.Text.Json;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>
/// The stored form of challenges, participants and duels: JSON in a fixed order, without what is absent. A challenge holds
/// its definition as it was sent, and the zone it was read in, so that it stays what it was whatever its program becomes.
/// </summary>
public static class ChallengeRecordCodec
{
    /// <summary>Writes a challenge.</summary>
    public static byte[] Write(ChallengeRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return JsonParts.Document(json =>
        {
            json.WriteString("id"u8, record.Id);
            json.WriteNumber("status"u8, (int)record.Status);
            json.WriteString("start"u8, record.Start);
            json.WriteString("end"u8, record.End);
            WriteSteps(json, record.Steps);
            json.WriteOptional("frozenAt"u8, record.FrozenAt ?? 0);
            json.WriteOptional("revealedFrom"u8, record.RevealedFrom ?? 0);
            if (record.Field is { } field)
            {
                json.WriteTexts("field"u8, field);
            }

            WriteBaselines(json, record.Baselines);
            json.WriteOptional("seedHash"u8, record.DrawSeedHash);
            json.WriteOptional("seed"u8, record.DrawSeed);
            json.WriteString("zone"u8, record.Definition.TimeZone);
            json.WritePropertyName("definition"u8);
            json.WriteRawValue(record.Document.Span, skipInputValidation: true);
        });
    }

    /// <summary>Reads a challenge.</summary>
    /// <exception cref="JsonException">The bytes are not a challenge.</exception>
    /// <exception cref="InvalidDataException">Its definition is faulty.</exception>
    public static ChallengeRecord Read(ReadOnlyMemory<byte> stored)
    {
        using var parsed = JsonDocument.Parse(stored);
        var json = parsed.RootElement;
        var document = Encoding.UTF8.GetBytes(json.GetProperty("definition").GetRawText());
        return new ChallengeRecord
        {
            Id = json.Text("id"),
            Status = (ChallengeStatus)json.GetProperty("status").GetInt32(),
            Start = json.GetProperty("start").GetDateTimeOffset(),
            End = json.GetProperty("end").GetDateTimeOffset(),
            Steps = json.GetProperty("steps").EnumerateArray().Select(ReadStep).ToArray(),
            FrozenAt = json.OptionalNumber("frozenAt") is var frozen and > 0 ? frozen : null,
            RevealedFrom = json.OptionalNumber("revealedFrom") is var place and > 0 ? (int)place : null,
            Field = json.TryGetProperty("field", out _) ? json.Texts("field") : null,
            Baselines = json.TryGetProperty("baselines", out var baselines)
                ? baselines.EnumerateObject().ToDictionary(b => b.Name, b => b.Value.GetInt64(), StringComparer.Ordinal)
                : null,
            DrawSeedHash = json.OptionalText("seedHash"),
            DrawSeed = json.OptionalText("seed"),
            Document = document,
            Definition = ChallengeReader.ReadAccepted(document, json.Text("zone")),
        };
    }

    /// <summary>Writes a participant.</summary>
    public static byte[] Write(Participant participant)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return JsonParts.Document(json =>
        {
            json.WriteString("subject"u8, participant.Subject);
            json.WriteString("joinedAt"u8, participant.JoinedAt);
        });
    }

    /// <summary>Reads a participant.</summary>
    /// <exception cref="JsonException">The bytes are not a participant.</exception>
    public static Participant ReadParticipant(ReadOnlyMemory<byte> stored)
    {
        using var parsed = JsonDocument.Parse(stored);
        return new(parsed.RootElement.Text("subject"), parsed.RootElement.GetProperty("joinedAt").GetDateTimeOffset());
    }

    /// <summary>Writes a duel.</summary>
    public static byte[] Write(Duel duel)
    {
        ArgumentNullException.ThrowIfNull(duel);
        return JsonParts.Document(json =>
        {
            json.WriteNumber("number"u8, duel.Number);
            json.WriteString("challenger"u8, duel.Challenger);
            json.WriteString("opponent"u8, duel.Opponent);
            json.WriteString("invitedAt"u8, duel.InvitedAt);
            json.WriteString("acceptBy"u8, duel.AcceptBy);
            if (duel.AcceptedAt is { } accepted)
            {
                json.WriteString("acceptedAt"u8, accepted);
            }
        });
    }

    /// <summary>Reads a duel.</summary>
    /// <exception cref="JsonException">The bytes are not a duel.</exception>
    public static Duel ReadDuel(ReadOnlyMemory<byte> stored)
    {
        using var parsed = JsonDocument.Parse(stored);
        var json = parsed.RootElement;
        return new(
            json.GetProperty("number").GetInt32(), json.Text("challenger"), json.Text("opponent"),
            json.GetProperty("invitedAt").GetDateTimeOffset(), json.GetProperty("acceptBy").GetDateTimeOffset(),
            json.TryGetProperty("acceptedAt", out var accepted) ? accepted.GetDateTimeOffset() : null);
    }

    private static void WriteSteps(Utf8JsonWriter json, IReadOnlyList<ChallengeStep> steps)
    {
        json.WriteStartArray("steps"u8);
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteNumber("do"u8, (int)step.Action);
            json.WriteString("at"u8, step.At);
            json.WriteString("by"u8, step.Actor);
            json.WriteNumber("v"u8, step.Version);
            json.WriteOptional("reason"u8, step.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ChallengeStep ReadStep(JsonElement json) => new(
        (ChallengeAction)json.GetProperty("do").GetInt32(), json.GetProperty("at").GetDateTimeOffset(), json.Text("by"),
        json.GetProperty("v").GetInt64(), json.OptionalText("reason"));

    private static void WriteBaselines(Utf8JsonWriter json, IReadOnlyDictionary<string, long>? baselines)
    {
        if (baselines is null)
        {
            return;
        }

        json.WriteStartObject("baselines"u8);
        foreach (var (subject, score) in baselines.OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(subject, score);
        }

        json.WriteEndObject();
    }
}
