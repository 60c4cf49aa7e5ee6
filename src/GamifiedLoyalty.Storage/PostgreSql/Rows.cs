using Npgsql;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <summary>Reads the rows of the answer that a reader stands at.</summary>
internal static class Rows
{
    /// <summary>All rows.</summary>
    public static async Task<IReadOnlyList<T>> ListAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>The only row, or null.</summary>
    public static async Task<T?> FindAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : class => await reader.ReadAsync(cancellationToken) ? read(reader) : null;

    /// <summary>Hands on each row.</summary>
    public static async Task VisitAsync(NpgsqlDataReader reader, Action<NpgsqlDataReader> visit, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            visit(reader);
        }
    }

    /// <summary>All rows that a statement answers.</summary>
    public static Task<IReadOnlyList<T>> ListAsync<T>(
        this Connections connections, NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        connections.ReadAsync(statement, reader => ListAsync(reader, read, cancellationToken), cancellationToken);

    /// <summary>The only row that a statement answers, or null.</summary>
    public static Task<T?> FindAsync<T>(
        this Connections connections, NpgsqlBatchCommand statement, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
        where T : class => connections.ReadAsync(statement, reader => FindAsync(reader, read, cancellationToken), cancellationToken);
}
