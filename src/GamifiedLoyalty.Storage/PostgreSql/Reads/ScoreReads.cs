using System.Runtime.InteropServices;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Storage.Backlogs;
using GamifiedLoyalty.Storage.PostgreSql.Folding;
using Npgsql;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Reads;

/// <summary>Which stored scores to read.</summary>
/// <param name="Program">The program's number.</param>
/// <param name="Series">The series' number.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The day after the last.</param>
internal readonly record struct ScoreRange(int Program, int Series, DateOnly From, DateOnly Until)
{
    public bool Contains(ProgramScoreKey key) => key.Key.Series == Series && key.Key.Day >= From && key.Key.Day < Until;

    /// <summary>Binds it as the next four parameters.</summary>
    public NpgsqlBatchCommand BindTo(NpgsqlBatchCommand statement) =>
        statement.Bind(Program).Bind(Series).Bind(From.DayNumber).Bind(Until.DayNumber);
}

/// <summary>Reads of stored scores: those in the table and the changes that wait to be folded, in one snapshot.</summary>
internal static class ScoreReads
{
    public static Task<long> VisitAsync(
        Connections connections, ScoreRange range, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken)
    {
        var table = range.BindTo(Statement(
            """
            SELECT day, subject, score, provisional, count, reach FROM score
            WHERE program = $1 AND series = $2 AND day >= $3 AND day < $4
            """));
        return connections.StreamSnapshotAsync(
            [FoldPosition.Select(range.Program), Changes(range.Program), table],
            async reader =>
            {
                var position = await FoldPosition.ReadAsync(reader, cancellationToken);
                var waiting = await WaitingChanges.ReadAsync(reader, range, cancellationToken);
                await reader.NextResultAsync(cancellationToken);
                await Rows.VisitAsync(reader, row => Visit(row, range, waiting, visit), cancellationToken);
                foreach (var (key, score) in waiting.Sums)
                {
                    visit(key, score);
                }

                return position.Head;
            },
            cancellationToken);
    }

    /// <summary>The one order of standings in SQL. Sums are exact, and fail when they do not fit.</summary>
    public static Task<IReadOnlyList<(string Subject, StoredScore Total)>> RankAsync(
        Connections connections, ScoreRange range, bool sharedTies, int limit, CancellationToken cancellationToken) =>
        connections.ReadTogetherAsync(
            async connection =>
            {
                var waiting = await RunAsync(
                    connection, Changes(range.Program), reader => WaitingChanges.ReadAsync(reader, range, cancellationToken), cancellationToken);
                return await RunAsync(
                    connection, Ranking(range, waiting, sharedTies, limit),
                    reader => Rows.ListAsync(reader, row => (row.GetString(0), Score(row, 1)), cancellationToken), cancellationToken);
            },
            cancellationToken);

    private static NpgsqlBatchCommand Changes(int program) => Statement(
        """
        SELECT cleared, scores FROM change
        WHERE id > $1 + (SELECT folded FROM fold WHERE program = $3) AND id <= $2 AND (scores IS NOT NULL OR cleared IS NOT NULL) ORDER BY id
        """).Bind(EntryKey.Of(program, 0)).Bind(EntryKey.Last(program)).Bind(program);

    private static NpgsqlBatchCommand Ranking(ScoreRange range, WaitingChanges waiting, bool sharedTies, int limit)
    {
        var changes = waiting.Sums.ToArray();
        return range.BindTo(Statement(
            """
            WITH scores AS (
                SELECT subject, score, provisional, count, reach FROM score
                WHERE program = $1 AND series = $2 AND day >= $3 AND day < $4 AND NOT $5
                UNION ALL SELECT c.* FROM unnest($6, $7, $8, $9, $10) AS c (subject, score, provisional, count, reach))
            SELECT subject, sum(score)::bigint AS total, sum(provisional)::bigint, sum(count)::bigint, max(reach) AS reached FROM scores
            GROUP BY subject HAVING sum(count) > 0
            ORDER BY total DESC, CASE WHEN $11 THEN 0 ELSE max(reach) END, subject COLLATE "C" LIMIT $12
            """))
            .Bind(waiting.AreCleared).Bind(changes.Select(c => c.Key.Subject).ToArray()).Bind(changes.Select(c => c.Value.Value.Score).ToArray())
            .Bind(changes.Select(c => c.Value.Value.Provisional).ToArray()).Bind(changes.Select(c => c.Value.Value.Count).ToArray())
            .Bind(changes.Select(c => c.Value.Reach).ToArray()).Bind(sharedTies).Bind(limit);
    }

    private static async Task<T> RunAsync<T>(
        NpgsqlConnection connection, NpgsqlBatchCommand statement, Func<NpgsqlDataReader, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { statement } };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await read(reader);
    }

    private static void Visit(NpgsqlDataReader row, ScoreRange range, WaitingChanges waiting, Action<ScoreKey, StoredScore> visit)
    {
        if (!waiting.AreCleared)
        {
            var key = new ScoreKey(range.Series, row.GetString(1), DateOnly.FromDayNumber(row.GetInt32(0)));
            visit(key, waiting.Sums.Remove(key, out var change) ? Generation.Add(Score(row, 2), change) : Score(row, 2));
        }
    }

    private static StoredScore Score(NpgsqlDataReader row, int first) => new(
        new ScoreValue(row.GetInt64(first), row.GetInt64(first + 1), row.GetInt64(first + 2)), row.GetInt64(first + 3));
}

/// <summary>The sums of the changes of a range that wait to be folded.</summary>
internal sealed class WaitingChanges
{
    public Dictionary<ScoreKey, StoredScore> Sums { get; } = [];

    /// <summary>Whether what the table has of the series is void.</summary>
    public bool AreCleared { get; private set; }

    /// <summary>Reads rows of cleared series and packed scores, in the order of their versions.</summary>
    public static async Task<WaitingChanges> ReadAsync(NpgsqlDataReader reader, ScoreRange range, CancellationToken cancellationToken)
    {
        var waiting = new WaitingChanges();
        await Rows.VisitAsync(reader, row => waiting.Add(row, range), cancellationToken);
        return waiting;
    }

    private void Add(NpgsqlDataReader row, ScoreRange range)
    {
        if (!row.IsDBNull(0) && row.GetFieldValue<int[]>(0).Contains(range.Series))
        {
            AreCleared = true;
            Sums.Clear();
        }

        if (row.BytesOrNull(1) is { } packed)
        {
            BacklogCodec.ReadScores(packed, (key, change) =>
            {
                if (range.Contains(key))
                {
                    ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(Sums, key.Key, out var exists);
                    sum = exists ? Generation.Add(sum, change) : change;
                }
            });
        }
    }
}
