using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Storage.Backlogs;
using GamifiedLoyalty.Storage.Sqlite.Backlogs;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Reads of stored scores.</summary>
internal static class ScoreReads
{
    private const int RowsBetweenChecks = 4_096;

    public static long Visit(
        Database database,
        int program,
        int series,
        (DateOnly From, DateOnly Until) days,
        Action<ScoreKey, StoredScore> visit,
        CancellationToken cancellationToken)
    {
        var (version, _) = HeadReads.Position(database, program);
        var waiting = WaitingChanges(database, program, series, days);
        var query = database.Prepare(
            """
            SELECT day, subject, score, provisional, count, reach FROM score
            WHERE program = ? AND series = ? AND day >= ? AND day < ?
            """);
        query.Bind(program).Bind(series).Bind(days.From.DayNumber).Bind(days.Until.DayNumber);
        for (var row = 0L; query.Step(); row++)
        {
            if (row % RowsBetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var key = new ScoreKey(series, query.Text(1), DateOnly.FromDayNumber(query.Int32(0)));
            visit(key, waiting.Remove(key, out var change) ? Generation.Add(Score(query, 2), change) : Score(query, 2));
        }

        foreach (var (key, score) in waiting)
        {
            visit(key, score);
        }

        return version;
    }

    /// <summary>
    /// The one order of standings in SQL, over what is in the table: settle before. Text compares by its UTF-8 bytes, which for ids is the ordinal order.
    /// </summary>
    public static IReadOnlyList<(string Subject, StoredScore Total)> Rank(
        Database database, int program, int series, (DateOnly From, DateOnly Until) days, bool sharedTies, int limit)
    {
        var query = database.Prepare(
            """
            SELECT subject, sum(score) AS total, sum(provisional), sum(count), max(reach) AS reached FROM score
            WHERE program = ? AND series = ? AND day >= ? AND day < ?
            GROUP BY subject HAVING sum(count) > 0
            ORDER BY total DESC, CASE WHEN ? THEN 0 ELSE reached END, subject LIMIT ?
            """);
        query.Bind(program).Bind(series).Bind(days.From.DayNumber).Bind(days.Until.DayNumber)
            .Bind(sharedTies ? 1 : 0).Bind(limit);
        var standings = new List<(string, StoredScore)>();
        while (query.Step())
        {
            standings.Add((query.Text(0), Score(query, 1)));
        }

        return standings;
    }

    /// <summary>The sums of the changes that are not in the table yet.</summary>
    private static Dictionary<ScoreKey, StoredScore> WaitingChanges(
        Database database, int program, int series, (DateOnly From, DateOnly Until) days)
    {
        var waiting = new Dictionary<ScoreKey, StoredScore>();
        BacklogReads.VisitScores(database, BacklogReads.Progress(database), (_, key, change) =>
        {
            if (key.Program == program && key.Key.Series == series && key.Key.Day >= days.From && key.Key.Day < days.Until)
            {
                waiting[key.Key] = waiting.TryGetValue(key.Key, out var sum) ? Generation.Add(sum, change) : change;
            }
        });
        return waiting;
    }

    private static StoredScore Score(Statement query, int first) => new(
        new ScoreValue(query.Int64(first), query.Int64(first + 1), query.Int64(first + 2)), query.Int64(first + 3));
}
