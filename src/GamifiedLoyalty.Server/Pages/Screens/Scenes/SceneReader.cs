using System.Globalization;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Links;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Api.Sponsors;
using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Rendering;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.Pages.Screens.Scenes;

/// <summary>Reads what a screen shows.</summary>
internal sealed class SceneReader(
    BoardScenes boards, JoinCodes codes, IStringLocalizer<Texts> texts, TimeProvider time, IOptions<ReachOptions> reach)
{
    /// <summary>
    /// The scenes of the playlist as they are now, and the one that a conductor launched where it is none of them; scenes of
    /// what the program has no longer are left out.
    /// </summary>
    public async Task<IReadOnlyList<SceneView>> ReadAsync(HttpContext http, string id, ScreenSettings settings, StageState stage, PageLanguage language)
    {
        var frame = await FrameAsync(http, id, settings, stage, language);
        var scenes = new List<SceneView>();
        foreach (var scene in settings.Playlist)
        {
            if (await ViewAsync(frame, scene, http.RequestAborted) is { } view)
            {
                var calendar = frame.Definition.Calendar;
                scenes.Add(view with { From = scene.From?.In(calendar), Until = scene.Until?.In(calendar) + Farewell(scene) });
            }
        }

        if (stage.Scene is { } launched && scenes.TrueForAll(s => s.Key != launched.Key)
            && await ViewAsync(frame, launched, http.RequestAborted) is { } extra)
        {
            scenes.Add(extra with { IsExtra = true });
        }

        return scenes;
    }

    private async Task<SceneFrame> FrameAsync(HttpContext http, string id, ScreenSettings settings, StageState stage, PageLanguage language)
    {
        var engine = http.Engine();
        var exists = engine.FindDocument(ScreenEndpoints.DocumentKind, id) is not null;
        var path = exists ? $"/j/{await codes.OfAsync(engine.Program, id, http.RequestAborted)}" : $"/p/{engine.Program}";
        string Absolute(string of) => PublicAddress.Of(http.Request, reach.Value, of);
        return new(engine, id, settings, language, stage.Rehearsal, time.GetUtcNow(), Absolute, WithoutScheme(Absolute(path)));
    }

    private async Task<SceneView?> ViewAsync(SceneFrame frame, SceneSettings scene, CancellationToken cancellationToken)
    {
        var view = scene.Shown is { } shown ? await boards.ReadAsync(frame, scene, shown, cancellationToken)
            : scene.Challenge is { } challenge ? await ContestScenes.ReadAsync(frame, scene, challenge, cancellationToken)
            : Plain(frame, scene);
        var left = view?.Ends - frame.Now;
        return left > TimeSpan.Zero ? view! with { TimeLeft = Words(left.Value, frame.Language) } : view;
    }

    private static SceneView? Plain(SceneFrame frame, SceneSettings scene)
    {
        var (locale, calendar) = (frame.Language.Locale, frame.Definition.Calendar);
        var (key, seconds, home) = (scene.Key, scene.Seconds, frame.Absolute($"/p/{frame.Engine.Program}"));
        var address = frame.ShortAddress;
        return scene switch
        {
            SceneSettings.Countdown { To: { } to } c => new SceneView.Countdown(c.Title?.For(locale))
            {
                Key = key,
                Seconds = seconds,
                Address = home,
                ShortAddress = address,
                Ends = to.In(calendar),
            },
            SceneSettings.Ticker => new SceneView.Ticker { Key = key, Seconds = seconds, Address = home, ShortAddress = address },
            SceneSettings.Message m => new SceneView.Message(m.Text.For(locale), m.Small?.For(locale))
            {
                Key = key,
                Seconds = seconds,
                Address = home,
                ShortAddress = address,
            },
            SceneSettings.Sponsor s => new SceneView.Sponsor(s.Text.For(locale), s.Of is null ? s.Image : SponsorPictures.UrlOf(frame.Engine, s.Of))
            {
                Key = key,
                Seconds = seconds,
                Address = home,
                ShortAddress = address,
            },
            _ => null,
        };
    }

    /// <summary>A countdown stays a little after its end, to say that the time has come.</summary>
    private static TimeSpan Farewell(SceneSettings scene) => scene is SceneSettings.Countdown ? TimeSpan.FromMinutes(1) : TimeSpan.Zero;

    private string Words(TimeSpan left, PageLanguage language)
    {
        var culture = CultureInfo.InvariantCulture;
        language.Apply();
        return left.Days == 0
            ? string.Create(culture, $"{left.Hours}:{left.Minutes:00}:{left.Seconds:00}")
            : texts["DaysHours"].Value
                .Replace("{d}", left.Days.ToString(culture), StringComparison.Ordinal)
                .Replace("{h}", left.Hours.ToString(culture), StringComparison.Ordinal);
    }

    /// <summary>What a person types of an address.</summary>
    private static string WithoutScheme(string address)
    {
        var uri = new Uri(address);
        return uri.Authority + uri.AbsolutePath;
    }
}
