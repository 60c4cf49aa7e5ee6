using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>The pages of a program's boards.</summary>
internal static class BoardPages
{
    private const int LeadersShown = 3;
    private const int NeighboursShown = 2;

    /// <summary>Adds a program's home and its board pages.</summary>
    public static void MapBoardPages(this WebApplication app)
    {
        app.MapGet("/p/{program}", HomeAsync).Needs(Access.BoardPage).ExcludeFromDescription();
        app.MapGet("/p/{program}/boards/{board}", BoardAsync).Needs(Access.BoardPage).ExcludeFromDescription();
    }

    private static async Task<IResult> HomeAsync(HttpContext http, BoardReader reader, PageFrames frames)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        var language = PageLanguage.Choose(http, definition.Locales);
        var boards = new List<(BoardView, string)>();
        foreach (var board in definition.Boards)
        {
            if (await reader.ReadAsync(engine, board, null, LeadersShown, language, http.RequestAborted) is { } view)
            {
                boards.Add((view, Url(engine, board.Id)));
            }
        }

        return new PageResult<HomePage>(language, new HomePageModel(frames.Of(http, engine, language, null), boards));
    }

    private static async Task<IResult> BoardAsync(
        HttpContext http, string board, string? period, BoardReader reader, PageFrames frames, IStringLocalizer<Texts> texts, TimeProvider time)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        if (definition.Board(board) is not { } found)
        {
            return PageMessages.For(http, PageMessage.NotFound, definition.Locales, PageFrames.UrlOf(engine));
        }

        Period? asked = null;
        if (!string.IsNullOrEmpty(period))
        {
            if (!Period.TryParse(period, out var parsed) || !found.Periods.Contains(parsed.Kind))
            {
                return PageMessages.For(http, PageMessage.BadPeriod, definition.Locales, Url(engine, board));
            }

            asked = parsed;
        }

        var language = PageLanguage.Choose(http, definition.Locales);
        if (await reader.ReadAsync(engine, found, asked, BoardView.Whole, language, http.RequestAborted) is not { } view)
        {
            return PageMessages.For(http, PageMessage.NotFound, definition.Locales, PageFrames.UrlOf(engine));
        }

        var own = OwnSubject(http.Caller(), engine, found);
        var isBelow = own is not null && view.Rows.All(r => r.Subject != own);
        var around = isBelow
            ? await reader.AroundAsync(engine, found, asked, own!, NeighboursShown, language, http.RequestAborted)
            : null;
        var frame = frames.Of(http, engine, language, $"{view.Name} · {view.PeriodName}") with
        {
            KeptQuery = asked is null ? "" : $"&period={asked}",
        };
        var today = definition.Calendar.DayOf(time.GetUtcNow());
        var periods = PeriodLinks.Of(engine, found, view.Period, today, language, texts);
        return new PageResult<BoardPage>(language, new BoardPageModel(frame, view with { Own = own }, periods, around?.View));
    }

    /// <summary>Whose row is the viewer's: their own, or their partner's on boards of partners.</summary>
    private static string? OwnSubject(Caller caller, ProgramEngine engine, BoardDefinition board)
    {
        if (caller.Kind != CallerKind.Person || caller.Subject is not { } employee || !caller.Concerns(engine.Program))
        {
            return null;
        }

        return board.RanksPartners ? engine.Members.Find(Domain.Members.OwnerRef.Employee(employee))?.Partner : employee;
    }

    /// <summary>The address of a board's page.</summary>
    public static string Url(ProgramEngine engine, string board) => $"/p/{engine.Program}/boards/{board}";
}
