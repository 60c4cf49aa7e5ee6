using GamifiedLoyalty.Engine.Ports;
using Npgsql;
using static GamifiedLoyalty.Storage.PostgreSql.Binding;

namespace GamifiedLoyalty.Storage.PostgreSql.Reads;

/// <summary>Reads of the log, its commits, receipts and adjustments.</summary>
internal static class LogReads
{
    public static Task<long[]> FindReceiptsAsync(
        Connections connections, int program, IReadOnlyList<ReceiptKey> keys, CancellationToken cancellationToken)
    {
        // With a limit inside, each key is one look into the index, whatever the planner believes of the table.
        var statement = Statement(
            """
            SELECT k.n, e.id FROM unnest($2, $3) WITH ORDINALITY AS k (source, external_id, n)
            CROSS JOIN LATERAL (
                SELECT id FROM entry WHERE program = $1 AND source = k.source AND external_id = k.external_id LIMIT 1) AS e
            """).Bind(program).Bind(keys.Select(k => k.Source).ToArray()).Bind(keys.Select(k => k.ExternalId).ToArray());
        return connections.ReadAsync(
            statement,
            async reader =>
            {
                var versions = new long[keys.Count];
                await Rows.VisitAsync(reader, row => versions[row.GetInt64(0) - 1] = EntryKey.Version(row.GetInt64(1)), cancellationToken);
                return versions;
            },
            cancellationToken);
    }

    public static Task<IReadOnlyList<StoredEntry>> ReadAfterAsync(
        Connections connections, int program, long after, int limit, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Range(Statement("SELECT id, body FROM entry WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3"), program, after).Bind(limit), Entry, cancellationToken);

    public static Task<IReadOnlyList<StoredEntry>> FindEntriesAsync(
        Connections connections, int program, IReadOnlyList<long> versions, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Statement("SELECT id, body FROM entry WHERE id = ANY ($1) ORDER BY id").Bind(Keys(program, versions)), Entry, cancellationToken);

    public static Task<IReadOnlyList<StoredAdjustment>> FindAdjustmentsAsync(
        Connections connections, int program, IReadOnlyList<long> versions, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Statement("SELECT id, body FROM adjustment WHERE id = ANY ($1) ORDER BY id").Bind(Keys(program, versions)),
            row => new StoredAdjustment(EntryKey.Version(row.GetInt64(0)), row.Bytes(1)),
            cancellationToken);

    public static Task<IReadOnlyList<StoredCommit>> CommitsAsync(
        Connections connections, int program, long after, int limit, CancellationToken cancellationToken) =>
        connections.ListAsync(
            Range(Statement("SELECT id, first_version, at, hash FROM commit_log WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3"), program, after).Bind(limit),
            row => new StoredCommit(row.GetInt64(1), EntryKey.Version(row.GetInt64(0)), row.Instant(2), row.Bytes(3)),
            cancellationToken);

    private static StoredEntry Entry(NpgsqlDataReader row) => new(EntryKey.Version(row.GetInt64(0)), row.Bytes(1));

    private static NpgsqlBatchCommand Range(NpgsqlBatchCommand statement, int program, long after) =>
        statement.Bind(EntryKey.After(program, after)).Bind(EntryKey.Last(program));

    private static long[] Keys(int program, IReadOnlyList<long> versions) =>
        [.. versions.Where(v => v > 0).Select(v => EntryKey.Of(program, v))];
}
