using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql;
using GamifiedLoyalty.Storage.Schema;
using Npgsql;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Storage.Tests.PostgreSql;

public sealed class PostgreSqlSchemaTests
{
    private const string Describe =
        """
        SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, collation_name)
            FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT concat_ws(' ', relname, relkind, reloptions::text) FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', attrelid::regclass, attname, attstorage) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'public'::regnamespace AND attnum > 0
        UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        ORDER BY 1
        """;

    private static readonly Migration One = new(1, "0001_one", "CREATE TABLE one (id integer PRIMARY KEY);");
    private static readonly Migration Two = new(2, "0002_two", "CREATE TABLE two (id integer PRIMARY KEY); CREATE INDEX i ON one (id);");
    private static readonly Migration Three = new(3, "0003_three", "ALTER TABLE two ADD COLUMN x text; CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;");

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_migrated_database_equals_a_fresh_one()
    {
        await using var fresh = await ConnectAsync();
        await new SchemaRunner([One, Two, Three]).MigrateAsync(fresh, Now);
        await using var migrated = await ConnectAsync();
        await new SchemaRunner([One]).MigrateAsync(migrated, Now);
        await new SchemaRunner([Two, One]).MigrateAsync(migrated, Now);
        await new SchemaRunner([One, Two, Three]).MigrateAsync(migrated, Now);

        (await SchemaAsync(migrated)).ShouldBe(await SchemaAsync(fresh));
        (await SchemaAsync(fresh)).ShouldContain("CREATE INDEX i ON public.one USING btree (id)");
    }

    [Fact]
    public async Task The_built_in_steps_run_once()
    {
        await using var once = await ConnectAsync();
        await SchemaRunner.BuiltIn.MigrateAsync(once, Now);
        await using var twice = await ConnectAsync();
        await SchemaRunner.BuiltIn.MigrateAsync(twice, Now);
        await SchemaRunner.BuiltIn.MigrateAsync(twice, Now);

        (await SchemaAsync(twice)).ShouldBe(await SchemaAsync(once));
        (await SchemaAsync(once)).ShouldContain("change owners e");
    }

    [Fact]
    public async Task A_database_without_the_schema_is_unavailable_until_it_is_migrated()
    {
        await using var store = PostgreSqlDatabase.Open(await PostgreSqlDatabase.CreateSchemaAsync());

        // Fails in the middle of a transaction, on the connection that is used again.
        await Should.ThrowAsync<StoreUnavailableException>(() => store.FindOwnersAsync(1, [], Now));
        await store.MigrateAsync(Now);

        (await store.FindOwnersAsync(1, [], Now)).ShouldBeEmpty();
        (await store.ListHeadsAsync(Now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nodes_that_start_at_once_migrate_once()
    {
        var database = await PostgreSqlDatabase.CreateAsync();
        var nodes = Enumerable.Range(0, 4).Select(_ => PostgreSqlDatabase.Open(database)).ToList();

        await Task.WhenAll(nodes.Select(node => node.MigrateAsync(Now)));

        await using var connection = await ConnectAsync(database);
        (await CountAsync(connection, "SELECT count(*) FROM schema_migration")).ShouldBe(SchemaRunner.BuiltIn.Checksums.Count());
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await using var connection = await ConnectAsync();
        await new SchemaRunner([One, Two, Three]).MigrateAsync(connection, Now);
        var before = await SchemaAsync(connection);

        (await Should.ThrowAsync<SchemaException>(() => new SchemaRunner([One, Two]).MigrateAsync(connection, Now)))
            .Message.ShouldContain("schema 3, newer than 2");
        (await SchemaAsync(connection)).ShouldBe(before);
    }

    [Fact]
    public async Task A_gap_and_a_step_that_changed_after_it_ran_are_refused()
    {
        await using var connection = await ConnectAsync();
        await new SchemaRunner([One, Two]).MigrateAsync(connection, Now);
        var changed = new Migration(1, One.Name, One.Sql + " -- changed");
        (await Should.ThrowAsync<SchemaException>(() => new SchemaRunner([changed, Two]).MigrateAsync(connection, Now)))
            .Message.ShouldContain("changed after it ran");

        await ExecuteAsync(connection, "DELETE FROM schema_migration WHERE number = 1");
        (await Should.ThrowAsync<SchemaException>(() => new SchemaRunner([One, Two]).MigrateAsync(connection, Now)))
            .Message.ShouldContain("lacks migration 1");
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_steps_before_it()
    {
        await using var connection = await ConnectAsync();
        var broken = new Migration(2, "0002_broken", "CREATE TABLE half (id integer); CREATE TABLE one (id integer);");

        await Should.ThrowAsync<PostgresException>(() => new SchemaRunner([One, broken]).MigrateAsync(connection, Now));

        (await CountAsync(connection, "SELECT count(*) FROM schema_migration")).ShouldBe(1);
        (await SchemaAsync(connection)).ShouldNotContain("half");
    }

    private static async Task<NpgsqlConnection> ConnectAsync(string? database = null)
    {
        var connection = new NpgsqlConnection((database ?? await PostgreSqlDatabase.CreateAsync()) + ";Pooling=false");
        await connection.OpenAsync(Now);
        return connection;
    }

    private static async Task<string> SchemaAsync(NpgsqlConnection connection)
    {
        await using var query = new NpgsqlCommand(Describe, connection);
        await using var reader = await query.ExecuteReaderAsync(Now);
        var lines = new List<string>();
        while (await reader.ReadAsync(Now))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string sql)
    {
        await using var query = new NpgsqlCommand(sql, connection);
        return (long)(await query.ExecuteScalarAsync(Now))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Now);
    }
}
