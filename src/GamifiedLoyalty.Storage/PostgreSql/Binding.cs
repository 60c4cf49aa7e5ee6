using Npgsql;
using NpgsqlTypes;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <summary>Parameters by position, typed, so that nothing is boxed and an absent value has a type as well.</summary>
internal static class Binding
{
    /// <summary>A statement with <c>$1</c>, <c>$2</c> and so on for what is bound to it.</summary>
    public static NpgsqlBatchCommand Statement(string sql) => new(sql);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, int value) => Add(statement, value, NpgsqlDbType.Integer);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, long value) => Add(statement, value, NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, bool value) => Add(statement, value, NpgsqlDbType.Boolean);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, string? value) => Add(statement, value, NpgsqlDbType.Text);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, byte[]? value) => Add(statement, value, NpgsqlDbType.Bytea);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, DateTimeOffset instant) => statement.Bind(instant.UtcTicks);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, short[] values) => AddArray(statement, values, NpgsqlDbType.Smallint);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, int[]? values) => AddArray(statement, values, NpgsqlDbType.Integer);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, long[] values) => AddArray(statement, values, NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, bool[] values) => AddArray(statement, values, NpgsqlDbType.Boolean);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, string?[] values) => AddArray(statement, values, NpgsqlDbType.Text);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, byte[]?[] values) => AddArray(statement, values, NpgsqlDbType.Bytea);

    public static NpgsqlBatchCommand Bind(this NpgsqlBatchCommand statement, ReadOnlyMemory<byte>[] values) => AddArray(statement, values, NpgsqlDbType.Bytea);

    /// <summary>The same statement for another connection: one that was sent remembers the connection that prepared it.</summary>
    public static NpgsqlBatchCommand Copy(NpgsqlBatchCommand statement)
    {
        var copy = Statement(statement.CommandText);
        foreach (NpgsqlParameter parameter in statement.Parameters)
        {
            copy.Parameters.Add(parameter.Clone());
        }

        return copy;
    }

    /// <summary>An instant stored as ticks.</summary>
    public static DateTimeOffset Instant(this NpgsqlDataReader row, int column) => new(row.GetInt64(column), TimeSpan.Zero);

    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    private static NpgsqlBatchCommand AddArray<T>(NpgsqlBatchCommand statement, T value, NpgsqlDbType type) =>
        Add(statement, value, NpgsqlDbType.Array | type);

    private static NpgsqlBatchCommand Add<T>(NpgsqlBatchCommand statement, T value, NpgsqlDbType type)
    {
        statement.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return statement;
    }
}
