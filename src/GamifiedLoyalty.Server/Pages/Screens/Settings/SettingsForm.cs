using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using Microsoft.Extensions.Primitives;

namespace GamifiedLoyalty.Server.Pages.Screens.Settings;

/// <summary>What a manager filled in, as the document that the API would be sent, so that both are held to the same rules.</summary>
/// <param name="Document">The document.</param>
/// <param name="Settings">The settings; null when there are faults.</param>
/// <param name="Faults">What is wrong, with pointers into the document.</param>
/// <param name="Lines">For each board of the document, the line of the form that it came from.</param>
internal sealed record SettingsForm(JsonObject Document, ScreenSettings? Settings, IReadOnlyList<Fault> Faults, IReadOnlyList<int> Lines)
{
    /// <summary>The document in UTF-8.</summary>
    public byte[] Utf8 => JsonSerializer.SerializeToUtf8Bytes(Document);

    /// <summary>Reads the fields of a form or of an address.</summary>
    public static SettingsForm Read(SceneContext context, Func<string, StringValues> field)
    {
        var definition = context.Definition;
        var (boards, lines) = Boards(field);
        var scenes = SceneLines.Read(definition.Locales, field).ToList();
        var document = scenes.Count == 0 ? new JsonObject { ["boards"] = InOrder(boards) } : new JsonObject { ["scenes"] = InOrder(scenes.Concat(boards.Select(AsScene))) };
        if (Title(definition, field) is { Count: > 0 } title)
        {
            document["title"] = title;
        }

        document["theme"] = Text(field("theme")) ?? "dark";
        document["rows"] = Number(field("rows"));
        document["ticker"] = field("ticker").Count > 0;
        document["celebrations"] = Celebrations(field);
        if (field("sound").Count > 0)
        {
            document["sound"] = true;
        }

        if (Audience(field) is { Count: > 0 } audience)
        {
            document["audience"] = audience;
        }

        if (Text(field("locale")) is { } locale)
        {
            document["locale"] = locale;
        }

        var faults = new List<Fault>();
        using var parsed = JsonDocument.Parse(document.ToJsonString());
        var settings = FieldReader.ReadObject(parsed.RootElement, "", faults, reader => ScreenSettings.Read(reader, context));
        return new(document, settings, faults, lines);
    }

    private static JsonArray InOrder(IEnumerable<(decimal Position, JsonObject Scene)> shown) => [.. shown.OrderBy(s => s.Position).Select(s => (JsonNode)s.Scene)];

    private static (decimal Position, JsonObject Scene) AsScene((decimal Position, JsonObject Board) shown)
    {
        shown.Board["type"] = "board";
        return shown;
    }

    private static (List<(decimal Position, JsonObject Board)> Boards, List<int> Lines) Boards(Func<string, StringValues> field)
    {
        var shown = new List<(int Line, decimal Position, JsonObject Board)>();
        foreach (var value in field("show"))
        {
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var line))
            {
                continue;
            }

            var board = new JsonObject { ["board"] = Text(field($"board.{line}")) ?? "" };
            if (Text(field($"period.{line}")) is { } period)
            {
                board["period"] = period;
            }

            board["seconds"] = Number(field($"seconds.{line}"));
            var position = decimal.TryParse(field($"position.{line}").ToString(), CultureInfo.InvariantCulture, out var given) ? given : line;
            shown.Add((line, position, board));
        }

        var ordered = shown.OrderBy(b => b.Position).ThenBy(b => b.Line).ToList();
        return ([.. ordered.Select(b => (b.Position, b.Board))], [.. ordered.Select(b => b.Line)]);
    }

    private static JsonObject Title(ProgramDefinition definition, Func<string, StringValues> field)
    {
        var title = new JsonObject();
        foreach (var locale in definition.Locales)
        {
            if (Text(field($"title.{locale}")) is { } text)
            {
                title[locale] = text;
            }
        }

        return title;
    }

    private static JsonObject Audience(Func<string, StringValues> field)
    {
        var audience = new JsonObject();
        foreach (var name in (string[])["partners", "regions", "categories"])
        {
            var items = field($"audience.{name}").ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (items.Length > 0)
            {
                audience[name] = new JsonArray([.. items.Select(i => (JsonNode)i)]);
            }
        }

        return audience;
    }

    private static JsonObject Celebrations(Func<string, StringValues> field)
    {
        var celebrations = new JsonObject { ["firstPlace"] = field("firstPlace").Count > 0, ["throttleSeconds"] = Number(field("throttle")) };
        if (Text(field("threshold")) is { } threshold)
        {
            celebrations["threshold"] = threshold.Replace(',', '.').Replace(" ", "", StringComparison.Ordinal);
        }

        return celebrations;
    }

    private static string? Text(StringValues value) => value.ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A number, or the text as it is, whose fault is then told.</summary>
    public static JsonNode? Number(StringValues value) => Text(value) switch
    {
        null => null,
        { } text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        { } text => JsonValue.Create(text),
    };
}
