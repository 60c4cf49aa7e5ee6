using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Reads of the log, its commits, receipts and adjustments.</summary>
internal static class LogReads
{
    public static long[] FindReceipts(Database database, int program, IReadOnlyList<ReceiptKey> keys)
    {
        var query = database.Prepare("SELECT version FROM receipt WHERE program = ? AND source = ? AND external_id = ?");
        var versions = new long[keys.Count];
        for (var i = 0; i < keys.Count; i++)
        {
            query.Bind(program).Bind(keys[i].Source).Bind(keys[i].ExternalId);
            while (query.Step())
            {
                versions[i] = query.Int64(0);
            }
        }

        return versions;
    }

    public static IReadOnlyList<StoredEntry> ReadAfter(Database database, int program, long after, int limit)
    {
        var query = database.Prepare("SELECT id, body FROM entry WHERE id > ? AND id <= ? ORDER BY id LIMIT ?")
            .Bind(EntryKey.After(program, after)).Bind(EntryKey.Last(program)).Bind(limit);
        var entries = new List<StoredEntry>();
        while (query.Step())
        {
            entries.Add(new StoredEntry(EntryKey.Version(query.Int64(0)), query.Blob(1)));
        }

        return entries;
    }

    public static IReadOnlyList<StoredEntry> FindEntries(Database database, int program, IReadOnlyList<long> versions) =>
        FindBodies(database, "SELECT body FROM entry WHERE id = ?", program, versions, (v, body) => new StoredEntry(v, body));

    public static IReadOnlyList<StoredAdjustment> FindAdjustments(Database database, int program, IReadOnlyList<long> versions) =>
        FindBodies(database, "SELECT body FROM adjustment WHERE id = ?", program, versions, (v, body) => new StoredAdjustment(v, body));

    public static IReadOnlyList<StoredCommit> Commits(Database database, int program, long after, int limit)
    {
        var query = database
            .Prepare("SELECT id, first_version, at, hash FROM commit_log WHERE id > ? AND id <= ? ORDER BY id LIMIT ?")
            .Bind(EntryKey.After(program, after)).Bind(EntryKey.Last(program)).Bind(limit);
        var commits = new List<StoredCommit>();
        while (query.Step())
        {
            commits.Add(new StoredCommit(
                query.Int64(1), EntryKey.Version(query.Int64(0)), query.Instant(2), query.Blob(3)));
        }

        return commits;
    }

    private static List<T> FindBodies<T>(
        Database database, string sql, int program, IReadOnlyList<long> versions, Func<long, byte[], T> make)
    {
        var query = database.Prepare(sql);
        var found = new List<T>(versions.Count);
        foreach (var version in versions.Distinct().Where(v => v > 0).Order())
        {
            query.Bind(EntryKey.Of(program, version));
            while (query.Step())
            {
                found.Add(make(version, query.Blob(0)));
            }
        }

        return found;
    }
}
