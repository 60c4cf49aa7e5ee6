namespace GamifiedLoyalty.LoadTests.Installations;

/// <summary>The programs of the installed PostgreSQL.</summary>
internal static class PostgreSqlPrograms
{
    private const string Versions = "/usr/lib/postgresql";

    /// <summary>The path of a program: of the newest version where packages put them, else whatever is on the path.</summary>
    public static string Find(string name) =>
        (Directory.Exists(Versions) ? Directory.GetDirectories(Versions) : [])
            .Select(version => Path.Combine(version, "bin", name)).Where(File.Exists).Order(StringComparer.Ordinal).LastOrDefault() ?? name;
}
