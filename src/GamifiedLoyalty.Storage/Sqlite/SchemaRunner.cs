using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GamifiedLoyalty.Engine.Ports;
using static System.FormattableString;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>A numbered step of the schema.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Name">Its file's name.</param>
/// <param name="Sql">What it runs.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the SQL in hexadecimal: a step that changed after it ran somewhere is refused there.</summary>
    public string Checksum { get; } = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));
}

/// <summary>Brings a database to the schema of this binary, forward only.</summary>
internal sealed class SchemaRunner
{
    private const string ResourcePrefix = "Sqlite.Migrations.";
    private readonly IReadOnlyList<Migration> _known;

    /// <exception cref="SchemaException">The numbers of the steps are not 1, 2, 3 and so on.</exception>
    public SchemaRunner(IReadOnlyList<Migration> known)
    {
        _known = [.. known.OrderBy(m => m.Number)];
        for (var i = 0; i < _known.Count; i++)
        {
            if (_known[i].Number != i + 1)
            {
                throw new SchemaException(
                    Invariant($"Migration {i + 1} is missing from this program, which has '{_known[i].Name}' in its place."));
            }
        }
    }

    /// <summary>The steps built into this binary.</summary>
    public static SchemaRunner BuiltIn { get; } = new(ReadResources());

    /// <summary>The checksums of the known steps, in order.</summary>
    public IEnumerable<string> Checksums => _known.Select(m => m.Checksum);

    /// <summary>Runs the steps that are missing, each in a transaction of its own.</summary>
    public void Migrate(Database database)
    {
        database.Execute(
            "CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT");
        while (RunNext(database))
        {
        }
    }

    /// <summary>Refuses a database whose steps are not a beginning of the known ones; answers how many it has.</summary>
    public int Check(Database database)
    {
        var applied = ReadApplied(database);
        for (var i = 0; i < applied.Count; i++)
        {
            var (number, name, checksum) = applied[i];
            if (number != i + 1)
            {
                throw new SchemaException(Invariant($"The database lacks migration {i + 1} but has {number} ('{name}')."));
            }

            if (number > _known.Count)
            {
                throw new SchemaException(
                    Invariant($"The database has schema {applied[^1].Number}, newer than {_known.Count}, the newest this program knows; use a newer program."));
            }

            if (!string.Equals(checksum, _known[i].Checksum, StringComparison.Ordinal))
            {
                throw new SchemaException(
                    Invariant($"Migration {number} ('{name}') of the database differs from the one in this program; it was changed after it ran."));
            }
        }

        return applied.Count;
    }

    private bool RunNext(Database database)
    {
        // The write lock is taken before the state is read: of two processes that start at once, one runs each step.
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            var next = Check(database);
            if (next == _known.Count)
            {
                database.Execute("COMMIT");
                return false;
            }

            var step = _known[next];
            database.Execute(step.Sql);
            database.Prepare("INSERT INTO schema_migration (number, name, checksum) VALUES (?, ?, ?)")
                .Bind(step.Number).Bind(step.Name).Bind(step.Checksum).Run();
            database.Execute("COMMIT");
            return true;
        }
        catch
        {
            database.RollbackIfOpen();
            throw;
        }
    }

    private static List<(int Number, string Name, string Checksum)> ReadApplied(Database database)
    {
        var applied = new List<(int, string, string)>();
        var query = database.Prepare("SELECT number, name, checksum FROM schema_migration ORDER BY number");
        while (query.Step())
        {
            applied.Add((query.Int32(0), query.Text(1), query.Text(2)));
        }

        return applied;
    }

    private static List<Migration> ReadResources()
    {
        var assembly = typeof(SchemaRunner).Assembly;
        var migrations = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (resource.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                var name = resource[ResourcePrefix.Length..];
                var number = int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
                migrations.Add(new Migration(number, name, reader.ReadToEnd()));
            }
        }

        return migrations;
    }
}
