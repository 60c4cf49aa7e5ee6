using System.Globalization;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Contests.Manage;

/// <summary>The page on which a manager conducts a contest. Every button is a form of its own.</summary>
internal sealed class ManagePages(ContestDesk desk, ManageModels models, ManageScreens screens, AuditTrail audit)
{
    private const string Route = "/p/{program}/contests/{id}/manage";

    private static readonly Dictionary<string, ChallengeAction> Actions = new(StringComparer.Ordinal)
    {
        ["submit"] = ChallengeAction.Submit,
        ["approve"] = ChallengeAction.Approve,
        ["open"] = ChallengeAction.Open,
        ["freeze"] = ChallengeAction.Freeze,
        ["reveal"] = ChallengeAction.Reveal,
        ["revealAll"] = ChallengeAction.Reveal,
        ["close"] = ChallengeAction.Close,
        ["settle"] = ChallengeAction.Settle,
        ["cancel"] = ChallengeAction.Cancel,
    };

    private static readonly string[] Told = ["saved", "launched", "submitted", "show", "screen", "hide"];

    /// <summary>The path of a contest's page.</summary>
    public static string PathOf(string program, string id) => $"{ContestDesk.PathOf(program)}/{id}/manage";

    /// <summary>Adds the page.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet(Route, (HttpContext http, string id, string? explain, string? done, ManagePages pages) => pages.OpenAsync(http, id, explain, done))
            .Needs(Access.Anyone).ExcludeFromDescription();
        app.MapPost(Route, (HttpContext http, string id, ManagePages pages) => pages.ReceiveAsync(http, id)).Needs(Access.Anyone).ExcludeFromDescription();
    }

    private async Task<IResult> OpenAsync(HttpContext http, string id, string? explain, string? done)
    {
        if (!await desk.AdmitAsync(http))
        {
            return desk.SignIn(http, isWrong: false);
        }

        var isTold = done is not null && (Told.Contains(done, StringComparer.Ordinal) || Actions.ContainsKey(done));
        return await ShowAsync(http, id, explain, isTold ? desk.Words(http).Say($"Done.{done}") : null);
    }

    private async Task<IResult> ReceiveAsync(HttpContext http, string id)
    {
        var (form, answer) = await desk.ReceiveAsync(http);
        if (form is null)
        {
            return answer!;
        }

        var wish = form["do"].ToString();
        if (!Actions.TryGetValue(wish, out var action))
        {
            return await OnScreensAsync(http, id, wish, form["screen"].ToString());
        }

        if (action == ChallengeAction.Settle && await HasChangedAsync(http, id, form["expected"].ToString()))
        {
            return await ShowAsync(http, id, null, desk.Words(http).Say("PrizesChanged"), StatusCodes.Status409Conflict);
        }

        var place = action == ChallengeAction.Reveal && int.TryParse(form["from"], CultureInfo.InvariantCulture, out var from) && from > 1 ? from : (int?)null;
        return await ActAsync(http, id, wish, action, place, form["reason"].ToString().Trim());
    }

    private async Task<IResult> ActAsync(HttpContext http, string id, string wish, ChallengeAction action, int? fromPlace, string reason)
    {
        var engine = http.Engine();
        var result = await engine.ActAsync(id, action, fromPlace, reason.Length == 0 ? null : reason, http.Caller().Actor, http.RequestAborted);
        if (!result.IsDone)
        {
            var words = desk.Words(http);
            var code = ChallengeRefusals.CodeOf(result.Refusal);
            return await ShowAsync(http, id, null, words.Find($"Fault.{code}") ?? code, StatusCodes.Status409Conflict);
        }

        await audit.AddAsync(http, engine.Program, $"challenge.{ChallengeWords.Of(action)}", $"challenge:{id}");
        return new SeeOther($"{PathOf(engine.Program, id)}?done={wish}");
    }

    /// <summary>Puts it on the screens, takes it off, or makes the browser one of them; any other wish leads back.</summary>
    private async Task<IResult> OnScreensAsync(HttpContext http, string id, string wish, string screen)
    {
        var path = PathOf(http.Engine().Program, id);
        switch (wish)
        {
            case "show" when ChallengeAccess.IsPublished(http.Engine().FindChallenge(id)?.Record):
                return new SeeOther($"{path}?done={(await screens.ShowAsync(http, id) ? "screen" : "show")}");
            case "hide":
                await screens.HideAsync(http, id);
                return new SeeOther($"{path}?done=hide");
            case "openScreen":
                return new SeeOther(await screens.OpenAsync(http, screen) ?? path);
            default:
                return new SeeOther(path);
        }
    }

    /// <summary>Whether the prizes cost something else than what the manager read before giving the word.</summary>
    private static async Task<bool> HasChangedAsync(HttpContext http, string id, string expected) =>
        await http.Engine().ReadStandingsAsync(id, ViewAs.Manager, http.RequestAborted) is { Challenge.Record.Status: ChallengeStatus.Closed } now
            && ManageModels.Expected(now.Standings.Cost) != expected;

    private async Task<IResult> ShowAsync(HttpContext http, string id, string? explain, string? notice, int status = StatusCodes.Status200OK)
    {
        var model = await models.OfAsync(http, id, explain, notice, status != StatusCodes.Status200OK);
        return model is null
            ? PageMessages.For(http, PageMessage.NotFound, http.Engine().Current.Definition.Locales, ContestDesk.PathOf(http.Engine().Program))
            : ContestDesk.Page<ManagePage>(http, model, status);
    }
}
