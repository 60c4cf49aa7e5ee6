using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Live.Tests;

/// <summary>Standings computed afresh from stored scores by sorting: the words of the contract, slowly.</summary>
public static class NaiveBoard
{
    public static List<BoardRow> Rows(ScoreStore store, BoardDefinition board, int series, BoardQuery query)
    {
        var now = Standing(store, board, series, query, DateOnly.MaxValue);
        var before = Standing(store, board, series, query, query.Today);
        var rows = new List<BoardRow>();
        foreach (var row in now)
        {
            int? then = before.Any(b => b.Subject == row.Subject) ? Rank(before, board, row.Subject) : null;
            var rank = Rank(now, board, row.Subject);
            rows.Add(row with { Rank = rank, Moved = query.Period.Kind == PeriodKind.Day ? null : then - rank });
        }

        return rows;
    }

    public static BoardAround? Around(List<BoardRow> rows, BoardDefinition board, string subject, int span, long version)
    {
        var at = rows.FindIndex(r => r.Subject == subject);
        if (at < 0)
        {
            return null;
        }

        var near = rows.Where((_, i) => Math.Abs(i - at) <= span).ToList();
        var percentile = (int)Math.Ceiling(100m * rows[at].Rank / rows.Count);
        return new BoardAround(version, rows.Count, near, ToNext(rows, board, at), percentile);
    }

    /// <summary>Rank and score at the end of each day, by sorting the standings of every day anew.</summary>
    public static List<HistoryDay> History(ScoreStore store, BoardDefinition board, int series, BoardQuery query, string subject)
    {
        var last = query.Period.Kind != PeriodKind.All && query.Today >= query.Period.End ? query.Period.End.AddDays(-1) : query.Today;
        var earliest = store.Rows.Keys.Where(k => k.Series == series).Select(k => k.Day).Append(last).Min();
        var days = new List<HistoryDay>();
        for (var day = query.Period.Kind == PeriodKind.All ? earliest : query.Period.Start; day <= last; day = day.AddDays(1))
        {
            var rows = Standing(store, board, series, query, day == last ? DateOnly.MaxValue : day.AddDays(1));
            var own = rows.Find(r => r.Subject == subject);
            days.Add(own.Subject is null ? new(day, null, 0) : new(day, Rank(rows, board, subject), own.Score));
        }

        return days;
    }

    /// <summary>Tries gains one after the other until the rank improves.</summary>
    private static long? ToNext(List<BoardRow> rows, BoardDefinition board, int at)
    {
        var own = rows[at];
        if (own.Rank == 1)
        {
            return null;
        }

        for (var gain = 1L; ; gain++)
        {
            var better = rows.Count(r => r.Subject != own.Subject
                && (r.Score > own.Score + gain || (!board.SharedTies && r.Score == own.Score + gain)));
            if (better + 1 < own.Rank)
            {
                return gain;
            }
        }
    }

    private static int Rank(List<BoardRow> rows, BoardDefinition board, string subject)
    {
        var own = rows.Single(r => r.Subject == subject);
        return 1 + (board.SharedTies ? rows.Count(r => r.Score > own.Score) : rows.IndexOf(own));
    }

    private static List<BoardRow> Standing(ScoreStore store, BoardDefinition board, int series, BoardQuery query, DateOnly until)
    {
        var rows = new List<BoardRow>();
        var subjects = store.Rows
            .Where(r => r.Key.Series == series && query.Period.Contains(r.Key.Day) && r.Key.Day < until)
            .GroupBy(r => r.Key.Subject, StringComparer.Ordinal);
        foreach (var days in subjects)
        {
            var score = days.Sum(d => d.Value.Value.Score);
            var provisional = days.Sum(d => d.Value.Value.Provisional);
            var reach = days.Max(d => d.Value.Reach);
            var listed = days.Sum(d => d.Value.Value.Count) > 0;
            if (board.PerHead)
            {
                var head = store.Heads.GetValueOrDefault(days.Key);
                var heads = board.RollUp ? head.WithDescendants : head.Own;
                listed &= heads >= Math.Max(1, board.MinimumHeadcount);
                score = (long)Math.Floor((decimal)score / Math.Max(1, heads));
                provisional = Math.Min(score, (long)Math.Floor((decimal)provisional / Math.Max(1, heads)));
            }

            if (listed)
            {
                rows.Add(new BoardRow(0, days.Key, score, provisional, board.SharedTies ? 0 : reach, null));
            }
        }

        return [.. rows.OrderByDescending(r => r.Score).ThenBy(r => r.Reach).ThenBy(r => r.Subject, StringComparer.Ordinal)];
    }
}
