using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Schema;
using GamifiedLoyalty.Storage.Sqlite;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Storage.Tests;

public sealed class SchemaRunnerTests : IDisposable
{
    private static readonly Migration One = new(1, "0001_one", "CREATE TABLE one (id INTEGER PRIMARY KEY) STRICT;");
    private static readonly Migration Two = new(2, "0002_two", "CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT; CREATE INDEX i ON one (id);");
    private static readonly Migration Three = new(3, "0003_three", "ALTER TABLE two ADD COLUMN x TEXT;");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_migrated_database_equals_a_fresh_one()
    {
        using var fresh = Open("fresh.db");
        new SchemaRunner([One, Two, Three]).Migrate(fresh);
        using var migrated = Open("migrated.db");
        new SchemaRunner([One]).Migrate(migrated);
        new SchemaRunner([Two, One]).Migrate(migrated);
        new SchemaRunner([One, Two, Three]).Migrate(migrated);

        Schema(migrated).ShouldBe(Schema(fresh));
        Schema(fresh).ShouldContain("CREATE INDEX i ON one (id)");
    }

    [Fact]
    public void The_built_in_steps_give_the_same_schema_one_at_a_time()
    {
        using var fresh = Open("fresh.db");
        SchemaRunner.BuiltIn.Migrate(fresh);
        using var again = Open("again.db");
        SchemaRunner.BuiltIn.Migrate(again);
        SchemaRunner.BuiltIn.Migrate(again);

        Schema(again).ShouldBe(Schema(fresh));
        SchemaRunner.BuiltIn.Check(fresh).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_gap_in_the_known_steps_is_refused() =>
        Should.Throw<SchemaException>(() => new SchemaRunner([One, Three])).Message.ShouldContain("Migration 2 is missing");

    [Fact]
    public void A_gap_in_the_applied_steps_is_refused()
    {
        using var database = Open("store.db");
        new SchemaRunner([One, Two, Three]).Migrate(database);
        database.Execute("DELETE FROM schema_migration WHERE number = 2");

        Should.Throw<SchemaException>(() => new SchemaRunner([One, Two, Three]).Migrate(database))
            .Message.ShouldContain("lacks migration 2");
    }

    [Fact]
    public void A_newer_schema_is_refused_and_left_alone()
    {
        using var database = Open("store.db");
        new SchemaRunner([One, Two, Three]).Migrate(database);
        var before = Schema(database);

        Should.Throw<SchemaException>(() => new SchemaRunner([One, Two]).Migrate(database))
            .Message.ShouldContain("schema 3, newer than 2");
        Schema(database).ShouldBe(before);
    }

    [Fact]
    public void A_step_that_changed_after_it_ran_is_refused()
    {
        using var database = Open("store.db");
        new SchemaRunner([One]).Migrate(database);

        var changed = new Migration(1, One.Name, One.Sql + " -- changed");
        Should.Throw<SchemaException>(() => new SchemaRunner([changed, Two]).Migrate(database))
            .Message.ShouldContain("changed after it ran");
        Schema(database).ShouldNotContain("two");
    }

    [Fact]
    public void A_step_that_fails_leaves_the_steps_before_it()
    {
        using var database = Open("store.db");
        var broken = new Migration(2, "0002_broken", "CREATE TABLE half (id INTEGER) STRICT; CREATE TABLE one (id INTEGER);");

        Should.Throw<Microsoft.Data.Sqlite.SqliteException>(() => new SchemaRunner([One, broken]).Migrate(database));

        new SchemaRunner([One]).Check(database).ShouldBe(1);
        Schema(database).ShouldNotContain("half");
    }

    private Database Open(string name) =>
        Database.OpenWriter(_directory.File(name), new SqliteStoreOptions(_directory.File(name)));

    private static string Schema(Database database) =>
        database.Scalar("SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name)")!;
}
