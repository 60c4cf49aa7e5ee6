namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Secrets of this installation.</summary>
internal static class SecretTable
{
    /// <summary>The first value stored under a name stays, so that all who make one at first use agree on it.</summary>
    public static int Add(Database database, string name, string value) => database
        .Prepare("INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING").Bind(name).Bind(value).Run();

    public static IReadOnlyList<(string Name, string Value)> Read(Database database, string prefix) => EntityReads.List(
        database.Prepare("SELECT name, value FROM secret WHERE substr(name, 1, length(?1)) = ?1 ORDER BY name").Bind(prefix),
        q => (q.Text(0), q.Text(1)));
}
