using System.Globalization;
using GamifiedLoyalty.LoadTests.Reports;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>
/// The machine's own limit: three rows an activity written into SQLite by prepared statements, with the durability of the
/// server (write-ahead log, a flush to the disk at every commit), and nothing else. The rows are the least that an activity
/// needs which must not count twice: itself under its unique id, its transfers in one row, and the score of its seller.
/// </summary>
internal static class RawLimit
{
    private const int SmallCommit = 64;
    private const int LargeCommit = 500;
    private const int Sellers = 10_000;
    private const int TransferBytes = 160;
    private const string Source = "load";

    private const string Schema = """
        PRAGMA page_size = 8192;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE activity (
            id INTEGER PRIMARY KEY, source TEXT NOT NULL, external_id TEXT NOT NULL, body BLOB NOT NULL, UNIQUE (source, external_id)) STRICT;
        CREATE TABLE transfers (activity INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
        CREATE TABLE score (
            day INTEGER NOT NULL, subject TEXT NOT NULL, score INTEGER NOT NULL, PRIMARY KEY (day, subject)) STRICT, WITHOUT ROWID;
        """;

    /// <summary>Measures small commits, the limit of single sales, and large ones, that of bulk; leaves both in the context.</summary>
    public static void MeasureBoth(WorkContext context, string folder)
    {
        context.SmallCommitLimit = Measure(context, folder, SmallCommit);
        context.LargeCommitLimit = Measure(context, folder, LargeCommit);
    }

    // Answers activities a second.
    private static double Measure(WorkContext context, string folder, int batch)
    {
        Console.Error.WriteLine($"limit: commits of {batch} activities");
        var file = Path.Combine(folder, $"limit-{batch}.db");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Check(connection, raw.sqlite3_exec(connection.Handle, Schema));
        context.Meter.Start();
        var latency = new Histogram();
        var window = new Window(Clock.Now, Clock.Add(Clock.Now, context.Options.LimitTime));
        var count = InsertUntil(connection, window.End, batch, latency, context.Cancellation);
        var rate = count / Clock.Seconds(window.From, Clock.Now);
        context.Rows.Add(Row.Of($"raw SQLite, 3 rows each, {batch} a commit", rate, latency, context.Meter.Stop()));
        return rate;
    }

    private static long InsertUntil(SqliteConnection connection, long end, int batch, Histogram latency, CancellationToken cancellationToken)
    {
        var body = new byte[SaleText.Line("2000-01-01T00:00:00+01:00").Length];
        var packed = new byte[TransferBytes];
        using var activity = Prepare(connection, "INSERT INTO activity VALUES (?, ?, ?, ?)");
        using var transfers = Prepare(connection, "INSERT INTO transfers VALUES (?, ?)");
        using var score = Prepare(connection, "INSERT INTO score VALUES (1, ?, ?) ON CONFLICT DO UPDATE SET score = score + excluded.score");
        var sales = new Sales("limit", Sellers);
        var id = 0L;
        for (var start = Clock.Now; start < end; start = Clock.Now)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Check(connection, raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE"));
            for (var i = 0; i < batch; i++)
            {
                id++;
                Check(connection, raw.sqlite3_bind_int64(activity, 1, id));
                Check(connection, raw.sqlite3_bind_text(activity, 2, Source));
                Check(connection, raw.sqlite3_bind_text(activity, 3, string.Create(CultureInfo.InvariantCulture, $"S-{id:D12}")));
                Check(connection, raw.sqlite3_bind_blob(activity, 4, body));
                Run(connection, activity);
                Check(connection, raw.sqlite3_bind_int64(transfers, 1, id));
                Check(connection, raw.sqlite3_bind_blob(transfers, 2, packed));
                Run(connection, transfers);
                Check(connection, raw.sqlite3_bind_text(score, 1, Sales.SellerId(sales.SellerOf(id))));
                Check(connection, raw.sqlite3_bind_int64(score, 2, id));
                Run(connection, score);
            }

            Check(connection, raw.sqlite3_exec(connection.Handle, "COMMIT"));
            latency.Record(Clock.Microseconds(start, Clock.Now));
        }

        return id;
    }

    private static void Run(SqliteConnection connection, sqlite3_stmt statement)
    {
        Check(connection, raw.sqlite3_step(statement));
        _ = raw.sqlite3_reset(statement);
    }

    private static sqlite3_stmt Prepare(SqliteConnection connection, string sql)
    {
        Check(connection, raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return statement;
    }

    private static void Check(SqliteConnection connection, int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            throw new LoadTestException($"SQLite error {code}: {raw.sqlite3_errmsg(connection.Handle).utf8_to_string()}");
        }
    }
}
