using System.Globalization;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.Antiforgery;

namespace GamifiedLoyalty.Server.Pages.Contests.Participants;

/// <summary>The page of a contest for those who take part or look on: everybody sees what viewers see, managers too.</summary>
/// <param name="models">Reads what the page shows.</param>
/// <param name="antiforgery">Tells the page's own forms from those of other sites.</param>
internal sealed class ContestPages(ContestModels models, IAntiforgery antiforgery)
{
    private const string Route = "/p/{program}/contests/{id}";

    /// <summary>Adds the page and the target of its forms.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet(Route, (HttpContext http, string id, string? from, ContestPages pages) => pages.ShowAsync(http, id, from)).Needs(Access.BoardPage).ExcludeFromDescription();
        app.MapPost(Route, (HttpContext http, string id, ContestPages pages) => pages.ReceiveAsync(http, id)).Needs(Access.BoardPage).ExcludeFromDescription();
    }

    /// <summary>The address of a contest's page.</summary>
    public static string Url(string program, string contest) => $"/p/{program}/contests/{contest}";

    private async Task<IResult> ShowAsync(HttpContext http, string id, string? from)
    {
        var engine = http.Engine();
        var locales = engine.Current.Definition.Locales;
        if (engine.FindChallenge(id) is not { } found || !ChallengeAccess.IsPublished(found.Record))
        {
            return PageMessages.For(http, PageMessage.NotFound, locales, PageFrames.UrlOf(engine));
        }

        var language = PageLanguage.Choose(http, locales);
        return await models.ReadAsync(http, id, from, language) is { } model
            ? new PageResult<ContestPage>(language, model)
            : PageMessages.For(http, PageMessage.NotFound, locales, PageFrames.UrlOf(engine));
    }

    /// <summary>Does what a form asks for in the name of whoever is signed in; what is refused, such as a duel too many, is told on the page.</summary>
    private async Task<IResult> ReceiveAsync(HttpContext http, string id)
    {
        var engine = http.Engine();
        var url = Url(engine.Program, id);
        if (engine.FindChallenge(id) is not { } found || !ChallengeAccess.IsPublished(found.Record)
            || http.Caller().Kind != CallerKind.Person
            || !http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
        {
            return new SeeOther(url);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (ChallengeAccess.ActsFor(http.Caller(), found.Record) is not { Length: > 0 } subject
            || (form["do"] == "join" && found.Record.Definition.Terms is not null && form["terms"] != "accepted"))
        {
            return new SeeOther(url);
        }

        var done = await DoAsync(http, id, subject, form);
        return new SeeOther(done is { IsDone: true } ? url : $"{url}?refused={ChallengeWords.Of(done?.Refusal ?? default)}");
    }

    private static async Task<ChallengeResult?> DoAsync(HttpContext http, string id, string subject, IFormCollection form)
    {
        var (engine, actor) = (http.Engine(), http.Caller().Actor);
        switch (form["do"].ToString())
        {
            case "join":
                return await engine.JoinAsync(id, subject, actor, http.RequestAborted);
            case "invite":
                return await engine.InviteAsync(id, subject, form["opponent"].ToString(), actor, http.RequestAborted);
            case "accept" when int.TryParse(form["duel"], NumberStyles.None, CultureInfo.InvariantCulture, out var duel):
                return await engine.AcceptDuelAsync(id, duel, subject, actor, http.RequestAborted);
            default:
                return null;
        }
    }
}
