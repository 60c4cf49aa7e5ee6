using GamifiedLoyalty.Engine.Ports;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Reads;

/// <summary>Reads of the slow-changing parts of a program.</summary>
internal static class EntityReads
{
    public static Task<IReadOnlyList<StoredDefinition>> DefinitionsAsync(Connections connections, int program, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Statement(
                """
                SELECT definition_version, version, at, document, rule_versions FROM definition
                WHERE program = $1 ORDER BY definition_version
                """).Bind(program),
            row => new StoredDefinition(row.GetInt32(0), row.GetInt64(1), row.Instant(2), row.Bytes(3), row.GetString(4)),
            cancellationToken);

    public static Task<IReadOnlyList<StoredSeries>> SeriesAsync(Connections connections, int program, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Statement("SELECT number, key, active FROM series WHERE program = $1 ORDER BY number").Bind(program),
            row => new StoredSeries(row.GetInt32(0), row.GetString(1), row.GetBoolean(2)),
            cancellationToken);

    public static Task<IReadOnlyList<DueRange>> DueAsync(Connections connections, int program, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Statement("SELECT due, first_version, last_version FROM due WHERE program = $1 ORDER BY due, first_version").Bind(program),
            row => new DueRange(row.Instant(0), row.GetInt64(1), row.GetInt64(2)),
            cancellationToken);

    public static Task<IReadOnlyList<StoredDocument>> DocumentsAsync(Connections connections, int program, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Statement("SELECT kind, id, version, body FROM document WHERE program = $1 ORDER BY kind, id").Bind(program),
            row => new StoredDocument(row.GetString(0), row.GetString(1), row.GetInt64(2), row.Bytes(3)),
            cancellationToken);

    public static Task<IReadOnlyList<long>> ImportAsync(Connections connections, int program, string import, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Statement("SELECT version FROM import_entry WHERE program = $1 AND import = $2 ORDER BY version").Bind(program).Bind(import),
            row => row.GetInt64(0),
            cancellationToken);
}
