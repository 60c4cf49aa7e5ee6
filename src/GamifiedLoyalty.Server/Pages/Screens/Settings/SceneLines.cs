using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace GamifiedLoyalty.Server.Pages.Screens.Settings;

/// <summary>Reads the lines of scenes of the form. A line without a type is no scene.</summary>
internal static class SceneLines
{
    /// <summary>The scenes in the order of their lines, each with its position.</summary>
    /// <param name="locales">The program's languages, for texts.</param>
    /// <param name="field">The form's fields.</param>
    public static IEnumerable<(decimal Position, JsonObject Scene)> Read(IReadOnlyList<string> locales, Func<string, StringValues> field)
    {
        foreach (var line in field("scene"))
        {
            if (Text(field($"scene-type.{line}")) is { } type)
            {
                var position = decimal.TryParse(field($"scene-position.{line}").ToString(), CultureInfo.InvariantCulture, out var given) ? given : decimal.MaxValue;
                yield return (position, SceneOf(type, locales, name => field($"scene-{name}.{line}")));
            }
        }
    }

    private static JsonObject SceneOf(string type, IReadOnlyList<string> locales, Func<string, StringValues> field)
    {
        var scene = new JsonObject { ["type"] = type };
        foreach (var name in FieldsOf(type))
        {
            if (name is "text" or "small" or "title")
            {
                Set(scene, name, Localized(name == "small" ? name : "text", locales, field));
            }
            else
            {
                Set(scene, name, Text(field(name)) is { } text ? JsonValue.Create(text) : null);
            }
        }

        Set(scene, "from", Text(field("from")) is { } from ? JsonValue.Create(from) : null);
        if (type != "countdown")
        {
            Set(scene, "until", Text(field("until")) is { } until ? JsonValue.Create(until) : null);
        }

        Set(scene, "seconds", SettingsForm.Number(field("seconds")));
        return scene;
    }

    /// <summary>The fields that a type of scene has of its own.</summary>
    private static string[] FieldsOf(string type) => type switch
    {
        "board" => ["board", "period"],
        "podium" => ["board", "period", "challenge"],
        "countdown" => ["to", "challenge", "title"],
        "challenge" or "winners" => ["challenge"],
        "message" => ["text", "small"],
        "sponsor" => ["text", "image", "sponsor"],
        _ => [],
    };

    private static void Set(JsonObject scene, string name, JsonNode? value)
    {
        if (value is not null)
        {
            // Where a countdown leads to is its end; the fields of the form tell the two apart.
            scene[name == "to" ? "until" : name] = value;
        }
    }

    private static JsonObject? Localized(string name, IReadOnlyList<string> locales, Func<string, StringValues> field)
    {
        var texts = new JsonObject();
        // All languages of a text are sent in the program's order.
        var given = field(name);
        for (var i = 0; i < locales.Count && i < given.Count; i++)
        {
            if (Text(given[i]) is { } text)
            {
                texts[locales[i]] = text;
            }
        }

        return texts.Count > 0 ? texts : null;
    }

    private static string? Text(StringValues value) => value.ToString().Trim() is { Length: > 0 } text ? text : null;
}
