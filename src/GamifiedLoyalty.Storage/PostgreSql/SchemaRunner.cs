using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Schema;
using Npgsql;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <summary>Brings a database to the schema of this binary, forward only.</summary>
/// <exception cref="SchemaException">The numbers of the steps are not 1, 2, 3 and so on.</exception>
internal sealed class SchemaRunner(IReadOnlyList<Migration> known)
{
    private const int OldestServer = 15;

    /// <summary>"GMLY": the advisory lock under which steps run.</summary>
    private const int LockKey = 1196248153;

    private readonly SchemaSteps _steps = new(known);

    /// <summary>The steps built into this binary.</summary>
    public static SchemaRunner BuiltIn { get; } = new(Migration.ReadResources("PostgreSql.Migrations."));

    /// <summary>The checksums of the known steps, in order.</summary>
    public IEnumerable<string> Checksums => _steps.Checksums;

    /// <summary>Runs the steps that are missing, each in a transaction of its own.</summary>
    public async Task MigrateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new SchemaException($"The database server is PostgreSQL {connection.PostgreSqlVersion}; {OldestServer} or later is needed.");
        }

        while (await RunNextAsync(connection, cancellationToken))
        {
        }
    }

    private async Task<bool> RunNextAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // The lock is taken before the state is read: of several nodes that start at once, one runs each step.
        await ExecuteAsync(connection, FormattableString.Invariant($"SELECT pg_advisory_xact_lock({LockKey})"), cancellationToken);
        await ExecuteAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_migration (number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL)",
            cancellationToken);
        if (_steps.Next(await ReadAppliedAsync(connection, cancellationToken)) is not { } step)
        {
            return false;
        }

        await ExecuteAsync(connection, step.Sql, cancellationToken);
        await using (var insert = new NpgsqlCommand("INSERT INTO schema_migration (number, name, checksum) VALUES ($1, $2, $3)", connection))
        {
            insert.Parameters.AddRange((NpgsqlParameter[])[new() { Value = step.Number }, new() { Value = step.Name }, new() { Value = step.Checksum }]);
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<List<AppliedMigration>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new List<AppliedMigration>();
        await using var query = new NpgsqlCommand("SELECT number, name, checksum FROM schema_migration ORDER BY number", connection);
        await using var reader = await query.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(new AppliedMigration(reader.GetInt32(0), reader.GetString(1), reader.GetString(2)));
        }

        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
