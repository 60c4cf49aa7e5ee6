using GamifiedLoyalty.Engine.Ports;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Turns what the database and the file system report into the exceptions of the ports.</summary>
internal static class SqliteErrors
{
    /// <summary>Whether it is the request that is at fault, so that other requests may still succeed.</summary>
    public static bool IsFaultOfRequest(Exception error) => error switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode
            is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE or raw.SQLITE_MISUSE,
        IOException or UnauthorizedAccessException or ObjectDisposedException => false,
        _ => true,
    };

    public static Exception Translate(Exception error) => error switch
    {
        SqliteException sqlite when IsFaultOfRequest(sqlite) =>
            new InvalidOperationException("The write contradicts what is stored: " + sqlite.Message, sqlite),
        SqliteException sqlite =>
            new StoreUnavailableException("The database cannot be used: " + sqlite.Message, sqlite),
        IOException or UnauthorizedAccessException =>
            new StoreUnavailableException("The database file cannot be used: " + error.Message, error),
        ObjectDisposedException => new StoreUnavailableException("The store is closed.", error),
        _ => error,
    };
}
