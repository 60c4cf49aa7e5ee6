using System.Net.Sockets;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql.Following;
using Npgsql;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <summary>Turns what the server and the network report into the exceptions of the ports.</summary>
internal static class PostgreSqlErrors
{
    /// <summary>Raised by <c>append_commit</c>: the head is another one.</summary>
    public const string HeadMoved = "GL001";

    /// <summary>Raised by <c>fold_changes</c>: another node has folded.</summary>
    public const string FoldMoved = "GL002";

    /// <summary>Raised by <c>append_commit</c>: another node asked to be next.</summary>
    public const string TurnOfOther = "GL003";

    /// <summary>Classes of faults of the request itself: data, integrity, and what is too large.</summary>
    private static readonly string[] RequestClasses = ["22", "23", "54"];

    /// <summary>
    /// Whether the connection or the server went away, so that a new connection may do better. A prepared statement that is
    /// unknown went away with its server.
    /// </summary>
    public static bool IsConnectionLost(Exception error) => error switch
    {
        PostgresException postgres => postgres.SqlState
            is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.InvalidSqlStatementName
            || postgres.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException { InnerException: IOException or SocketException or EndOfStreamException } => true,
        SocketException or IOException => true,
        _ => false,
    };

    /// <summary>Whether it is one that <see cref="Translate"/> knows; cancellation that was asked for is not a failure.</summary>
    public static bool IsKnown(Exception error, CancellationToken cancellationToken) => error switch
    {
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        NpgsqlException or SocketException or IOException or TimeoutException or ObjectDisposedException => true,
        _ => false,
    };

    public static Exception Translate(Exception error) => error switch
    {
        PostgresException { SqlState: HeadMoved } moved => new HeadMovedException(moved.MessageText),
        PostgresException { SqlState: TurnOfOther } turn => new TurnOfOtherException(turn.MessageText),
        PostgresException postgres when RequestClasses.Contains(postgres.SqlState[..2], StringComparer.Ordinal) =>
            new InvalidOperationException("The write contradicts what is stored: " + postgres.MessageText, postgres),
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction } postgres =>
            new StoreUnavailableException("The database has no schema of this program: " + postgres.MessageText, postgres),
        ObjectDisposedException => new StoreUnavailableException("The store is closed.", error),
        _ => new StoreUnavailableException("The database cannot be used: " + error.Message, error),
    };
}
