using System.Text.Json;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens.Scenes;

namespace GamifiedLoyalty.Server.Api.Screens.Stage;

/// <summary>The stage as a document.</summary>
internal static class StageDocument
{
    /// <summary>The kind of document.</summary>
    public const string Kind = "stage";

    /// <summary>The id of the only one.</summary>
    public const string Id = "live";

    /// <summary>The stage of a program as it is now.</summary>
    public static StageState Of(ProgramEngine engine) => engine.FindDocument(Kind, Id)?.Body is { } body ? Read(body) : StageState.Initial;

    /// <summary>Reads a stored stage.</summary>
    public static StageState Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var stage = document.RootElement;
        return new StageState
        {
            Scene = SceneOf(stage.GetProperty("scene")),
            Hold = stage.GetProperty("hold").GetBoolean(),
            Rehearsal = stage.GetProperty("rehearsal").GetBoolean(),
            Step = stage.GetProperty("step").GetInt64(),
            Previous = [.. stage.GetProperty("previous").EnumerateArray().Select(SceneOf)],
            Celebration = stage.TryGetProperty("celebration", out var celebration) ? CelebrationOf(celebration) : null,
        };
    }

    /// <summary>The document of a stage.</summary>
    public static byte[] Write(StageState stage)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.Options))
        {
            writer.WriteStartObject();
            WriteFields(writer, stage);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Writes the fields of a stage into an open object.</summary>
    public static void WriteFields(Utf8JsonWriter writer, StageState stage)
    {
        writer.WritePropertyName("scene");
        WriteScene(writer, stage.Scene);
        writer.WriteBoolean("hold", stage.Hold);
        writer.WriteBoolean("rehearsal", stage.Rehearsal);
        writer.WriteNumber("step", stage.Step);
        writer.WriteStartArray("previous");
        foreach (var scene in stage.Previous)
        {
            WriteScene(writer, scene);
        }

        writer.WriteEndArray();
        if (stage.Celebration is { } celebration)
        {
            writer.WritePropertyName("celebration");
            WriteCelebration(writer, celebration);
        }
    }

    /// <summary>Writes what is celebrated.</summary>
    public static void WriteCelebration(Utf8JsonWriter writer, StageCelebration celebration)
    {
        writer.WriteStartObject();
        writer.WriteString("id", celebration.Id);
        writer.WriteInstant("at", celebration.At);
        writer.WriteString("text", celebration.Text);
        writer.WriteOptional("small", celebration.Small);
        writer.WriteEndObject();
    }

    private static void WriteScene(Utf8JsonWriter writer, SceneSettings? scene)
    {
        if (scene is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(scene.Json, skipInputValidation: true);
        }
    }

    private static SceneSettings? SceneOf(JsonElement scene) =>
        scene.ValueKind == JsonValueKind.Null ? null : SceneFields.Stored(scene.GetRawText());

    private static StageCelebration CelebrationOf(JsonElement celebration) => new(
        celebration.GetProperty("id").GetString()!,
        celebration.GetProperty("at").GetDateTimeOffset(),
        celebration.GetProperty("text").GetString()!,
        celebration.TryGetProperty("small", out var small) ? small.GetString() : null);
}
