using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Assets;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace GamifiedLoyalty.Server.Pages.Contests;

/// <summary>What the pages of managers of contests have in common: who may see them, how forms are received, and the words.</summary>
internal sealed class ContestDesk(
    ManagerSessions sessions, PageFrames frames, WebBundle bundle, IAntiforgery antiforgery, IStringLocalizer<LaunchTexts> texts,
    IStringLocalizer<ContestPageTexts> participants, IStringLocalizer<Texts> common)
{
    /// <summary>The path of a program's contests.</summary>
    public static string PathOf(string program) => $"/p/{program}/contests";

    /// <summary>The language of a request.</summary>
    public static PageLanguage Language(HttpContext http) => PageLanguage.Choose(http, http.Engine().Current.Definition.Locales);

    /// <summary>The words of a request.</summary>
    public ContestWords Words(HttpContext http) => new(http.Engine().Current.Definition, Language(http), texts, common);

    /// <summary>What a contest counts, in the words that participants read.</summary>
    public CountingWords Counting(HttpContext http, ChallengeDefinition challenge) =>
        new(new ContestTerms(http.Engine().Current.Definition, Language(http), common), challenge, Language(http), participants);

    /// <summary>Whether a manager makes the request, who stays whoever they came as.</summary>
    public async ValueTask<bool> IsManagerAsync(HttpContext http) => await sessions.FindAsync(http) is not null;

    /// <summary>Whether a manager makes the request; from then on, what is done is done by the manager's key.</summary>
    public ValueTask<bool> AdmitAsync(HttpContext http) => sessions.AdmitAsync(http);

    /// <summary>The page around what is shown.</summary>
    public PageFrame Frame(HttpContext http, string title) =>
        frames.Of(http, http.Engine(), Language(http), title) with { ScriptUrl = bundle.Url("launch.js") };

    /// <summary>Name and value of the hidden field by which a form proves that it came from here.</summary>
    public (string Name, string Value) Proof(HttpContext http)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return (tokens.FormFieldName, tokens.RequestToken!);
    }

    /// <summary>The form that asks for a key.</summary>
    public IResult SignIn(HttpContext http, bool isWrong)
    {
        var model = new SignInModel(Frame(http, Words(http).Say("Manage")), http.Request.Path, Proof(http), isWrong) { Title = "ManageContests" };
        return Page<SignInPage>(http, model, isWrong ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);
    }

    /// <summary>
    /// Receives a form of a manager. Signing in and out is answered here, as is a form without proof; then there is an answer
    /// and no form.
    /// </summary>
    public async Task<(IFormCollection? Form, IResult? Answer)> ReceiveAsync(HttpContext http)
    {
        var back = new SeeOther(http.Request.Path + http.Request.QueryString);
        var (form, isManager, answer) = await sessions.ReceiveAsync(http, back, () => SignIn(http, isWrong: true));
        if (form is null)
        {
            return (null, answer);
        }

        if (form["do"] == "leave")
        {
            ManagerSessions.End(http);
            return (null, back);
        }

        return isManager ? (form, null) : (null, SignIn(http, isWrong: false));
    }

    /// <summary>A page that nobody keeps.</summary>
    public static PageResult<TPage> Page<TPage>(HttpContext http, object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        http.Response.Headers[HeaderNames.CacheControl] = "no-cache, no-store";
        return new(Language(http), model, status);
    }
}
