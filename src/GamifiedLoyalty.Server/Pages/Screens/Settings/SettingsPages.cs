using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Scenes;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;
using Microsoft.Net.Http.Headers;

namespace GamifiedLoyalty.Server.Pages.Screens.Settings;

/// <summary>The form of a screen's settings, for managers, with a preview beside it.</summary>
internal sealed class SettingsPages(
    ManagerSessions sessions, SettingsModels models, ScreenPages screens, ScreenLinks links, AuditTrail audit)
{
    private const string Route = "/p/{program}/screens/{id}";

    /// <summary>Adds the pages.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet($"{Route}/settings", (HttpContext http, string id, SettingsPages pages) => pages.ShowAsync(http, id))
            .Needs(Access.Anyone).ExcludeFromDescription();
        app.MapPost($"{Route}/settings", (HttpContext http, string id, SettingsPages pages) => pages.ReceiveAsync(http, id))
            .Needs(Access.Anyone).ExcludeFromDescription();
        app.MapGet($"{Route}/preview", (HttpContext http, string id, SettingsPages pages) => pages.PreviewAsync(http, id))
            .Needs(Access.Anyone).ExcludeFromDescription();
    }

    private async Task<IResult> ShowAsync(HttpContext http, string id)
    {
        if (RouteIds.Check(id) is not null)
        {
            return PageMessages.For(http, PageMessage.NotFound);
        }

        if (!await sessions.AdmitAsync(http))
        {
            return SignIn(http, isWrong: false);
        }

        var notice = http.Request.Query["done"].ToString() switch { "saved" => "SettingsSaved", "revoked" => "LinksRevoked", _ => null };
        return Form(http, models.Stored(http, id, notice), StatusCodes.Status200OK);
    }

    private async Task<IResult> ReceiveAsync(HttpContext http, string id)
    {
        if (RouteIds.Check(id) is not null)
        {
            return Back(http, null);
        }

        var (form, isManager, answer) = await sessions.ReceiveAsync(http, Back(http, null), () => SignIn(http, isWrong: true));
        if (form is null)
        {
            return answer!;
        }

        return isManager ? await DoAsync(http, id, form["do"].ToString(), form) : SignIn(http, isWrong: false);
    }

    private async Task<IResult> DoAsync(HttpContext http, string id, string wish, IFormCollection form)
    {
        switch (wish)
        {
            case "save":
                return await SaveAsync(http, id, SettingsForm.Read(SceneContext.Of(http.Engine()), name => form[name]));
            case "link" when http.Engine().FindDocument(ScreenEndpoints.DocumentKind, id) is not null:
                var url = await links.RenewAsync(http, id);
                return Form(http, models.Stored(http, id, "LinkMade") with { NewLink = url }, StatusCodes.Status200OK);
            case "revoke":
                await links.RevokeAsync(http, id);
                return Back(http, "revoked");
            case "leave":
                ManagerSessions.End(http);
                return Back(http, null);
            default:
                return Back(http, null);
        }
    }

    private async Task<IResult> SaveAsync(HttpContext http, string id, SettingsForm form)
    {
        if (form.Settings is null)
        {
            return Form(http, models.Faulty(http, id, form), StatusCodes.Status422UnprocessableEntity);
        }

        var engine = http.Engine();
        await engine.PutDocumentAsync(ScreenEndpoints.DocumentKind, id, form.Utf8, http.Caller().Actor, http.RequestAborted);
        await audit.AddAsync(http, engine.Program, "screen.set", $"screen:{id}");
        return Back(http, "saved");
    }

    /// <summary>The screen with settings that are not stored, to be shown inside the form's page and nowhere else.</summary>
    private async Task<IResult> PreviewAsync(HttpContext http, string id)
    {
        var definition = http.Engine().Current.Definition;
        if (!await sessions.AdmitAsync(http))
        {
            return PageMessages.For(http, PageMessage.Unauthorized, definition.Locales);
        }

        http.Response.Headers.ContentSecurityPolicy = Policy(http).Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal);
        http.Response.Headers.XFrameOptions = "SAMEORIGIN";
        if (SettingsForm.Read(SceneContext.Of(http.Engine()), name => http.Request.Query[name]).Settings is not { } settings)
        {
            // A browser keeps what it shows: the last settings that made sense.
            return Results.NoContent();
        }

        var language = PageLanguage.For(http, definition.Locales, settings.Locale);
        var model = await screens.ModelAsync(http, id, settings, StageState.Initial, language) with { IsPreview = true };

        // The form's fields have the names by which a reader chooses an appearance: the screen's is not the manager's.
        http.Response.Headers.Remove(HeaderNames.SetCookie);
        return new PageResult<ScreenPage>(language, model);
    }

    private IResult Form(HttpContext http, SettingsModel model, int status)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy(http) + "; frame-src 'self'";
        return Page<SettingsPage>(http, model, status);
    }

    private static PageResult<TPage> Page<TPage>(HttpContext http, object model, int status)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-cache, no-store";
        return new(PageLanguage.Choose(http, http.Engine().Current.Definition.Locales), model, status);
    }

    private static string Policy(HttpContext http) => http.Response.Headers.ContentSecurityPolicy.ToString();

    private PageResult<SignInPage> SignIn(HttpContext http, bool isWrong) =>
        Page<SignInPage>(http, models.SignIn(http, isWrong), isWrong ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);

    private static SeeOther Back(HttpContext http, string? done) => new(http.Request.Path + (done is null ? "" : $"?done={done}"));
}
