using Microsoft.Data.Sqlite;
using SQLitePCL;
using static System.FormattableString;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>One connection with the statements prepared on it. Used by one thread at a time.</summary>
internal sealed class Database : IDisposable
{
    /// <summary>Fixed for good: a backup can replace the content of a live file only when the page sizes agree.</summary>
    public const int PageSize = 8192;

    /// <summary><c>SQLITE_DBSTATUS_CACHE_WRITE</c>: pages written to the file or the log.</summary>
    private const int DbStatusCacheWrite = 9;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    private Database(string file, SqliteOpenMode mode)
    {
        // Pooling would keep the file open after it is done with, and restore and temporary files need it closed.
        var text = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false };
        _connection = new SqliteConnection(text.ToString());
        try
        {
            _connection.Open();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public sqlite3 Handle => _connection.Handle!;

    /// <summary>Opens the connection that writes, creating the file when there is none.</summary>
    public static Database OpenWriter(string file, SqliteStoreOptions options) => Configure(
        new Database(file, SqliteOpenMode.ReadWriteCreate),
        Invariant($"""
        PRAGMA busy_timeout = {options.BusyTimeoutMilliseconds};
        PRAGMA page_size = {PageSize};
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA cache_size = -65536;
        PRAGMA temp_store = MEMORY;
        PRAGMA wal_autocheckpoint = 0;
        """));

    /// <summary>
    /// Opens a connection that only reads. It may write to the file's shared-memory index, which a connection opened
    /// read-only may not, and which reading needs when no writer runs.
    /// </summary>
    public static Database OpenReader(string file, SqliteStoreOptions options) => Configure(
        new Database(file, SqliteOpenMode.ReadWrite),
        Invariant($"""
        PRAGMA busy_timeout = {options.BusyTimeoutMilliseconds};
        PRAGMA query_only = ON;
        PRAGMA cache_size = -16384;
        PRAGMA temp_store = MEMORY;
        """));

    /// <summary>Opens a connection that only moves the write-ahead log into the file.</summary>
    public static Database OpenCheckpointer(string file, SqliteStoreOptions options) => Configure(
        new Database(file, SqliteOpenMode.ReadWrite),
        Invariant($"""
        PRAGMA busy_timeout = {options.BusyTimeoutMilliseconds};
        PRAGMA synchronous = FULL;
        PRAGMA wal_autocheckpoint = 0;
        """));

    /// <summary>Opens a file that stands alone, such as a backup in the making.</summary>
    public static Database OpenPlain(string file, bool create) =>
        new(file, create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);

    /// <summary>A statement that is prepared at its first use and kept.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new Statement(this, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Runs statements that return nothing of interest.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(Handle, sql));

    /// <summary>The first column of the first row as text.</summary>
    public string? Scalar(string sql)
    {
        using var statement = new Statement(this, sql);
        return statement.Step() ? statement.TextOrNull(0) : null;
    }

    /// <summary>How many pages this connection has written since it was asked last.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(Handle, DbStatusCacheWrite, out var pages, out _, resetFlg: 1));
        return pages;
    }

    /// <summary>Moves what it can of the write-ahead log into the file, without waiting for others.</summary>
    public void Checkpoint()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);
        Check(code == raw.SQLITE_BUSY ? raw.SQLITE_OK : code);
    }

    /// <summary>Undoes an open transaction, if there is one: some errors have already undone it.</summary>
    public void RollbackIfOpen()
    {
        if (raw.sqlite3_get_autocommit(Handle) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    public void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Error(code);
        }
    }

    public SqliteException Error(int code)
    {
        var text = raw.sqlite3_errmsg(Handle).utf8_to_string();
        return new SqliteException(Invariant($"SQLite error {code}: {text}."), code & 0xFF, raw.sqlite3_extended_errcode(Handle));
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private static Database Configure(Database database, string pragmas)
    {
        try
        {
            database.Execute(pragmas);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}
