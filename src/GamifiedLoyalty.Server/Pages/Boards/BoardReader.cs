using System.Globalization;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Boards;
using GamifiedLoyalty.Server.Localization;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Viewing;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>Reads boards for pages.</summary>
internal sealed class BoardReader(ViewerBoards boards, TimeProvider time, IStringLocalizer<Texts> texts)
{
    /// <summary>Reads the top of a board; null when the board is not there (yet).</summary>
    /// <param name="engine">The program.</param>
    /// <param name="board">The board.</param>
    /// <param name="period">The period; null for the current one of the board's first kind.</param>
    /// <param name="limit">The most rows.</param>
    /// <param name="language">The language of the page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BoardView?> ReadAsync(
        ProgramEngine engine, BoardDefinition board, Period? period, int limit, PageLanguage language, CancellationToken cancellationToken)
    {
        var query = QueryFor(engine, board, period);
        var (page, state) = await ReadAsync(query, limit, cancellationToken);
        return page is null ? null : Shape(engine, board, period, query.Period, language) with
        {
            Version = page.Version,
            Total = page.Total,
            Rows = RowsOf(engine, board, page.Rows, page.Rows.Count > 0 ? page.Rows[0].Score : 0),
            Limit = limit,
            State = state,
            IsFrozen = page.IsFrozen,
        };
    }

    /// <summary>Reads a subject's neighbourhood; null when it is not listed.</summary>
    public async Task<(BoardView View, BoardAround Around)?> AroundAsync(
        ProgramEngine engine, BoardDefinition board, Period? period, string subject, int span, PageLanguage language, CancellationToken cancellationToken)
    {
        var query = QueryFor(engine, board, period);
        if (await AroundAsync(query, subject, span, cancellationToken) is not { } around)
        {
            return null;
        }

        var (leader, _) = await ReadAsync(query, 1, cancellationToken);
        var leaderScore = leader is { Rows.Count: > 0 } ? leader.Rows[0].Score : 0;
        var view = Shape(engine, board, period, query.Period, language) with
        {
            Version = around.Version,
            Total = around.Total,
            Rows = RowsOf(engine, board, around.Rows, leaderScore),
            Limit = around.Rows.Count,
            Own = subject,
            State = around.IsRebuilding ? BoardState.Rebuilding : BoardState.Final,
            IsFrozen = around.IsFrozen,
        };
        return (view, around);
    }

    /// <summary>How a subject's rank and score went; null when it is not listed or cannot be told for now.</summary>
    public async ValueTask<BoardHistory?> HistoryAsync(
        ProgramEngine engine, BoardDefinition board, Period? period, string subject, CancellationToken cancellationToken)
    {
        try
        {
            // Of a board that stands still there may be no day to tell.
            var history = await boards.HistoryAsync(QueryFor(engine, board, period), subject, cancellationToken);
            return history is not null && history.Days.Any(d => d.Rank is not null) ? history : null;
        }
        catch (BoardsUnavailableException)
        {
            return null;
        }
    }

    /// <summary>A member's place on the first board that lists it now; null when none does.</summary>
    public async Task<ListedPlace?> FirstPlaceAsync(ProgramEngine engine, OwnerRef member, CancellationToken cancellationToken)
    {
        foreach (var board in engine.Current.Definition.Boards.Where(b => b.SubjectKind() == member.Kind))
        {
            if (await AroundAsync(QueryFor(engine, board, null), member.Id, 0, cancellationToken) is { } found)
            {
                return new ListedPlace(board, found.Rows[0].Rank);
            }
        }

        return null;
    }

    /// <summary>A page shows what it can: a board that is away is an empty one that says so.</summary>
    private async Task<(BoardPage? Page, BoardState State)> ReadAsync(BoardQuery query, int limit, CancellationToken cancellationToken)
    {
        try
        {
            var page = await boards.ReadAsync(query, 0, limit, cancellationToken);
            return (page, page is { IsRebuilding: true } ? BoardState.Rebuilding : BoardState.Final);
        }
        catch (BoardsUnavailableException)
        {
            return (new BoardPage(0, 0, []), BoardState.Unavailable);
        }
    }

    private async Task<BoardAround?> AroundAsync(BoardQuery query, string subject, int span, CancellationToken cancellationToken)
    {
        try
        {
            return await boards.AroundAsync(query, subject, span, cancellationToken) is { Rows.Count: > 0 } around ? around : null;
        }
        catch (BoardsUnavailableException)
        {
            return null;
        }
    }

    private BoardQuery QueryFor(ProgramEngine engine, BoardDefinition board, Period? period)
    {
        var today = engine.Current.Definition.Calendar.DayOf(time.GetUtcNow());
        return new BoardQuery(engine.Program, board.Id, period ?? Period.Of(board.Periods[0], today), today);
    }

    private BoardView Shape(ProgramEngine engine, BoardDefinition board, Period? asked, Period shown, PageLanguage language)
    {
        var definition = engine.Current.Definition;
        return new BoardView
        {
            Program = engine.Program,
            Board = board.Id,
            Name = BoardNames.Of(board, language.Locale),
            MeasureName = MeasureName(board, definition, language),
            Period = shown.ToString(),
            PeriodName = PeriodNames.Of(shown, language, texts),
            Channel = asked is { } named ? $"board/{board.Id}/{named}" : $"board/{board.Id}",
            AsOf = definition.Calendar.ToLocal(time.GetUtcNow()).ToString("t", language.Culture),
            SharedTies = board.SharedTies,
            Format = FormatOf(board, definition, language.Culture),
            Version = 0,
            Total = 0,
            Rows = [],
            Limit = 0,
        };
    }

    private string MeasureName(BoardDefinition board, ProgramDefinition definition, PageLanguage language)
    {
        var name = board.Measure switch
        {
            Measure.Points => definition.Currency(board.Currency ?? "")?.Name.For(language.Locale) ?? board.Currency ?? "",
            Measure.Amount => language.Say(texts, "MeasureAmount", definition.Money.Currency),
            Measure.Quantity => language.Say(texts, "MeasureQuantity"),
            _ => language.Say(texts, "MeasureCount"),
        };
        return board.PerHead ? $"{name} {language.Say(texts, "PerHead")}" : name;
    }

    private static ScoreFormat FormatOf(BoardDefinition board, ProgramDefinition definition, CultureInfo culture) => board.Measure switch
    {
        Measure.Amount => ScoreFormat.Money(definition.Money, culture),
        Measure.Points => ScoreFormat.Plain(definition.Currency(board.Currency ?? "")?.Decimals ?? 0, culture),
        _ => ScoreFormat.Plain(0, culture),
    };

    private static List<RowView> RowsOf(ProgramEngine engine, BoardDefinition board, IReadOnlyList<BoardRow> rows, long leaderScore)
    {
        var kind = board.SubjectKind();
        var shown = new List<RowView>(rows.Count);
        foreach (var row in rows)
        {
            var profile = engine.Members.Find(new OwnerRef(kind, row.Subject));
            var company = profile?.Partner is { } partner ? engine.Members.NameOf(OwnerRef.Partner(partner)) : null;
            shown.Add(new RowView(
                row.Rank, row.Subject, profile?.Name ?? row.Subject, company, row.Score, row.Provisional, row.Reach, row.Moved, leaderScore));
        }

        return shown;
    }
}

/// <summary>A place on a board now.</summary>
/// <param name="Board">The board.</param>
/// <param name="Rank">The rank.</param>
internal sealed record ListedPlace(BoardDefinition Board, int Rank);
