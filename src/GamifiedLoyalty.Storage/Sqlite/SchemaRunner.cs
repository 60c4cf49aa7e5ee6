using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Schema;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <summary>Brings a database to the schema of this binary, forward only.</summary>
/// <exception cref="SchemaException">The numbers of the steps are not 1, 2, 3 and so on.</exception>
internal sealed class SchemaRunner(IReadOnlyList<Migration> known)
{
    private readonly SchemaSteps _steps = new(known);

    /// <summary>The steps built into this binary.</summary>
    public static SchemaRunner BuiltIn { get; } = new(Migration.ReadResources("Sqlite.Migrations."));

    /// <summary>The checksums of the known steps, in order.</summary>
    public IEnumerable<string> Checksums => _steps.Checksums;

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
        _steps.Demand(applied);
        return applied.Count;
    }

    private bool RunNext(Database database)
    {
        // The write lock is taken before the state is read: of two processes that start at once, one runs each step.
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            if (_steps.Next(ReadApplied(database)) is not { } step)
            {
                database.Execute("COMMIT");
                return false;
            }

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

    private static List<AppliedMigration> ReadApplied(Database database)
    {
        var applied = new List<AppliedMigration>();
        var query = database.Prepare("SELECT number, name, checksum FROM schema_migration ORDER BY number");
        while (query.Step())
        {
            applied.Add(new AppliedMigration(query.Int32(0), query.Text(1), query.Text(2)));
        }

        return applied;
    }
}
