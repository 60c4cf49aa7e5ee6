using Npgsql;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <summary>How the PostgreSQL store is set up.</summary>
/// <param name="ConnectionString">
/// Where the database is, as key=value pairs separated by semicolons, such as
/// <c>Host=db;Database=loyalty;Username=loyalty;Password=…</c>. What it says of timeouts and of the pool wins over the defaults here.
/// </param>
public sealed record PostgreSqlStoreOptions(string ConnectionString)
{
    /// <summary>Most connections of this node, and so most concurrent reads and commits; 2 to 1,000. One more listens.</summary>
    public int MaxConnections { get; init; } = 32;

    /// <summary>How long to wait for a connection, in seconds; 1 to 1,024.</summary>
    public int ConnectTimeoutSeconds { get; init; } = 5;

    /// <summary>How long a statement may take before the server counts as away, in seconds; at least 1.</summary>
    public int StatementTimeoutSeconds { get; init; } = 30;

    /// <summary>
    /// Bytes of committed changes of a program that gather, each commit counted with 4 kB more than it has, before they are
    /// folded into the tables of owners and scores. More bytes mean fewer writes, but more memory and slower first reads.
    /// </summary>
    public long FoldBytes { get; init; } = 32 * 1_048_576;

    /// <summary>Told what went wrong beside commits and reads: folding, telling other nodes, listening to them. It is tried again.</summary>
    public Action<Exception>? OnFault { get; init; }

    /// <summary>What is wrong with a connection string; null when nothing is.</summary>
    public static string? Fault(string? connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString);
            return string.IsNullOrEmpty(builder.Host) ? "it names no Host." : builder.Multiplexing ? "Multiplexing is not supported." : null;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            // The message is about keys and never repeats a value, which may be a password.
            return "it cannot be read; key=value pairs separated by semicolons are expected.";
        }
    }

    /// <summary>What is wrong with the options; null when nothing is.</summary>
    internal string? Fault() => Fault(ConnectionString) is { } fault
        ? "The connection string cannot be used: " + fault
        : MaxConnections is < 2 or > 1_000 || ConnectTimeoutSeconds is < 1 or > 1_024 || StatementTimeoutSeconds < 1 || FoldBytes < 1
            ? "A number of the PostgreSQL store's options is out of range."
            : null;
}
