using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Takes down how the boards stand that could betray the standings of a challenge.</summary>
internal sealed class BoardPinner(ICommitStore store, ILiveBoards boards, ProgramHead head, ProgramSnapshot program)
{
    private const int Rows = 1_000;

    /// <summary>Of each kind of period, the latest are pinned; of earlier ones viewers are shown nothing.</summary>
    private const int PeriodsOfAKind = 8;

    /// <summary>The boards and periods that overlap the window of a challenge until now.</summary>
    public async Task<IReadOnlyList<BoardPin>> PinAsync(ChallengeRecord record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pins = new List<BoardPin>();
        foreach (var (board, series) in program.Boards.Where(b => FrozenView.CouldBetray(b.Board, record.Definition)))
        {
            foreach (var period in board.Periods.SelectMany(kind => Periods(kind, record, now)))
            {
                pins.Add(await PinAsync(board, series, period, now, cancellationToken));
            }
        }

        return pins;
    }

    private IEnumerable<Period> Periods(PeriodKind kind, ChallengeRecord record, DateTimeOffset now)
    {
        var calendar = program.Definition.Calendar;
        var period = Period.Of(kind, calendar.DayOf(now < record.End ? now : record.End.AddTicks(-1)));
        for (var i = 0; i < PeriodsOfAKind; i++)
        {
            if (FrozenView.Overlaps(calendar, period, record))
            {
                yield return period;
            }

            if (period.Start == DateOnly.MinValue || calendar.StartOf(period.Start) <= record.Start)
            {
                yield break;
            }

            period = Period.Of(kind, period.Start.AddDays(-1));
        }
    }

    private async Task<BoardPin> PinAsync(
        BoardDefinition board, ScoreSeries series, Period period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var page = await ReadAsync(new BoardQuery(head.Program, board.Id, period, program.Definition.Calendar.DayOf(now)), cancellationToken);
        if (page is not null && page.Version == head.Version && !page.IsRebuilding)
        {
            return new BoardPin(board.Id, period, head.Version, page.Total, page.Rows);
        }

        // The live boards are away or behind; the database ranks as well, but knows no headcounts.
        var ranked = board.PerHead ? [] : await store.RankAsync(head.Number, series.Number, period.Start, period.End, board.SharedTies, Rows, cancellationToken);
        return new BoardPin(board.Id, period, head.Version, ranked.Count, Ranked(ranked, board.SharedTies));
    }

    private async Task<BoardPage?> ReadAsync(BoardQuery query, CancellationToken cancellationToken)
    {
        try
        {
            return await boards.ReadAsync(query, 0, Rows, cancellationToken);
        }
        catch (BoardsUnavailableException)
        {
            return null;
        }
    }

    private static List<BoardRow> Ranked(IReadOnlyList<(string Subject, StoredScore Total)> ranked, bool sharedTies)
    {
        var rows = new List<BoardRow>(ranked.Count);
        foreach (var (subject, total) in ranked)
        {
            var shares = sharedTies && rows.Count > 0 && rows[^1].Score == total.Value.Score;
            rows.Add(new BoardRow(shares ? rows[^1].Rank : rows.Count + 1, subject, total.Value.Score, total.Value.Provisional, total.Reach, null));
        }

        return rows;
    }
}
