using GamifiedLoyalty.Engine.Ports;
using Npgsql;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Access;

/// <summary>The audit trail of access.</summary>
internal static class AuditTable
{
    private const string Columns = "SELECT id, at, actor, program, action, target FROM audit WHERE id < $1";
    private const string NewestFirst = " ORDER BY id DESC LIMIT $2";

    public static Task<int> AddAsync(Connections connections, AuditRecord record, CancellationToken cancellationToken) => connections.WriteAsync(
        Statement("INSERT INTO audit (at, actor, program, action, target) VALUES ($1, $2, $3, $4, $5)")
            .Bind(record.At).Bind(record.Actor).Bind(record.Program).Bind(record.Action).Bind(record.Target),
        cancellationToken);

    public static Task<IReadOnlyList<AuditRecord>> ReadAsync(
        Connections connections, string? program, long before, int limit, CancellationToken cancellationToken)
    {
        var statement = Statement(Columns + (program is null ? "" : " AND program = $3") + NewestFirst).Bind(before).Bind(limit);
        return connections.ListAsync(program is null ? statement : statement.Bind(program), Read, cancellationToken);
    }

    private static AuditRecord Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.Instant(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetString(4), row.GetString(5));
}
