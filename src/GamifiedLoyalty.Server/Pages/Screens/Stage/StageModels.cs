using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Hubs;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Assets;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Screens.Stage;

/// <summary>Fills the control page.</summary>
internal sealed class StageModels(
    PageFrames frames, WebBundle bundle, ChannelRegistry channels, ICommitStore store, IAntiforgery antiforgery, IStringLocalizer<Texts> texts)
{
    /// <summary>The form that asks for a key.</summary>
    public SignInModel SignIn(HttpContext http, bool isWrong) =>
        new(Frame(http), http.Request.Path, Proof(http), isWrong) { Title = "StageTitle" };

    /// <summary>The page as the stage is now.</summary>
    /// <param name="http">The request.</param>
    /// <param name="notice">The name of the text that says what was done, or is wrong.</param>
    public StageModel Of(HttpContext http, string? notice)
    {
        var engine = http.Engine();
        var language = Language(http);
        var stage = StageDocument.Of(engine);
        var screens = Screens(engine);
        return new StageModel(Frame(http), PathOf(engine.Program), Proof(http))
        {
            OnNow = stage.Scene is { } scene ? Label(engine, scene, language) : null,
            Contest = ContestOf(http, language),
            IsHeld = stage.Hold,
            IsRehearsal = stage.Rehearsal,
            Undo = stage.Previous.Count == 0 ? null : stage.Previous[^1] is { } before ? Label(engine, before, language) : language.Say(texts, "OwnPlaylists"),
            Scenes = [.. screens.SelectMany(s => s.Settings.Playlist).DistinctBy(s => s.Key)
                .Select(s => new StageScene(s.Key, Kind(s, language), Name(engine, s, language), s.Key == stage.Scene?.Key))],
            Screens = [.. screens.Select(s => ScreenOf(engine, s.Id, s.Settings, language))],
            CountsOneNode = store.IsShared,
            Notice = notice is null ? null : language.Say(texts, notice),
            IsFault = notice?.StartsWith("Fault", StringComparison.Ordinal) == true,
        };
    }

    /// <summary>The scene of that key in any playlist; null when there is none any more.</summary>
    public static SceneSettings? Find(ProgramEngine engine, string key) =>
        Screens(engine).SelectMany(s => s.Settings.Playlist).FirstOrDefault(s => s.Key == key);

    /// <summary>The path of a program's control page.</summary>
    public static string PathOf(string program) => $"/p/{program}/stage";

    private static StageContest? ContestOf(HttpContext http, PageLanguage language) =>
        StageContests.Find(http) is { Status: ChallengeStatus.Open or ChallengeStatus.Closed or ChallengeStatus.Settled } challenge
            && (challenge.FrozenAt is not null || challenge.Status != ChallengeStatus.Settled)
            ? new(challenge.Definition.Name.For(language.Locale), challenge.FrozenAt is not null, challenge.RevealedFrom)
            : null;

    private static List<(string Id, ScreenSettings Settings)> Screens(ProgramEngine engine) =>
        [.. engine.FindDocuments(ScreenEndpoints.DocumentKind).OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => (d.Id, ScreenSettings.Read(d.Body!)))];

    private StageScreen ScreenOf(ProgramEngine engine, string id, ScreenSettings settings, PageLanguage language) => new(
        id, settings.Title?.For(language.Locale) ?? id, channels.CountViewers(engine.Program, $"screen/{id}"),
        $"/p/{engine.Program}/screens/{id}/settings", settings.Playlist.Count);

    private string Label(ProgramEngine engine, SceneSettings scene, PageLanguage language)
    {
        var (kind, name) = (Kind(scene, language), Name(engine, scene, language));
        return name.Length == 0 || name == kind ? kind : $"{kind}: {name}";
    }

    private string Kind(SceneSettings scene, PageLanguage language) => language.Say(texts, $"Scene.{scene.Type}");

    private static string Name(ProgramEngine engine, SceneSettings scene, PageLanguage language) => scene switch
    {
        SceneSettings.Message m => m.Text.For(language.Locale),
        SceneSettings.Sponsor s => s.Text.For(language.Locale),
        SceneSettings.Countdown { Title: { } title } => title.For(language.Locale),
        _ when scene.Shown is { } shown => engine.Current.Definition.Board(shown.Board) is { } board ? BoardNames.Of(board, language.Locale) : shown.Board,
        _ when scene.Challenge is { } challenge => engine.FindChallenge(challenge)?.Record.Definition.Name.For(language.Locale) ?? challenge,
        _ => "",
    };

    private static PageLanguage Language(HttpContext http) => PageLanguage.Choose(http, http.Engine().Current.Definition.Locales);

    private PageFrame Frame(HttpContext http) =>
        frames.Of(http, http.Engine(), Language(http), Language(http).Say(texts, "StageTitle")) with { ScriptUrl = bundle.Url("conduct.js") };

    private (string Name, string Value) Proof(HttpContext http)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return (tokens.FormFieldName, tokens.RequestToken!);
    }
}
