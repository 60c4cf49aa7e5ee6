using System.Globalization;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;

namespace GamifiedLoyalty.Server.Pages.Screens.Settings;

/// <summary>Fills the lines of scenes of the form.</summary>
internal static class SceneModels
{
    private const int EmptyLines = 2;

    /// <summary>The lines of the scenes that are set, and empty ones.</summary>
    public static IReadOnlyList<SettingsScene> Stored(ScreenSettings settings, ProgramDefinition definition)
    {
        var lines = settings.Scenes.Select((scene, i) => LineOf(i + 1, scene, definition)).ToList();
        return WithEmpty(lines, settings.Scenes.Count + definition.Boards.Count);
    }

    /// <summary>The lines as they were sent.</summary>
    public static IReadOnlyList<SettingsScene> Sent(IFormCollection form, ProgramDefinition definition)
    {
        var lines = new List<SettingsScene>();
        foreach (var line in form["scene"])
        {
            string Field(string name) => form[$"scene-{name}.{line}"].ToString();
            lines.Add(new SettingsScene(lines.Count + 1, Field("type"))
            {
                Board = Field("board"),
                Period = Field("period"),
                Challenge = Field("challenge"),
                To = Field("to"),
                Image = Field("image"),
                Seconds = Field("seconds"),
                From = Field("from"),
                Until = Field("until"),
                Position = Field("position"),
                Texts = All(form[$"scene-text.{line}"]),
                Smalls = All(form[$"scene-small.{line}"]),
            });
        }

        return lines.Count > 0 ? lines : WithEmpty(lines, definition.Boards.Count);
    }

    /// <summary>The boards to choose from.</summary>
    public static IReadOnlyList<(string Value, string Name)> Boards(ProgramDefinition definition, PageLanguage language) =>
        [.. definition.Boards.Select(b => (b.Id, BoardNames.Of(b, language.Locale)))];

    /// <summary>The kinds of period to choose from, and fixed periods that scenes have.</summary>
    public static IReadOnlyList<(string Value, string Name)> Periods(
        ProgramDefinition definition, ScreenSettings settings, PageLanguage language, IStringLocalizer<Texts> texts)
    {
        var kinds = definition.Boards.SelectMany(b => b.Periods).Distinct().Order()
            .Select(kind => (kind.ToString().ToLowerInvariant(), PeriodNames.Of(kind, language, texts)));
        var named = settings.Scenes.Select(s => s.Shown?.Period).OfType<string>().Distinct(StringComparer.Ordinal)
            .Where(p => Domain.Time.Period.TryParse(p, out _)).Select(p => (p, p));
        return [.. kinds.Concat(named).DistinctBy(p => p.Item1)];
    }

    /// <summary>The contests to choose from.</summary>
    public static IReadOnlyList<(string Value, string Name)> Challenges(ProgramEngine engine, PageLanguage language) =>
        [.. engine.ListChallenges().Select(c => (c.Record.Id, c.Record.Definition.Name.For(language.Locale)))];

    private static List<SettingsScene> WithEmpty(List<SettingsScene> lines, int before)
    {
        for (var i = 0; i < EmptyLines; i++)
        {
            var position = (before + i + 1).ToString(CultureInfo.InvariantCulture);
            lines.Add(new SettingsScene(lines.Count + 1, "") { Seconds = $"{ScreenBoard.DefaultSeconds}", Position = position });
        }

        return lines;
    }

    private static SettingsScene LineOf(int line, SceneSettings scene, ProgramDefinition definition)
    {
        var calendar = definition.Calendar;
        var content = new SettingsScene(line, scene.Type)
        {
            Board = scene.Shown?.Board ?? "",
            Period = scene.Shown?.Period ?? "",
            Challenge = scene.Challenge ?? "",
            Seconds = scene.Seconds.ToString(CultureInfo.InvariantCulture),
            Position = line.ToString(CultureInfo.InvariantCulture),
            From = scene.From?.ForField(calendar) ?? "",
            Until = scene is SceneSettings.Countdown ? "" : scene.Until?.ForField(calendar) ?? "",
        };
        return scene switch
        {
            SceneSettings.Countdown c => content with { To = c.To?.ForField(calendar) ?? "", Texts = In(c.Title, definition) },
            SceneSettings.Message m => content with { Texts = In(m.Text, definition), Smalls = In(m.Small, definition) },
            SceneSettings.Sponsor s => content with { Texts = In(s.Text, definition), Image = s.Image ?? "", Sponsor = s.Of ?? "" },
            _ => content,
        };
    }

    private static IReadOnlyList<string> In(LocalizedText? text, ProgramDefinition definition) =>
        [.. definition.Locales.Select(l => text is null ? "" : text.Texts.GetValueOrDefault(l) ?? text.Texts.GetValueOrDefault("") ?? "")];

    private static IReadOnlyList<string> All(StringValues values) => [.. values.Select(v => v ?? "")];
}
