using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>The audit trail of access.</summary>
internal static class AuditTable
{
    private const string Columns = "SELECT id, at, actor, program, action, target FROM audit";
    private const string NewestFirst = " ORDER BY id DESC LIMIT ?";

    public static int Add(Database database, AuditRecord record) => database
        .Prepare("INSERT INTO audit (at, actor, program, action, target) VALUES (?, ?, ?, ?, ?)")
        .Bind(record.At).Bind(record.Actor).Bind(record.Program).Bind(record.Action).Bind(record.Target).Run();

    public static IReadOnlyList<AuditRecord> Read(Database database, string? program, long before, int limit)
    {
        var query = program is null
            ? database.Prepare(Columns + " WHERE id < ?" + NewestFirst)
            : database.Prepare(Columns + " WHERE program = ? AND id < ?" + NewestFirst).Bind(program);
        return EntityReads.List(query.Bind(before).Bind(limit), Read);
    }

    private static AuditRecord Read(Statement query) => new(
        query.Int64(0), query.Instant(1), query.Text(2), query.TextOrNull(3), query.Text(4), query.Text(5));
}
