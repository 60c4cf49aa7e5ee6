using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Takes down how the boards stand that could betray the standings of a challenge.</summary>
internal sealed class BoardPinner(
    ICommitStore store, ProgramHead head, ProgramSnapshot program, IReadOnlyDictionary<string, Headcount> heads)
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
                pins.Add(await PinAsync(board, series, period, cancellationToken));
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

    // The database ranks, not the live boards: these may be away or slow, and nothing else is done meanwhile.
    private async Task<BoardPin> PinAsync(BoardDefinition board, ScoreSeries series, Period period, CancellationToken cancellationToken)
    {
        var limit = board.PerHead ? int.MaxValue : Rows;
        var ranked = await store.RankAsync(head.Number, series.Number, period.Start, period.End, board.SharedTies, limit, cancellationToken);
        var rows = board.PerHead ? PerHead(board, ranked) : ranked.Select(r => (r.Subject, r.Total.Value.Score, r.Total.Value.Provisional, Reach: board.SharedTies ? 0 : r.Total.Reach));
        var pinned = Placed(rows.Take(Rows), board.SharedTies);
        return new BoardPin(board.Id, period, head.Version, pinned.Count, pinned);
    }

    private IEnumerable<(string Subject, long Score, long Provisional, long Reach)> PerHead(
        BoardDefinition board, IReadOnlyList<(string Subject, StoredScore Total)> sums)
    {
        return sums
            .Select(s => (s.Subject, s.Total, Heads: Heads(s.Subject)))
            .Where(s => s.Heads >= board.MinimumHeadcount)
            .Select(s => (
                s.Subject,
                Score: Floor(s.Total.Value.Score, s.Heads),
                Provisional: Math.Min(Floor(s.Total.Value.Score, s.Heads), Floor(s.Total.Value.Provisional, s.Heads)),
                Reach: board.SharedTies ? 0 : s.Total.Reach))
            .OrderByDescending(s => s.Score).ThenBy(s => s.Reach).ThenBy(s => s.Subject, StringComparer.Ordinal);

        int Heads(string partner)
        {
            var count = heads.GetValueOrDefault(partner);
            return board.RollUp ? count.WithDescendants : count.Own;
        }

        static long Floor(long sum, int parts) => (sum - (((sum % parts) + parts) % parts)) / parts;
    }

    private static List<BoardRow> Placed(IEnumerable<(string Subject, long Score, long Provisional, long Reach)> ranked, bool sharedTies)
    {
        var rows = new List<BoardRow>();
        foreach (var (subject, score, provisional, reach) in ranked)
        {
            var shares = sharedTies && rows.Count > 0 && rows[^1].Score == score;
            rows.Add(new BoardRow(shares ? rows[^1].Rank : rows.Count + 1, subject, score, provisional, reach, null));
        }

        return rows;
    }
}
