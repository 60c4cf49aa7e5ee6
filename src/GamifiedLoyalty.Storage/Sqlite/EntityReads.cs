using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Reads of the slow-changing parts of a program.</summary>
internal static class EntityReads
{
    public static IReadOnlyList<StoredDefinition> Definitions(Database database, int program) => List(
        database.Prepare(
            """
            SELECT definition_version, version, at, document, rule_versions FROM definition
            WHERE program = ? ORDER BY definition_version
            """).Bind(program),
        q => new StoredDefinition(q.Int32(0), q.Int64(1), q.Instant(2), q.Blob(3), q.Text(4)));

    public static IReadOnlyList<StoredSeries> Series(Database database, int program) => List(
        database.Prepare("SELECT number, key, active FROM series WHERE program = ? ORDER BY number").Bind(program),
        q => new StoredSeries(q.Int32(0), q.Text(1), q.Int64(2) != 0));

    public static IReadOnlyList<DueRange> Due(Database database, int program) => List(
        database.Prepare(
            "SELECT due, first_version, last_version FROM due WHERE program = ? ORDER BY due, first_version").Bind(program),
        q => new DueRange(q.Instant(0), q.Int64(1), q.Int64(2)));

    public static IReadOnlyList<StoredDocument> Documents(Database database, int program) => List(
        database.Prepare("SELECT kind, id, version, body FROM document WHERE program = ? ORDER BY kind, id").Bind(program),
        q => new StoredDocument(q.Text(0), q.Text(1), q.Int64(2), q.Blob(3)));

    public static IReadOnlyList<long> Import(Database database, int program, string import) => List(
        database.Prepare("SELECT version FROM import_entry WHERE program = ? AND import = ? ORDER BY version")
            .Bind(program).Bind(import),
        q => q.Int64(0));

    /// <summary>All rows of a bound query.</summary>
    public static IReadOnlyList<T> List<T>(Statement query, Func<Statement, T> read)
    {
        var rows = new List<T>();
        while (query.Step())
        {
            rows.Add(read(query));
        }

        return rows;
    }
}
