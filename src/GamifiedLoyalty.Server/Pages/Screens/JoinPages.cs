using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens.Scenes;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Screens;

/// <summary>Leads phones from the short code on a screen to the page of what the screen shows.</summary>
internal static class JoinPages
{
    /// <summary>Adds the page.</summary>
    public static void Map(WebApplication app) =>
        app.MapGet("/j/{code}", FollowAsync).Needs(Access.Anyone, opensProgram: false).ExcludeFromDescription();

    private static async Task<IResult> FollowAsync(HttpContext http, string code, JoinCodes codes, ProgramHost programs, RateLimits limits, TimeProvider time)
    {
        var origin = RateLimits.Origin(http);
        if (limits.Failures.IsClosed(origin))
        {
            return PageMessages.For(http, PageMessage.TooMany);
        }

        if (await codes.FindAsync(code, http.RequestAborted) is { } found
            && await programs.FindAsync(found.Program, http.RequestAborted) is { } engine
            && engine.FindDocument(ScreenEndpoints.DocumentKind, found.Screen)?.Body is { } body)
        {
            http.Response.Headers.CacheControl = "no-store";
            return Results.Redirect(TargetOf(http, engine, ScreenSettings.Read(body), time.GetUtcNow()));
        }

        limits.Failures.TryTake(origin);
        return PageMessages.For(http, PageMessage.NotFound);
    }

    /// <summary>The page of the board or contest that is on the screen; who may see no boards is told of none.</summary>
    private static string TargetOf(HttpContext http, ProgramEngine engine, ScreenSettings settings, DateTimeOffset now)
    {
        var definition = engine.Current.Definition;
        var home = PageFrames.UrlOf(engine);
        if (definition.Visibility != Visibility.Public && !http.Caller().MayRead(engine.Program))
        {
            return home;
        }

        var scenes = settings.Playlist.ToList();
        if (StageDocument.Of(engine).Scene is { } launched)
        {
            scenes.Insert(0, launched);
        }

        foreach (var scene in scenes)
        {
            if (scene.Challenge is { } challenge)
            {
                return $"{home}/contests/{challenge}";
            }

            if (scene.Shown is { } shown && definition.Board(shown.Board) is { } board)
            {
                return BoardScenes.PathOf(engine.Program, shown, shown.PeriodOn(definition.Calendar.DayOf(now), board), board.Periods[0]);
            }
        }

        return home;
    }
}
