using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Links;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.Pages.Screens;

/// <summary>The page that a large screen shows.</summary>
internal static class ScreenPages
{
    /// <summary>Adds the page.</summary>
    public static void MapScreenPages(this WebApplication app) =>
        app.MapGet("/p/{program}/screen/{id}", ShowAsync).Needs(Access.BoardPage).ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(
        HttpContext http, string id, string? key, BoardReader reader, PageFrames frames, TimeProvider time, IOptions<ReachOptions> reach)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        if (engine.FindDocument(ScreenEndpoints.DocumentKind, id) is not { Body: { } body } stored)
        {
            return PageMessages.For(http, PageMessage.NotFound, definition.Locales, PageFrames.UrlOf(engine));
        }

        var caller = http.Caller();
        if (caller.Kind == CallerKind.Screen && !caller.IsScreen(engine.Program, id))
        {
            return PageMessages.For(http, PageMessage.Forbidden, definition.Locales);
        }

        var settings = ScreenSettings.Read(body);
        var language = PageLanguage.For(http, definition.Locales, settings.Locale);
        var scenes = await ScenesAsync(http, engine, settings, reader, language, time, reach.Value);
        var frame = frames.Of(http, engine, language, settings.Title?.For(language.Locale)) with { Key = key };
        return new PageResult<ScreenPage>(language, new ScreenPageModel(frame, scenes)
        {
            Program = engine.Program,
            Title = settings.Title?.For(language.Locale) ?? definition.Name.For(language.Locale),
            Channel = $"screen/{id}",
            Revision = stored.Version,
            TimeZone = definition.Calendar.Zone,
            Clock = definition.Calendar.ToLocal(time.GetUtcNow()).ToString("t", language.Culture),
            IsDark = settings.IsDark,
        });
    }

    private static async Task<IReadOnlyList<SceneView>> ScenesAsync(
        HttpContext http, ProgramEngine engine, ScreenSettings settings, BoardReader reader, PageLanguage language, TimeProvider time, ReachOptions reach)
    {
        var today = engine.Current.Definition.Calendar.DayOf(time.GetUtcNow());
        var scenes = new List<SceneView>();
        foreach (var shown in settings.Boards)
        {
            if (engine.Current.Definition.Board(shown.Board) is not { } board)
            {
                continue;
            }

            var period = shown.PeriodOn(today, board);
            if (await reader.ReadAsync(engine, board, period, settings.Rows, language, http.RequestAborted) is { } view)
            {
                var channel = shown.Period is null ? $"board/{board.Id}" : $"board/{board.Id}/{shown.Period}";
                var address = PublicAddress.Of(http.Request, reach, BoardPages.Url(engine, board.Id) + QueryOf(shown, period, board.Periods[0]));
                scenes.Add(new SceneView(view with { Channel = channel }, shown.Seconds, address, ShortAddress(address)));
            }
        }

        return scenes;
    }

    private static string QueryOf(ScreenBoard shown, Period period, PeriodKind usual) =>
        shown.Period is null || period.Kind == usual && !Period.TryParse(shown.Period, out _) ? "" : $"?period={period}";

    /// <summary>What a person would type: without scheme, query and the board's path.</summary>
    private static string ShortAddress(string address)
    {
        var uri = new Uri(address);
        return uri.Authority + string.Concat(uri.Segments.Take(3)).TrimEnd('/');
    }
}

/// <summary>What a large screen shows.</summary>
/// <param name="Frame">The page around it.</param>
/// <param name="Scenes">Its boards, one after the other.</param>
public sealed record ScreenPageModel(PageFrame Frame, IReadOnlyList<SceneView> Scenes)
{
    /// <summary>The program's slug.</summary>
    public required string Program { get; init; }

    /// <summary>The heading above the board's name.</summary>
    public required string Title { get; init; }

    /// <summary>The hub's channel of the settings.</summary>
    public required string Channel { get; init; }

    /// <summary>The version that set the settings shown.</summary>
    public required long Revision { get; init; }

    /// <summary>The program's IANA zone, for the clock.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The time when the page was made.</summary>
    public required string Clock { get; init; }

    /// <summary>Whether the dark theme is used.</summary>
    public required bool IsDark { get; init; }
}

/// <summary>A board on a large screen.</summary>
/// <param name="View">The board.</param>
/// <param name="Seconds">How long it is shown.</param>
/// <param name="Address">Where a phone follows it.</param>
/// <param name="ShortAddress">The same for a person to type.</param>
public sealed record SceneView(BoardView View, int Seconds, string Address, string ShortAddress);
