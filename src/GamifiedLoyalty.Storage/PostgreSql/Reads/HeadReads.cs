using GamifiedLoyalty.Engine.Ports;
using Npgsql;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Reads;

/// <summary>Reads of the heads of programs.</summary>
internal static class HeadReads
{
    private const string Columns = "SELECT number, slug, head, hash, posted_through FROM program";

    public static Task<IReadOnlyList<ProgramHead>> ListAsync(Connections connections, CancellationToken cancellationToken) =>
        connections.ListAsync(Statement(Columns + " ORDER BY slug"), Read, cancellationToken);

    public static Task<ProgramHead?> FindAsync(Connections connections, string program, CancellationToken cancellationToken) =>
        connections.FindAsync(Statement(Columns + " WHERE slug = $1").Bind(program), Read, cancellationToken);

    private static ProgramHead Read(NpgsqlDataReader row) =>
        new(row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.Bytes(3), row.Instant(4));
}
