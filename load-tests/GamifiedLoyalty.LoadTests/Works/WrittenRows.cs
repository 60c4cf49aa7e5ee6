using System.Globalization;
using Npgsql;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>Counts the rows that a database wrote, as it counts them itself: inserted, updated and deleted.</summary>
/// <param name="database">Its connection string.</param>
internal sealed class WrittenRows(string database)
{
    // A process of the database that is idle tells what it did within ten seconds.
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(11);

    private const string Query = """
        SELECT false AS toast, relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables
        UNION ALL
        SELECT true, u.relname, t.n_tup_ins + t.n_tup_upd + t.n_tup_del
        FROM pg_stat_user_tables u JOIN pg_class c ON c.oid = u.relid JOIN pg_stat_all_tables t ON t.relid = c.reltoastrelid
        """;

    /// <summary>Rows so far by table; what is too large for its row and stored apart, in rows of its own, has the name with a star.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("rows: waiting until the database has counted them");
        await Task.Delay(Settles, cancellationToken);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows[reader.GetString(1) + (reader.GetBoolean(0) ? "*" : "")] = reader.GetInt64(2);
        }

        return rows;
    }
}

/// <summary>The rows that a work wrote for each of its activities.</summary>
/// <param name="Tables">In tables.</param>
/// <param name="Toast">Beside them, for values too large for a row.</param>
/// <param name="Detail">The tables with most of them.</param>
internal sealed record RowsPerActivity(double Tables, double Toast, string Detail)
{
    /// <summary>The difference of two counts, for so many activities.</summary>
    public static RowsPerActivity Of(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> after, long activities)
    {
        var each = after.Select(r => (Table: r.Key, Rows: (r.Value - before.GetValueOrDefault(r.Key)) / (double)activities)).ToArray();
        var (toast, tables) = (each.Where(r => IsToast(r.Table)), each.Where(r => !IsToast(r.Table)));
        var most = tables.Where(r => r.Rows >= 0.0005).OrderByDescending(r => r.Rows)
            .Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Table} {r.Rows:N3}"));
        return new RowsPerActivity(tables.Sum(r => r.Rows), toast.Sum(r => r.Rows), string.Join(", ", most));
    }

    private static bool IsToast(string table) => table.EndsWith('*');
}
