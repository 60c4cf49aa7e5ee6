using System.Text;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Hubs;
using GamifiedLoyalty.Server.Hubs.Screens;
using GamifiedLoyalty.Server.Pages.Assets;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens.Scenes;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Screens;

/// <summary>The page that a large screen shows.</summary>
internal sealed class ScreenPages(SceneReader scenes, PageFrames frames, WebBundle bundle, TimeProvider time)
{
    /// <summary>Adds the page.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet("/p/{program}/screen/{id}", (HttpContext http, string id, string? key, ScreenPages pages) => pages.ShowAsync(http, id, key))
            .Needs(Access.BoardPage).ExcludeFromDescription();

    /// <summary>The page of settings, whether they are stored or only tried.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The screen's id.</param>
    /// <param name="settings">What to show.</param>
    /// <param name="stage">What the conductor wants.</param>
    /// <param name="language">In which language.</param>
    public async Task<ScreenPageModel> ModelAsync(HttpContext http, string id, ScreenSettings settings, StageState stage, PageLanguage language)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        var now = time.GetUtcNow();
        var calendar = definition.Calendar;
        var frame = frames.Of(http, engine, language, settings.Title?.For(language.Locale)) with { ScriptUrl = bundle.Url("screen.js") };
        var shown = await scenes.ReadAsync(http, id, settings, stage, language);
        return new ScreenPageModel(frame, shown)
        {
            Rows = settings.Rows,
            Current = CurrentOf(shown, stage, now),
            Stage = Json(stage),
            IsRehearsal = stage.Rehearsal,
            HasSound = settings.HasSound,
            Program = engine.Program,
            Title = settings.Title?.For(language.Locale) ?? definition.Name.For(language.Locale),
            Channel = $"screen/{id}",
            Revision = 0,
            TimeZone = calendar.Zone,
            Clock = calendar.ToLocal(now).ToString("t", language.Culture),
            Now = now.ToUnixTimeMilliseconds(),
            DayEnds = calendar.StartOf(calendar.DayOf(now).AddDays(1)).ToUnixTimeMilliseconds(),
            IsDark = settings.IsDark,
            HasTicker = settings.HasTicker,
            ThrottleSeconds = settings.Celebrations.ThrottleSeconds,
            Money = ScoreFormat.Money(definition.Money, language.Culture),
        };
    }

    /// <summary>The launched scene, else the first of the playlist that is to be shown now.</summary>
    private static int CurrentOf(IReadOnlyList<SceneView> shown, StageState stage, DateTimeOffset now)
    {
        var all = shown.Select((scene, index) => (Scene: scene, Index: index)).ToList();
        var launched = stage.Scene is { } scene ? all.Where(s => s.Scene.Key == scene.Key) : [];
        return launched.Concat(all.Where(s => s.Scene.IsShownAt(now))).Select(s => s.Index).FirstOrDefault(-1);
    }

    private static string Json(StageState stage) =>
        Encoding.UTF8.GetString(RawJson.Write(writer => ScreenNewsWriter.WriteStageValue(writer, stage)).Utf8.Span);

    private async Task<IResult> ShowAsync(HttpContext http, string id, string? key)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        if (engine.FindDocument(ScreenEndpoints.DocumentKind, id) is not { Body: { } body } stored)
        {
            return PageMessages.For(http, PageMessage.NotFound, definition.Locales, PageFrames.UrlOf(engine));
        }

        var caller = http.Caller();
        if (caller.Kind == CallerKind.Screen && !caller.IsScreen(engine.Program, id))
        {
            return PageMessages.For(http, PageMessage.Forbidden, definition.Locales);
        }

        var settings = ScreenSettings.Read(body);
        var language = PageLanguage.For(http, definition.Locales, settings.Locale);
        var model = await ModelAsync(http, id, settings, StageDocument.Of(engine), language);
        return new PageResult<ScreenPage>(language, model with { Frame = model.Frame with { Key = key }, Revision = ScreenSettings.Revision(engine, stored) });
    }
}
