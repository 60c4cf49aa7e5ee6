using System.Text;
using SQLitePCL;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>
/// A prepared statement that is bound by position and run many times. The thinnest layer over the native calls that
/// still reads well: the hot path runs it some hundred thousand times a second.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int StackBytes = 512;

    private readonly Database _database;
    private readonly sqlite3_stmt _handle;
    private int _bound;

    public Statement(Database database, string sql)
    {
        _database = database;
        database.Check(raw.sqlite3_prepare_v3(database.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle));
    }

    public Statement Bind(long value)
    {
        _database.Check(raw.sqlite3_bind_int64(_handle, ++_bound, value));
        return this;
    }

    public Statement Bind(DateTimeOffset instant) => Bind(instant.UtcTicks);

    public Statement Bind(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            // An empty span would bind NULL, so the empty text goes the slower way.
            var code = value is null
                ? raw.sqlite3_bind_null(_handle, ++_bound)
                : raw.sqlite3_bind_text(_handle, ++_bound, value);
            _database.Check(code);
            return this;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> buffer = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var length = Encoding.UTF8.GetBytes(value, buffer);
        _database.Check(raw.sqlite3_bind_text(_handle, ++_bound, buffer[..length]));
        return this;
    }

    public Statement Bind(ReadOnlySpan<byte> value)
    {
        var code = value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(_handle, ++_bound, 0)
            : raw.sqlite3_bind_blob(_handle, ++_bound, value);
        _database.Check(code);
        return this;
    }

    /// <summary>Moves to the next row; after the last one the statement is ready to be bound again.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        // The error is read before the reset, which answers it a second time.
        var error = code == raw.SQLITE_DONE ? null : _database.Error(code);
        Reset();
        return error is null ? false : throw error;
    }

    /// <summary>Runs a statement that returns no rows and answers how many it changed.</summary>
    public int Run()
    {
        Step();
        return raw.sqlite3_changes(_database.Handle);
    }

    public void Reset()
    {
        _ = raw.sqlite3_reset(_handle);
        _bound = 0;
    }

    public long Int64(int column) => raw.sqlite3_column_int64(_handle, column);

    public int Int32(int column) => checked((int)Int64(column));

    public DateTimeOffset Instant(int column) => new(Int64(column), TimeSpan.Zero);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? TextOrNull(int column) =>
        raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL ? null : Text(column);

    public byte[] Blob(int column) => Bytes(column).ToArray();

    /// <summary>The bytes of a text or blob; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_handle, column);

    public void Dispose() => _handle.Dispose();
}
