using System.Globalization;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Sponsors;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Assets;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Sponsors;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Screens.Settings;

/// <summary>Fills the form with what is stored, or with what was sent and is wrong.</summary>
internal sealed class SettingsModels(PageFrames frames, WebBundle bundle, IAntiforgery antiforgery, IStringLocalizer<Texts> texts)
{
    /// <summary>The form that asks for a key.</summary>
    public SignInModel SignIn(HttpContext http, bool isWrong) =>
        new(Frame(http, "ManageScreen"), http.Request.Path, Proof(http), isWrong);

    /// <summary>The form as stored, or with defaults for a screen that does not exist yet.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The screen's id.</param>
    /// <param name="notice">The name of the text that says what was done.</param>
    public SettingsModel Stored(HttpContext http, string id, string? notice)
    {
        var engine = http.Engine();
        var stored = engine.FindDocument(ScreenEndpoints.DocumentKind, id)?.Body;
        var settings = stored is null ? Defaults(engine.Current.Definition) : ScreenSettings.Read(stored);
        return Filled(http, id, settings, Lines(engine, settings.Boards, Language(http))) with { Notice = notice is null ? null : Say(http, notice) };
    }

    /// <summary>The form as it was sent, with what is wrong.</summary>
    public SettingsModel Faulty(HttpContext http, string id, SettingsForm form)
    {
        var sent = http.Request.Form;
        var engine = http.Engine();
        var shown = form.Lines.Select(l => new ScreenBoard(
            sent[$"board.{l}"].ToString(), sent[$"period.{l}"].ToString() is { Length: > 0 } period ? period : null, ScreenBoard.DefaultSeconds)).ToList();
        var lines = Lines(engine, shown, Language(http))
            .Select((line, i) => i < form.Lines.Count ? line with { Seconds = sent[$"seconds.{form.Lines[i]}"].ToString() } : line).ToList();
        return Filled(http, id, Defaults(engine.Current.Definition), lines) with
        {
            Titles = [.. engine.Current.Definition.Locales.Select(l => (l, sent[$"title.{l}"].ToString()))],
            Locale = sent["locale"].ToString() is { Length: > 0 } locale ? locale : null,
            IsDark = sent["theme"] != "light",
            Rows = sent["rows"].ToString(),
            HasTicker = sent["ticker"].Count > 0,
            Threshold = sent["threshold"].ToString(),
            FirstPlace = sent["firstPlace"].Count > 0,
            Throttle = sent["throttle"].ToString(),
            Scenes = SceneModels.Sent(sent, engine.Current.Definition),
            HasSound = sent["sound"].Count > 0,
            Audience = [.. ((string[])["partners", "regions", "categories"]).Select(name => (name, sent[$"audience.{name}"].ToString()))],
            Notice = Say(http, "SettingsFaulty"),
            Faults = form.Faults.GroupBy(f => FieldOf(f.Pointer ?? ""), StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => Say(http, $"Fault{g.Key}"), StringComparer.Ordinal),
        };
    }

