using System.Text;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Reading;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens;
using GamifiedLoyalty.Server.Pages.Screens.Scenes;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Contests.Launch;

/// <summary>How a contest that does not exist yet looks on a large screen, with invented names; shown inside the page of the launch and nowhere else.</summary>
internal sealed class PreviewPages(ContestDesk desk, ScreenPages screens)
{
    private const string Name = "preview";
    private const int Rows = 10;

    /// <summary>Adds the page.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet("/p/{program}/contests/preview", (HttpContext http, string? document, PreviewPages pages) => pages.ShowAsync(http, document ?? ""))
            .Needs(Access.Anyone).ExcludeFromDescription();

    private async Task<IResult> ShowAsync(HttpContext http, string document)
    {
        var program = http.Engine().Current.Definition;
        if (!await desk.AdmitAsync(http))
        {
            return PageMessages.For(http, PageMessage.Unauthorized, program.Locales);
        }

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString().Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal);
        headers.XFrameOptions = "SAMEORIGIN";
        if (ChallengeReader.Read(Encoding.UTF8.GetBytes(document), program).Definition is not { } definition)
        {
            return PageMessages.For(http, PageMessage.NotFound, program.Locales);
        }

        var language = ContestDesk.Language(http);
        var settings = new ScreenSettings(null, [], IsDark: true, null, Rows) { HasTicker = false };
        var model = await screens.ModelAsync(http, Name, settings, StageState.Initial with { Rehearsal = true }, language);
        return new PageResult<ScreenPage>(language, model with { Scenes = [SceneOf(http, definition)], Current = 0, IsPreview = true });
    }

    private SceneView.Contest SceneOf(HttpContext http, ChallengeDefinition definition)
    {
        var words = desk.Words(http);
        var frame = words.Frame(definition);
        return new SceneView.Contest(Name, definition.Name.For(words.Language.Locale), "contest")
        {
            Key = Name,
            Seconds = ScreenBoard.DefaultSeconds,
            Address = $"{http.Request.Scheme}://{http.Request.Host}{ContestDesk.PathOf(http.Engine().Program)}",
            ShortAddress = http.Request.Host.Value ?? "",
            Ends = definition.End,
            Format = frame.Format,
            Channel = $"screen/{Name}/challenge/{Name}",
            Scores = frame.Scores,
            Shown = frame.Shown,
            Parts = "{}",
            Rows = [],
        };
    }
}
