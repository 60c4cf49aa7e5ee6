using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens.Settings;
using GamifiedLoyalty.Server.Security;
using Microsoft.Net.Http.Headers;

namespace GamifiedLoyalty.Server.Pages.Screens.Stage;

/// <summary>The page from which a manager conducts all screens of a program. Every button is a form of its own.</summary>
internal sealed class StagePages(ManagerSessions sessions, StageModels models, StageDesk desk, StageContests contests, TimeProvider time)
{
    private const string Route = "/p/{program}/stage";
    private const int MostMinutes = 60 * 24 * 30;

    /// <summary>Adds the page.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet(Route, (HttpContext http, StagePages pages) => pages.ShowAsync(http)).Needs(Access.Anyone).ExcludeFromDescription();
        app.MapPost(Route, (HttpContext http, StagePages pages) => pages.ReceiveAsync(http)).Needs(Access.Anyone).ExcludeFromDescription();
    }

    private async Task<IResult> ShowAsync(HttpContext http)
    {
        if (!await sessions.AdmitAsync(http))
        {
            return SignIn(http, isWrong: false);
        }

        var notice = http.Request.Query["done"].ToString() switch
        {
            "celebrated" => "StageCelebrated",
            "faulty" => "FaultStage",
            _ => null,
        };
        return Page<StagePage>(http, models.Of(http, notice), StatusCodes.Status200OK);
    }

    private async Task<IResult> ReceiveAsync(HttpContext http)
    {
        var (form, isManager, answer) = await sessions.ReceiveAsync(http, Back(http, null), () => SignIn(http, isWrong: true));
        if (form is null)
        {
            return answer!;
        }

        if (!isManager)
        {
            return SignIn(http, isWrong: false);
        }

        var wish = form["do"].ToString();
        if (wish == "leave")
        {
            ManagerSessions.End(http);
            return Back(http, null);
        }

        return Back(http, await DoAsync(http, wish, form));
    }

    /// <summary>Does what a button says; returns what to tell afterwards.</summary>
    private async Task<string?> DoAsync(HttpContext http, string wish, IFormCollection form)
    {
        switch (wish)
        {
            case "launch":
                return await ShowSceneAsync(http, StageModels.Find(http.Engine(), form["scene"].ToString()));
            case "message":
                return await ShowSceneAsync(http, Read(http, Message(form)));
            case "countdown":
                return await ShowSceneAsync(http, Read(http, Countdown(form)));
            case "celebrate":
                return await CelebrateAsync(http, form);
            case "freeze":
                return await contests.FreezeAsync(http) ? null : "faulty";
            case "reveal":
                return await contests.RevealNextAsync(http) ? null : "faulty";
            case "revealAll":
                return await contests.RevealAllAsync(http) ? null : "faulty";
            case "playlist":
                return await SetAsync(http, s => s.Show(null), "stage.playlist");
            case "undo":
                return await SetAsync(http, s => s.Undo(), "stage.undone");
            case "hold" or "release":
                return await SetAsync(http, s => s with { Hold = wish == "hold" }, $"stage.{wish}");
            case "rehearse" or "perform":
                return await SetAsync(http, s => s with { Rehearsal = wish == "rehearse" }, $"stage.{wish}");
            default:
                return "faulty";
        }
    }

    private async Task<string?> ShowSceneAsync(HttpContext http, SceneSettings? scene) =>
        scene is null ? "faulty" : await SetAsync(http, s => s.Show(scene), "stage.launched");

    private async Task<string?> SetAsync(HttpContext http, Func<StageState, StageState> change, string action)
    {
        await desk.ChangeAsync(http, change, action);
        return null;
    }

    private async Task<string?> CelebrateAsync(HttpContext http, IFormCollection form)
    {
        if (Words(form, "text") is not { } text)
        {
            return "faulty";
        }

        var celebration = StageDesk.Celebration(text, Words(form, "small"), time);
        await desk.ChangeAsync(http, s => s with { Celebration = celebration }, "stage.celebrated");
        return "celebrated";
    }

    private static JsonObject Message(IFormCollection form)
    {
        var scene = new JsonObject { ["type"] = "message", ["text"] = Words(form, "text") };
        if (Words(form, "small") is { } small)
        {
            scene["small"] = small;
        }

        return scene;
    }

    private JsonObject Countdown(IFormCollection form)
    {
        var scene = new JsonObject { ["type"] = "countdown" };
        if (int.TryParse(form["minutes"], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= MostMinutes)
        {
            scene["until"] = (time.GetUtcNow() + TimeSpan.FromMinutes(minutes)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }

        if (Words(form, "text") is { } title)
        {
            scene["title"] = title;
        }

        return scene;
    }

    /// <summary>The scene of a document, held to the same rules as the API's; null when it breaks them.</summary>
    private static SceneSettings? Read(HttpContext http, JsonObject scene)
    {
        using var document = JsonDocument.Parse(scene.ToJsonString());
        return FieldReader.ReadObject(document.RootElement, "", [], reader => SceneFields.Read(reader, SceneContext.Of(http.Engine())));
    }

    private static string? Words(IFormCollection form, string name) =>
        form[name].ToString().Trim() is { Length: > 0 and <= Limits.TextLength } text && !text.Any(char.IsControl) ? text : null;

    private static PageResult<TPage> Page<TPage>(HttpContext http, object model, int status)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-cache, no-store";
        return new(PageLanguage.Choose(http, http.Engine().Current.Definition.Locales), model, status);
    }

    private PageResult<SignInPage> SignIn(HttpContext http, bool isWrong) =>
        Page<SignInPage>(http, models.SignIn(http, isWrong), isWrong ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);

    private static SeeOther Back(HttpContext http, string? done) => new(http.Request.Path + (done is null ? "" : $"?done={done}"));
}
