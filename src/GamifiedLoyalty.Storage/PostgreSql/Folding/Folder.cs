using GamifiedLoyalty.Engine.Ports;
using Npgsql;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Folding;

/// <summary>
/// Folds the changes of programs into the tables of owners and scores, beside the commits. Any node may: the fold position
/// is advanced by compare-and-set in the statement that writes, which the server has whole before it runs, so one node
/// wins, the others notice, and one that is paused blocks nobody.
/// </summary>
internal sealed class Folder(Connections connections, PostgreSqlStoreOptions options) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Task> _running = [];
    private readonly CancellationTokenSource _stop = new();

    /// <summary>A commit left so many bytes waiting: begins to fold when they are enough and this node does not yet.</summary>
    public void Committed(int program, long waiting)
    {
        if (waiting < options.FoldBytes)
        {
            return;
        }

        lock (_lock)
        {
            if (!_stop.IsCancellationRequested && _running.GetValueOrDefault(program) is null or { IsCompleted: true })
            {
                _running[program] = Task.Run(() => RunAsync(program));
            }
        }
    }

    /// <summary>Folds one portion of a program's changes, if enough of them wait.</summary>
    /// <returns>Whether more may wait.</returns>
    public async Task<bool> FoldAsync(int program, CancellationToken cancellationToken)
    {
        if (await TargetAsync(program, cancellationToken) is not { } portion)
        {
            return false;
        }

        var sum = await SumAsync(program, portion, cancellationToken);
        try
        {
            await connections.WriteAtLeisureAsync(Write(program, portion, sum), cancellationToken);
            return true;
        }
        catch (StoreUnavailableException error) when (error.InnerException is PostgresException { SqlState: PostgreSqlErrors.FoldMoved })
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_lock)
        {
            _stop.Cancel();
            running = [.. _running.Values];
        }

        await Task.WhenAll(running);
    }

    private async Task RunAsync(int program)
    {
        try
        {
            while (await FoldAsync(program, _stop.Token))
            {
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // What was not folded waits for the next start.
        }
        catch (Exception error)
        {
            options.OnFault?.Invoke(error);
        }
    }

    private Task<Portion?> TargetAsync(int program, CancellationToken cancellationToken) => connections.FindAsync(
        Statement(
            """
            SELECT f.folded, c.id FROM fold f CROSS JOIN LATERAL (
                SELECT id FROM change WHERE id > $2 + f.folded AND id <= $3 AND size >= f.size + $4 ORDER BY id LIMIT 1) AS c
            WHERE f.program = $1
            """).Bind(program).Bind(EntryKey.Of(program, 0)).Bind(EntryKey.Last(program)).Bind(options.FoldBytes),
        row => new Portion(row.GetInt64(0), EntryKey.Version(row.GetInt64(1))),
        cancellationToken);

    private async Task<FoldSum> SumAsync(int program, Portion portion, CancellationToken cancellationToken) => await connections.ReadAsync(
        Statement("SELECT id, cleared, scores, owners FROM change WHERE id > $1 AND id <= $2 ORDER BY id")
            .Bind(EntryKey.Of(program, portion.Folded)).Bind(EntryKey.Of(program, portion.Target)),
        async reader =>
        {
            var sum = new FoldSum(program);
            await Rows.VisitAsync(reader, sum.Add, cancellationToken);
            return sum;
        },
        cancellationToken);

    private static NpgsqlBatchCommand Write(int program, Portion portion, FoldSum sum)
    {
        var plan = sum.Plan();
        var (owners, scores) = (plan.Owners, plan.Scores);
        return Statement("SELECT fold_changes($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
            .Bind(program).Bind(portion.Folded).Bind(portion.Target)
            .Bind(Column(owners, o => (short)o.Owner.Owner.Kind)).Bind(Column(owners, o => o.Owner.Owner.Id)).Bind(Column(owners, o => o.State))
            .Bind(sum.Cleared.ToArray())
            .Bind(Column(scores, s => s.Key.Key.Series)).Bind(Column(scores, s => s.Key.Key.Day.DayNumber)).Bind(Column(scores, s => s.Key.Key.Subject))
            .Bind(Column(scores, s => s.Change.Value.Score)).Bind(Column(scores, s => s.Change.Value.Provisional))
            .Bind(Column(scores, s => s.Change.Value.Count)).Bind(Column(scores, s => s.Change.Reach));
    }

    private static TOut[] Column<TIn, TOut>(IReadOnlyList<TIn> rows, Func<TIn, TOut> part)
    {
        var column = new TOut[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = part(rows[i]);
        }

        return column;
    }

    private sealed record Portion(long Folded, long Target);
}
