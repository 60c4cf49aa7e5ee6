using System.Text;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Contests.Manage;

/// <summary>Puts a contest on all screens of its program, as the stage does, and takes it off again.</summary>
internal sealed class ManageScreens(StageDesk stage, ScreenLinks links, AuditTrail audit)
{
    /// <summary>The screen that is set up for whoever has none.</summary>
    private const string FirstScreen = "main";

    /// <summary>Whether a contest is on all screens now.</summary>
    public static bool IsOn(ProgramEngine engine, string contest) =>
        StageDocument.Of(engine).Scene is SceneSettings.Standings { Id: var shown } && shown == contest;

    /// <summary>The ids of the screens, and what they are called.</summary>
    public static IReadOnlyList<(string Id, string Name)> Of(ProgramEngine engine, string locale) =>
        [.. engine.FindDocuments(ScreenEndpoints.DocumentKind).OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => (
            d.Id, ScreenSettings.Read(d.Body!).Title?.For(locale) ?? d.Id))];

    /// <summary>The address at which the manager's browser becomes a screen; null when there is none of that id.</summary>
    public async Task<string?> OpenAsync(HttpContext http, string screen) =>
        http.Engine().FindDocument(ScreenEndpoints.DocumentKind, screen)?.Body is null ? null : await links.OpenAsync(http, screen);

    /// <summary>Shows a contest on all screens; sets up a first one where there is none, and answers whether it did.</summary>
    public async Task<bool> ShowAsync(HttpContext http, string contest)
    {
        var engine = http.Engine();
        var scene = new JsonObject { ["type"] = "challenge", ["challenge"] = contest };
        var isFirst = !engine.FindDocuments(ScreenEndpoints.DocumentKind).Any();
        if (isFirst)
        {
            var settings = new JsonObject { ["scenes"] = new JsonArray(scene.DeepClone()) };
            await engine.PutDocumentAsync(
                ScreenEndpoints.DocumentKind, FirstScreen, Encoding.UTF8.GetBytes(settings.ToJsonString()), http.Caller().Actor, http.RequestAborted);
            await audit.AddAsync(http, engine.Program, "screen.set", $"screen:{FirstScreen}");
        }

        await stage.ChangeAsync(http, s => s.Show(SceneFields.Stored(scene.ToJsonString())), "stage.launched");
        return isFirst;
    }

    /// <summary>Gives every screen its own playlist back, if the contest is on them.</summary>
    public async Task HideAsync(HttpContext http, string contest)
    {
        if (IsOn(http.Engine(), contest))
        {
            await stage.ChangeAsync(http, s => s.Show(null), "stage.playlist");
        }
    }
}
