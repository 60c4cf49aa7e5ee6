using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live;

namespace GamifiedLoyalty.Benchmarks.Operations;

/// <summary>Live boards with one board of a size, of which one period is read.</summary>
internal sealed class BoardSample : IScoreSource
{
    private const string Program = "load";
    private const int Changes = Members.Moving;
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly Dictionary<string, Headcount> NoHeads = [];
    private readonly ScoreChange[] _changes = new ScoreChange[Changes];
    private readonly MemoryBoards _boards = new(TimeProvider.System);
    private readonly BoardDefinition _board = new()
    {
        Id = "revenue",
        RanksPartners = false,
        Measure = Measure.Amount,
        Periods = [PeriodKind.Quarter],
    };

    private readonly BoardQuery _query;
    private long _version = 1;
    private long _step;

    private BoardSample(int size)
    {
        Members = new Members(size);
        _query = new BoardQuery(Program, _board.Id, Period.Of(PeriodKind.Quarter, Today), Today);
    }

    /// <summary>Who is on it.</summary>
    public Members Members { get; }

    /// <summary>Makes the boards and fills them.</summary>
    public static async Task<BoardSample> LoadAsync(int size)
    {
        var sample = new BoardSample(size);
        var series = new ScoreSeries(1, SeriesKey.Of(sample._board), false, Measure.Amount, null, Condition.Always, false);
        sample._boards.Open(new BoardSetup(Program, 1, new ProgramCalendar("Europe/Paris"), [(sample._board, series)], NoHeads), sample);
        await sample._boards.ReadAsync(sample._query, 0, 1, CancellationToken.None);
        return sample;
    }

    /// <summary>Applies one commit that moves as many members as the walk has, and ranks them; the next takes it back.</summary>
    public void Apply()
    {
        var version = ++_version;
        for (var i = 0; i < Changes; i++)
        {
            var key = new ScoreKey(1, Members.Ids[Members.At(i)], Today);
            _changes[i] = new ScoreChange(key, new ScoreValue(Members.Gain(_step), 0, Math.Sign(Members.Gain(_step))), version);
            _step++;
        }

        // The changes wait until somebody reads, if only that there are rows.
        _boards.Apply(Program, new BoardUpdate(version, version, _changes, NoHeads));
        Finished(_boards.ReadAsync(_query, 0, 0, CancellationToken.None));
    }

    /// <summary>The first rows.</summary>
    public BoardPage? Top(int rows) => Finished(_boards.ReadAsync(_query, 0, rows, CancellationToken.None));

    /// <summary>A member and its neighbours.</summary>
    public BoardAround? Around(int member, int span) =>
        Finished(_boards.AroundAsync(_query, Members.Ids[member], span, CancellationToken.None));

    /// <inheritdoc/>
    public Task<long> ReadScoresAsync(
        int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Members.Size; i++)
        {
            visit(new ScoreKey(series, Members.Ids[i], Today.AddDays(-1)), new StoredScore(new ScoreValue(Members.Scores[i], 0, 1), 1));
        }

        return Task.FromResult(1L);
    }

    // A read that would wait measures something else, on another thread.
    private static T Finished<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("The standings are not loaded.");
}