    private SettingsModel Filled(HttpContext http, string id, ScreenSettings settings, IReadOnlyList<SettingsBoard> boards)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        var culture = CultureInfo.InvariantCulture;
        return new SettingsModel(Frame(http, "ManageScreen"), id, boards)
        {
            Scenes = SceneModels.Stored(settings, definition),
            SceneBoards = SceneModels.Boards(definition, Language(http)),
            ScenePeriods = SceneModels.Periods(definition, settings, Language(http), texts),
            Challenges = SceneModels.Challenges(engine, Language(http)),
            Sponsors = [.. SponsorPictures.All(engine).Select(p => (p.Sponsor, p.Sponsor))],
            SponsorsUrl = SponsorPages.PathOf(engine.Program),
            HasSound = settings.HasSound,
            Audience =
            [
                ("partners", string.Join(", ", settings.Audience.Partners)),
                ("regions", string.Join(", ", settings.Audience.Regions)),
                ("categories", string.Join(", ", settings.Audience.Categories)),
            ],
            Action = $"/p/{engine.Program}/screens/{id}/settings",
            Proof = Proof(http),
            Titles = [.. definition.Locales.Select(l => (l, settings.Title is { } title ? title.Texts.GetValueOrDefault(l) ?? title.Texts.GetValueOrDefault("") ?? "" : ""))],
            Locales = definition.Locales,
            Locale = settings.Locale,
            IsDark = settings.IsDark,
            Rows = settings.Rows.ToString(culture),
            HasTicker = settings.HasTicker,
            Threshold = settings.Celebrations.Threshold?.ToString(culture) ?? "",
            Currency = definition.Money.Currency,
            FirstPlace = settings.Celebrations.FirstPlace,
            Throttle = settings.Celebrations.ThrottleSeconds.ToString(culture),
            Exists = engine.FindDocument(ScreenEndpoints.DocumentKind, id) is not null,
        };
    }

    private List<SettingsBoard> Lines(ProgramEngine engine, IReadOnlyList<ScreenBoard> shown, PageLanguage language)
    {
        var definition = engine.Current.Definition;
        var others = definition.Boards.Where(b => shown.All(s => s.Board != b.Id)).Select(b => new ScreenBoard(b.Id, null, ScreenBoard.DefaultSeconds));
        return [.. shown.Concat(others)
            .Where(b => definition.Board(b.Board) is not null)
            .Select((b, i) => Line(i + 1, b, definition.Board(b.Board)!, i < shown.Count, language))];
    }

    private SettingsBoard Line(int number, ScreenBoard shown, BoardDefinition board, bool isShown, PageLanguage language)
    {
        var periods = board.Periods.Select(kind => (Value: kind.ToString().ToLowerInvariant(), Name: PeriodNames.Of(kind, language, texts))).ToList();
        if (shown.Period is { } named && periods.TrueForAll(p => p.Value != named))
        {
            periods.Add((named, Domain.Time.Period.TryParse(named, out var period) ? PeriodNames.Of(period, language, texts) : named));
        }

        var seconds = shown.Seconds.ToString(CultureInfo.InvariantCulture);
        return new(number, board.Id, BoardNames.Of(board, language.Locale), isShown, shown.Period, periods, seconds);
    }

    private static ScreenSettings Defaults(ProgramDefinition definition) => new(
        null, [.. definition.Boards.Take(1).Select(b => new ScreenBoard(b.Id, null, ScreenBoard.DefaultSeconds))], true, null, ScreenSettings.DefaultRows);

    /// <summary>The field of the form that a pointer into the document stands for.</summary>
    private static string FieldOf(string pointer) => pointer switch
    {
        "/rows" => "Rows",
        "/celebrations/threshold" => "Threshold",
        "/celebrations/throttleSeconds" => "Throttle",
        _ when pointer.StartsWith("/title", StringComparison.Ordinal) => "Title",
        _ when pointer.EndsWith("/seconds", StringComparison.Ordinal) => "Seconds",
        _ when pointer.StartsWith("/boards", StringComparison.Ordinal) => "Boards",
        _ when pointer.StartsWith("/scenes", StringComparison.Ordinal) => "Scenes",
        _ when pointer.StartsWith("/audience", StringComparison.Ordinal) => "Audience",
        _ => "Other",
    };

    private static PageLanguage Language(HttpContext http) => PageLanguage.Choose(http, http.Engine().Current.Definition.Locales);

    private string Say(HttpContext http, string name) => Language(http).Say(texts, name);

    private PageFrame Frame(HttpContext http, string title) =>
        frames.Of(http, http.Engine(), Language(http), Say(http, title)) with { ScriptUrl = bundle.Url("settings.js") };

    private (string Name, string Value) Proof(HttpContext http)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return (tokens.FormFieldName, tokens.RequestToken!);
    }
}
