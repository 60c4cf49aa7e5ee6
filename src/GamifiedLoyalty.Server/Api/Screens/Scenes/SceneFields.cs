using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain.Text;

namespace GamifiedLoyalty.Server.Api.Screens.Scenes;

/// <summary>Reads scenes strictly.</summary>
internal static class SceneFields
{
    private const int KeyBytes = 6;
    private const int ImageLength = 512;
    private static readonly string[] OfPlaylists = ["seconds", "from", "until"];

    /// <summary>Reads a scene of a playlist.</summary>
    /// <param name="reader">Its fields.</param>
    /// <param name="context">What it may name; null for settings stored before.</param>
    public static SceneSettings Read(FieldReader reader, SceneContext? context)
    {
        var type = reader.Word("type", [.. SceneSettings.Types]) ?? Missing(reader);
        var isCountdown = type == "countdown";
        var (json, key) = Name(reader.Element, isCountdown);
        var from = SceneTime.Read(reader, "from");
        var until = SceneTime.Read(reader, "until");
        if (context is not null && from is not null && until is not null && !isCountdown
            && from.In(context.Definition.Calendar) >= until.In(context.Definition.Calendar))
        {
            reader.Report("until", "emptyWindow", "The end comes after the beginning.");
        }

        var scene = Content(reader, type, until, context, json, key);
        return scene with
        {
            Seconds = reader.Whole("seconds", 1, ScreenBoard.MaxSeconds) ?? ScreenBoard.DefaultSeconds,
            From = from,
            Until = until,
        };
    }

    /// <summary>The scene that a board's entry of the shorthand stands for.</summary>
    public static SceneSettings Of(ScreenBoard board)
    {
        var document = new JsonObject { ["type"] = "board", ["board"] = board.Board };
        if (board.Period is not null)
        {
            document["period"] = board.Period;
        }

        using var parsed = JsonDocument.Parse(document.ToJsonString());
        var (json, key) = Name(parsed.RootElement, false);
        return new SceneSettings.Board(board) { Type = "board", Json = json, Key = key, Seconds = board.Seconds };
    }

    /// <summary>Reads the document of a scene that was validated when it was stored.</summary>
    public static SceneSettings Stored(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FieldReader.ReadObject(document.RootElement, "", [], reader => Read(reader, null))
            ?? throw new InvalidDataException("A stored scene cannot be read.");
    }

    private static SceneSettings Content(FieldReader reader, string type, SceneTime? until, SceneContext? context, string json, string key) => type switch
    {
        "podium" => Podium(reader, context, json, key),
        "countdown" => Countdown(reader, until, context, json, key),
        "challenge" => new SceneSettings.Standings(RequiredChallenge(reader, context)) { Type = type, Json = json, Key = key },
        "winners" => new SceneSettings.Winners(RequiredChallenge(reader, context)) { Type = type, Json = json, Key = key },
        "ticker" => new SceneSettings.Ticker { Type = type, Json = json, Key = key },
        "message" => new SceneSettings.Message(reader.RequiredLocalized("text"), reader.Localized("small")) { Type = type, Json = json, Key = key },
        "sponsor" => Sponsor(reader, json, key),
        "board" => new SceneSettings.Board(ScreenBoard.Read(reader, context?.Definition)) { Type = type, Json = json, Key = key },
        _ => Unknown(reader, json, key),
    };

    private static SceneSettings.Podium Podium(FieldReader reader, SceneContext? context, string json, string key)
    {
        var challenge = Challenge(reader, context);
        if (challenge is not null && reader.Value("board") is not null)
        {
            reader.Report("board", "notTogether", "Either a board or a contest.");
        }

        var board = challenge is null ? ScreenBoard.Read(reader, context?.Definition) : null;
        return new(board, challenge) { Type = "podium", Json = json, Key = key };
    }

    private static SceneSettings.Countdown Countdown(FieldReader reader, SceneTime? until, SceneContext? context, string json, string key)
    {
        var challenge = Challenge(reader, context);
        if ((until is null) == (challenge is null) && (until is not null || reader.Value("until") is null))
        {
            reader.Report("until", until is null ? "required" : "notTogether", "Either the end or a contest.");
        }

        return new(until, challenge, reader.Localized("title")) { Type = "countdown", Json = json, Key = key };
    }

    private static SceneSettings.Sponsor Sponsor(FieldReader reader, string json, string key)
    {
        var (image, sponsor) = (Image(reader), reader.Id("sponsor"));
        if (image is not null && sponsor is not null)
        {
            reader.Report("image", "notTogether", "Either a sponsor, whose picture is shown, or a picture.");
        }

        return new(reader.RequiredLocalized("text"), image, sponsor) { Type = "sponsor", Json = json, Key = key };
    }

    private static string RequiredChallenge(FieldReader reader, SceneContext? context)
    {
        if (reader.Value("challenge") is null)
        {
            reader.Report("challenge", "required", "This field is required.");
        }

        return Challenge(reader, context) ?? "";
    }

    private static string? Challenge(FieldReader reader, SceneContext? context)
    {
        var id = reader.Id("challenge");
        if (id is not null && context is not null && !context.HasChallenge(id))
        {
            reader.Report("challenge", "unknownChallenge", "The program has no such contest.");
        }

        return id;
    }

    /// <summary>A path on this server: browsers of screens load pictures from nowhere else.</summary>
    private static string? Image(FieldReader reader)
    {
        var image = reader.Text("image", ImageLength);
        if (image is null || (image.StartsWith('/') && !image.StartsWith("//", StringComparison.Ordinal) && !image.Contains('\\')))
        {
            return image;
        }

        reader.Report("image", "badAddress", "A path on this server, beginning with one slash.");
        return null;
    }

    private static string Missing(FieldReader reader)
    {
        if (reader.Value("type") is null)
        {
            reader.Report("type", "required", "This field is required.");
        }

        return "";
    }

    /// <summary>That the type is none is fault enough: what else its fields may be is not told.</summary>
    private static SceneSettings.Ticker Unknown(FieldReader reader, string json, string key)
    {
        foreach (var property in reader.Element.EnumerateObject())
        {
            reader.Value(property.Name);
        }

        return new() { Type = "ticker", Json = json, Key = key };
    }

    private static (string Json, string Key) Name(JsonElement scene, bool isCountdown)
    {
        var content = new JsonObject();
        foreach (var property in scene.EnumerateObject())
        {
            var isOfPlaylist = OfPlaylists.Contains(property.Name, StringComparer.Ordinal) && !(isCountdown && property.NameEquals("until"));
            if (!isOfPlaylist && property.Value.ValueKind != JsonValueKind.Null)
            {
                content[property.Name] = JsonNode.Parse(property.Value.GetRawText());
            }
        }

        using var document = JsonDocument.Parse(content.ToJsonString());
        var json = CanonicalJson.Of(document.RootElement);
        return (Encoding.UTF8.GetString(json), Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, KeyBytes)));
    }
}
