using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Feed;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Components;
using GamifiedLoyalty.Server.Pages.Contests.Participants;
using GamifiedLoyalty.Server.Pages.People;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Search;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>A program's home: its boards in a period, what was sold last, who moved up, and the viewer's own place.</summary>
/// <param name="reader">Reads boards.</param>
/// <param name="places">Reads places.</param>
/// <param name="contests">Reads running contests.</param>
/// <param name="frames">Makes the page around it.</param>
/// <param name="texts">Texts.</param>
/// <param name="time">Now.</param>
internal sealed class HomePages(BoardReader reader, PlaceReader places, ContestCards contests, PageFrames frames, IStringLocalizer<Texts> texts, TimeProvider time)
{
    private const int LeadingRows = 10;
    private const int OtherRows = 5;
    private const int MoversShown = 3;

    /// <summary>Answers a request for the page.</summary>
    public async Task<IResult> ShowAsync(HttpContext http, string? period)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        if (PeriodChoice.Read(definition, period) is not { } choice)
        {
            return PageMessages.For(http, PageMessage.BadPeriod, definition.Locales, PageFrames.UrlOf(engine));
        }

        var language = PageLanguage.Choose(http, definition.Locales);
        var today = definition.Calendar.DayOf(time.GetUtcNow());
        var home = PageFrames.UrlOf(engine);
        var (version, sales) = await LatestSales.ReadAsync(engine, http.RequestAborted);
        var (boards, movers) = await BoardsAsync(http, engine, choice, today, language);
        var money = ScoreFormat.Money(definition.Money, language.Culture);
        return new PageResult<HomePage>(language, new HomePageModel(
            frames.Of(http, engine, language, null) with { KeptQuery = choice.Asked is null ? "" : $"&period={choice.Asked}" })
        {
            Program = engine.Program,
            Version = version,
            Periods = choice.Links(definition, word => word is null ? home : $"{home}?period={word}", language, texts),
            Countdown = Countdown.Of(choice.On(today), definition.Calendar, time.GetUtcNow(), language, texts),
            Search = new SearchBoxModel(SearchPages.Url(engine), "", language.Locale),
            Boards = boards,
            Own = await OwnAsync(http, engine, choice, today, language),
            Contests = await contests.ReadAsync(http, language),
            Movers = movers,
            Sales = [.. sales.Select(s => SaleOf(s, definition.Calendar, money, language))],
            Zone = definition.Calendar.Zone,
            Money = money,
        });
    }

    private async Task<(IReadOnlyList<HomeBoard> Boards, IReadOnlyList<Mover>? Movers)> BoardsAsync(
        HttpContext http, ProgramEngine engine, PeriodChoice choice, DateOnly today, PageLanguage language)
    {
        var boards = new List<HomeBoard>();
        IReadOnlyList<Mover>? movers = null;
        foreach (var board in engine.Current.Definition.Boards)
        {
            var isLeading = boards.Count == 0;
            var period = choice.For(board, today);
            var rows = isLeading ? BoardView.Whole : OtherRows;
            if (await reader.ReadAsync(engine, board, period, rows, language, http.RequestAborted) is not { } view)
            {
                continue;
            }

            movers ??= isLeading ? MoversOf(engine, board, view, today) : null;
            var shown = isLeading ? LeadingRows : OtherRows;
            var own = Viewer.OwnSubject(http.Caller(), engine, board);
            view = view with
            {
                Rows = [.. view.Rows.Take(shown)],
                Limit = shown,
                Own = own,
                Channel = choice.Channel(board),
                CardUrl = CardPages.Url(engine.Program, new OwnerRef(board.SubjectKind(), "")),
            };
            boards.Add(new HomeBoard(view, choice.UrlOf(engine.Program, board, today), await PinnedAsync(engine, board, period, view, language, http.RequestAborted)));
        }

        return (boards, movers);
    }

    private async Task<RowView?> PinnedAsync(
        ProgramEngine engine, BoardDefinition board, Period? period, BoardView view, PageLanguage language, CancellationToken cancellationToken) =>
        view.Own is { } own && view.Rows.All(r => r.Subject != own)
            ? (await reader.AroundAsync(engine, board, period, own, 0, language, cancellationToken))?.View.Rows[0]
            : null;

    private static IReadOnlyList<Mover>? MoversOf(ProgramEngine engine, BoardDefinition board, BoardView view, DateOnly today)
    {
        // A day has no yesterday, and a period that ended does not move any more.
        if (!Period.TryParse(view.Period, out var period) || period.Kind == PeriodKind.Day || !period.Contains(today))
        {
            return null;
        }

        return [.. view.Rows.Where(r => r.Moved > 0).OrderByDescending(r => r.Moved).ThenBy(r => r.Rank).Take(MoversShown)
            .Select(r => new Mover(r, CardPages.Url(engine.Program, new OwnerRef(board.SubjectKind(), r.Subject))))];
    }

    private async Task<OwnPlace?> OwnAsync(HttpContext http, ProgramEngine engine, PeriodChoice choice, DateOnly today, PageLanguage language)
    {
        if (Viewer.Person(http.Caller(), engine) is not { } person)
        {
            return null;
        }

        var all = await places.ReadAsync(engine, person.Ref, choice, today, language, http.RequestAborted);
        return new OwnPlace(person.Name, CardPages.Url(engine.Program, person.Ref), all.FirstOrDefault(p => p.IsListed));
    }

    private static SaleView SaleOf(LatestSale sale, ProgramCalendar calendar, ScoreFormat money, PageLanguage language) => new(
        sale.Version, sale.Name, sale.Company, sale.Amount is { } amount ? money.Text(amount) : null,
        calendar.ToLocal(sale.At).ToString("t", language.Culture));
}
