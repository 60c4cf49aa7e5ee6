using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Text;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Sponsors;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Contests;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens.Settings;
using GamifiedLoyalty.Server.Security;
using Microsoft.Net.Http.Headers;

namespace GamifiedLoyalty.Server.Pages.Sponsors;

/// <summary>The page on which a manager gives sponsors their pictures, and the pictures themselves.</summary>
internal sealed class SponsorPages(ContestDesk desk, ManagerSessions sessions, SponsorPictures pictures)
{
    private const string Route = "/p/{program}/sponsors";
    private static readonly string[] Told = ["picture", "removed"];

    /// <summary>Adds the pages.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet(Route, (HttpContext http, string? done, SponsorPages pages) => pages.OpenAsync(http, done)).Needs(Access.Anyone).ExcludeFromDescription();
        app.MapPost(Route, (HttpContext http, SponsorPages pages) => pages.ReceiveAsync(http)).Needs(Access.Anyone).ExcludeFromDescription();
        app.MapGet($"{Route}/{{id}}/{{hash}}", (HttpContext http, string id, string hash, SponsorPages pages) => pages.PictureAsync(http, id, hash))
            .Needs(Access.Anyone).ExcludeFromDescription();
    }

    /// <summary>The path of the page.</summary>
    public static string PathOf(string program) => $"/p/{program}/sponsors";

    private async Task<IResult> OpenAsync(HttpContext http, string? done) => await desk.AdmitAsync(http)
        ? Show(http, Told.Contains(done, StringComparer.Ordinal) ? $"Sponsor.{done}" : null, StatusCodes.Status200OK)
        : desk.SignIn(http, isWrong: false);

    private async Task<IResult> ReceiveAsync(HttpContext http)
    {
        var (form, answer) = await desk.ReceiveAsync(http);
        if (form is null)
        {
            return answer!;
        }

        var sponsor = form["sponsor"].ToString().Trim();
        if (!Ids.IsId(sponsor))
        {
            return Show(http, "Sponsor.badId", StatusCodes.Status422UnprocessableEntity);
        }

        if (form["do"] == "remove")
        {
            await pictures.RemoveAsync(http, sponsor);
            return new SeeOther($"{PathOf(http.Engine().Program)}?done=removed");
        }

        return await PutAsync(http, sponsor, form.Files.GetFile("picture"));
    }

    private async Task<IResult> PutAsync(HttpContext http, string sponsor, IFormFile? sent)
    {
        await using var stream = sent?.OpenReadStream() ?? Stream.Null;
        if (await SponsorEndpoints.ReadAsync(stream, http.RequestAborted) is not { } file)
        {
            return Show(http, "Sponsor.tooLarge", StatusCodes.Status413PayloadTooLarge);
        }

        return (await pictures.PutAsync(http, sponsor, file)).Picture is null
            ? Show(http, "Sponsor.badPicture", StatusCodes.Status422UnprocessableEntity)
            : new SeeOther($"{PathOf(http.Engine().Program)}?done=picture");
    }

    private PageResult<SponsorPage> Show(HttpContext http, string? notice, int status)
    {
        var engine = http.Engine();
        var words = desk.Words(http);
        return ContestDesk.Page<SponsorPage>(
            http,
            new SponsorModel(
                desk.Frame(http, words.Say("Sponsors")), PathOf(engine.Program), desk.Proof(http), Lines(engine),
                notice is null ? null : words.Say(notice), status != StatusCodes.Status200OK),
            status);
    }

    /// <summary>The sponsors that rules and contests name, and those that have a picture.</summary>
    private static IReadOnlyList<SponsorLine> Lines(ProgramEngine engine) =>
        [.. engine.Current.Definition.Rules.Select(r => r.Sponsor)
            .Concat(engine.ListChallenges().Select(c => c.Record.Definition.Prizes.Sponsor))
            .Concat(SponsorPictures.All(engine).Select(p => p.Sponsor))
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(id => new SponsorLine(id, SponsorPictures.UrlOf(engine, id)))];

    /// <summary>A picture, for whoever may see the program's pages, its screens, and its managers.</summary>
    private async Task<IResult> PictureAsync(HttpContext http, string id, string hash)
    {
        var engine = http.Engine();
        var isAllowed = engine.Current.Definition.Visibility == Visibility.Public || http.Caller().MayRead(engine.Program) || await sessions.FindAsync(http) is not null;
        if (!isAllowed || await pictures.FindAsync(engine, id, hash, http.RequestAborted) is not { } picture)
        {
            return Results.NotFound();
        }

        var headers = http.Response.Headers;
        headers.CacheControl = "private, max-age=31536000, immutable";

        // Opened by itself, it is a picture and nothing else.
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(picture.Content, picture.MediaType, entityTag: new EntityTagHeaderValue($"\"{hash}\""));
    }
}
