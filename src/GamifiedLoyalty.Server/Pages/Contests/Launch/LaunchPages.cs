using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Pages.Contests.Manage;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>
/// The page on which a manager launches a contest: a template, a handful of inputs, and beside them what it would have brought.
/// </summary>
internal sealed class LaunchPages(ContestDesk desk, LaunchModels models, AuditTrail audit)
{
    private const string Route = "/p/{program}/contests/new";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>Adds the page.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet(Route, (HttpContext http, string? draft, LaunchPages pages) => pages.OpenAsync(http, draft)).Needs(Access.Anyone).ExcludeFromDescription();
        app.MapPost(Route, (HttpContext http, LaunchPages pages) => pages.ReceiveAsync(http)).Needs(Access.Anyone).ExcludeFromDescription();
    }

    private async Task<IResult> OpenAsync(HttpContext http, string? draft)
    {
        if (!await desk.AdmitAsync(http))
        {
            return desk.SignIn(http, isWrong: false);
        }

        var stored = draft is null ? null : http.Engine().FindChallenge(draft)?.Record;
        return stored is { Status: ChallengeStatus.Draft or ChallengeStatus.Submitted }
            ? await ShowAsync(http, Written(stored.Id, stored.Document))
            : await ShowAsync(http, LaunchWish.Read(http.Request.Query) with { Document = null });
    }

    private async Task<IResult> ReceiveAsync(HttpContext http)
    {
        var (form, answer) = await desk.ReceiveAsync(http);
        if (form is null)
        {
            return answer!;
        }

        var wish = LaunchWish.Read(form);
        switch (form["do"].ToString())
        {
            case "expert" when models.DocumentOf(http, wish) is { Faults.Count: 0, Document.IsEmpty: false } filled:
                return await ShowAsync(http, Written(wish.Id, filled.Document));
            case "save" or "keep" or "launch" when models.DocumentOf(http, wish) is { Document.IsEmpty: false } filled:
                return await StoreAsync(http, wish, filled.Document, form["do"].ToString());
            case "look":
                return await ShowAsync(http, wish);
            default:
                // Something is wrong with it; the page says what.
                return await ShowAsync(http, wish, status: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private async Task<IResult> StoreAsync(HttpContext http, LaunchWish wish, ReadOnlyMemory<byte> document, string how)
    {
        var engine = http.Engine();
        var stored = await engine.PutChallengeAsync(wish.Id, document.ToArray(), http.Caller().Actor, dryRun: false, http.RequestAborted);
        if (stored.Faults.Count > 0)
        {
            return await ShowAsync(http, wish, refused: stored.Faults, status: StatusCodes.Status422UnprocessableEntity);
        }

        if (stored.Changed)
        {
            await audit.AddAsync(http, engine.Program, "challenge.define", $"challenge:{wish.Id}");
        }

        // Sent twice, it was launched the first time; what there is, is shown.
        return stored.Refusal != ChallengeRefusal.None ? Manage(http, wish.Id, null)
            : how switch
            {
                "launch" => await SubmitAsync(http, wish),
                "keep" => await ShowAsync(http, wish with { Id = LaunchWish.NewId(wish.Template ?? "contest") }, notice: desk.Words(http).Say("Kept")),
                _ => Manage(http, wish.Id, "saved"),
            };
    }

    private async Task<IResult> SubmitAsync(HttpContext http, LaunchWish wish)
    {
        var engine = http.Engine();
        var result = await engine.ActAsync(wish.Id, ChallengeAction.Submit, null, null, http.Caller().Actor, http.RequestAborted);
        if (result.IsDone)
        {
            await audit.AddAsync(http, engine.Program, "challenge.submit", $"challenge:{wish.Id}");
            return Manage(http, wish.Id, result.Status == ChallengeStatus.Submitted ? "submitted" : "launched");
        }

        return result.Refusal == ChallengeRefusal.NotDraft
            ? Manage(http, wish.Id, null)
            : await ShowAsync(http, wish, refused: [Refused(result)], status: StatusCodes.Status422UnprocessableEntity);
    }

    private static Fault Refused(ChallengeResult result)
    {
        var code = ChallengeRefusals.CodeOf(result.Refusal);
        return new Fault(code, code, result.Refusal == ChallengeRefusal.AlreadyOver ? "/end" : null);
    }

    private async Task<IResult> ShowAsync(HttpContext http, LaunchWish wish, string? notice = null, IReadOnlyList<Fault>? refused = null, int status = StatusCodes.Status200OK)
    {
        var model = await models.OfAsync(http, wish, notice, refused ?? []);
        if (model.Draft?.PreviewUrl is not null)
        {
            http.Response.Headers.ContentSecurityPolicy = http.Response.Headers.ContentSecurityPolicy + "; frame-src 'self'";
        }

        return ContestDesk.Page<LaunchPage>(http, model, status);
    }

    private static LaunchWish Written(string id, ReadOnlyMemory<byte> document) =>
        new(id, null, new Dictionary<string, string>(StringComparer.Ordinal), JsonNode.Parse(document.Span)!.ToJsonString(Readable));

    private static SeeOther Manage(HttpContext http, string id, string? done) => new(ManagePages.PathOf(http.Engine().Program, id) + (done is null ? "" : $"?done={done}"));
}
