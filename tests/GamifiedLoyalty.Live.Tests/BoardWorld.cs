using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;

namespace GamifiedLoyalty.Live.Tests;

/// <summary>A program with four boards, its naive store and the live boards under test.</summary>
public sealed class BoardWorld
{
    public const string Program = "acme";
    private readonly ILiveBoards _boards;

    public BoardWorld(ILiveBoards boards, ScoreStore? store = null)
    {
        _boards = boards;
        Store = store ?? new ScoreStore();
        Open();
    }

    public static DateOnly Day0 { get; } = new(2026, 11, 20);

    public ScoreStore Store { get; }

    public DateOnly Today { get; set; } = Day0;

    public static IReadOnlyList<(BoardDefinition Board, ScoreSeries Series)> Boards { get; } =
    [
        Make("race", 1, false),
        Make("shared", 1, true),
        Make("heads", 2, false, minimum: 2),
        Make("group", 2, true, minimum: 1, rollUp: true),
    ];

    public void Open() => _boards.Open(
        new BoardSetup(
            Program, Store.Version, new ProgramCalendar("Europe/Paris"), Boards, new Dictionary<string, Headcount>(Store.Heads, StringComparer.Ordinal)),
        Store);

    public static ScoreKey Key(string subject, DateOnly day, int series = 1) => new(series, subject, day);

    /// <summary>One command that adds to a subject's score.</summary>
    public void Score(string subject, DateOnly day, long score, long provisional = 0, long count = 1, int series = 1) =>
        Apply(Store.Commit([(Key(subject, day, series), new ScoreValue(score, provisional, count))]));

    public void Heads(string partner, int own, int withDescendants) => Apply(Store.SetHeads(partner, own, withDescendants));

    public void Apply(BoardUpdate update) => _boards.Apply(Program, update);

    public BoardQuery Query(string board, Period period) => new(Program, board, period, Today);

    public async Task<BoardPage> ReadAsync(string board, Period period, int offset = 0, int limit = 1_000) =>
        (await _boards.ReadAsync(Query(board, period), offset, limit, TestContext.Current.CancellationToken)).ShouldNotBeNull();

    public async Task<BoardAround?> AroundAsync(string board, Period period, string subject, int span) =>
        await _boards.AroundAsync(Query(board, period), subject, span, TestContext.Current.CancellationToken);

    public async Task<BoardHistory?> HistoryAsync(string board, Period period, string subject) =>
        await _boards.HistoryAsync(Query(board, period), subject, TestContext.Current.CancellationToken);

    public List<BoardRow> Expected(string board, Period period)
    {
        var (definition, series) = Boards.Single(b => b.Board.Id == board);
        return NaiveBoard.Rows(Store, definition, series.Number, Query(board, period));
    }

    /// <summary>The page and the neighbourhood of a subject equal the naive model.</summary>
    public async Task CheckAsync(string board, Period period, string subject, int span, string because)
    {
        var expected = Expected(board, period);
        var page = await ReadAsync(board, period);
        page.Rows.ShouldBe(expected, because);
        page.Total.ShouldBe(expected.Count, because);
        page.Version.ShouldBe(Store.Version, because);

        var definition = Boards.Single(b => b.Board.Id == board).Board;
        var around = NaiveBoard.Around(expected, definition, subject, span, Store.Version);
        var actual = await AroundAsync(board, period, subject, span);
        actual?.Rows.ShouldBe(around?.Rows ?? [], because);
        (actual?.Version, actual?.Total, actual?.ToNext, actual?.Percentile)
            .ShouldBe((around?.Version, around?.Total, around?.ToNext, around?.Percentile), because);
    }

    /// <summary>The history of a subject equals the naive model, and ends with its row.</summary>
    public async Task CheckHistoryAsync(string board, Period period, string subject, string because)
    {
        var (definition, series) = Boards.Single(b => b.Board.Id == board);
        var actual = await HistoryAsync(board, period, subject);
        var row = Expected(board, period).Find(r => r.Subject == subject);
        if (row.Subject is null)
        {
            actual.ShouldBeNull(because);
            return;
        }

        actual.ShouldNotBeNull(because).IsWhole.ShouldBeTrue();
        (actual.Days[^1].Rank, actual.Days[^1].Score).ShouldBe((row.Rank, row.Score), because);
        actual.Days.ShouldBe(NaiveBoard.History(Store, definition, series.Number, Query(board, period), subject), because);
    }

    private static (BoardDefinition Board, ScoreSeries Series) Make(
        string id, int series, bool shared, int minimum = 0, bool rollUp = false)
    {
        var board = new BoardDefinition
        {
            Id = id,
            RanksPartners = minimum > 0,
            Measure = Measure.Amount,
            PerHead = minimum > 0,
            MinimumHeadcount = Math.Max(1, minimum),
            RollUp = rollUp,
            SharedTies = shared,
            Periods = Enum.GetValues<PeriodKind>(),
        };
        return (board, new ScoreSeries(series, $"s{series}", board.RanksPartners, Measure.Amount, null, Condition.Always, rollUp));
    }
}
