using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.People;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>The pages of a program's boards.</summary>
internal static class BoardPages
{
    private const int NeighboursShown = 2;

    /// <summary>Adds a program's home and its board pages.</summary>
    public static void MapBoardPages(this WebApplication app)
    {
        app.MapGet("/p/{program}", (HttpContext http, string? period, HomePages home) => home.ShowAsync(http, period)).Needs(Access.BoardPage).ExcludeFromDescription();
        app.MapGet("/p/{program}/boards/{board}", BoardAsync).Needs(Access.BoardPage).ExcludeFromDescription();
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
                return PageMessages.For(http, PageMessage.BadPeriod, definition.Locales, Url(engine.Program, board));
            }

            asked = parsed;
        }

        var language = PageLanguage.Choose(http, definition.Locales);
        if (await reader.ReadAsync(engine, found, asked, BoardView.Whole, language, http.RequestAborted) is not { } view)
        {
            return PageMessages.For(http, PageMessage.NotFound, definition.Locales, PageFrames.UrlOf(engine));
        }

        var own = Viewer.OwnSubject(http.Caller(), engine, found);
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
        view = view with { Own = own, CardUrl = CardPages.Url(engine.Program, new OwnerRef(found.SubjectKind(), "")) };
        return new PageResult<BoardPage>(
            language, new BoardPageModel(frame, view, periods, around is null ? null : around.Value.View with { CardUrl = view.CardUrl }));
    }

    /// <summary>The address of a board's page.</summary>
    public static string Url(string program, string board) => $"/p/{program}/boards/{board}";
}
