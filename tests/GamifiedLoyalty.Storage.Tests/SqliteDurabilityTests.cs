using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Sqlite;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>What only SQLite has: its settings, its file and its errors.</summary>
public sealed class SqliteDurabilityTests : IAsyncLifetime
{
    private readonly SqliteFixture _sqlite = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _sqlite.Store.MigrateAsync(Now);

    public ValueTask DisposeAsync() => _sqlite.DisposeAsync();

    [Theory]
    [InlineData("synchronous", "2")]
    [InlineData("journal_mode", "wal")]
    [InlineData("page_size", "8192")]
    [InlineData("application_id", "1196248153")]
    public async Task The_writer_syncs_every_commit_of_a_write_ahead_log(string setting, string value) =>
        (await _sqlite.Store.ReadWriterSettingAsync(setting, Now)).ShouldBe(value);

    [Fact]
    public async Task A_file_held_by_another_process_is_unavailable_and_then_works_again()
    {
        await using var impatient = new SqliteStore(new SqliteStoreOptions(_sqlite.File) { BusyTimeoutMilliseconds = 0 });
        using (var other = Database.OpenWriter(_sqlite.File, new SqliteStoreOptions(_sqlite.File)))
        {
            other.Execute("BEGIN IMMEDIATE");
            await Should.ThrowAsync<StoreUnavailableException>(() => impatient.CommitAsync(Make(0), Now));
            other.Execute("ROLLBACK");
        }

        await impatient.CommitAsync(Make(0), Now);
        (await impatient.FindHeadAsync("acme", Now))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_full_disk_is_unavailable_loses_nothing_acknowledged_and_ends()
    {
        await _sqlite.Store.CommitAsync(Make(0), Now);
        var pages = await _sqlite.Store.ReadWriterSettingAsync("page_count", Now);
        await _sqlite.Store.ReadWriterSettingAsync("max_page_count = " + pages, Now);
        var large = Make(1, with: c => c.Owners.Add((OwnerRef.Employee("e1"), new byte[1_000_000])));

        await Should.ThrowAsync<StoreUnavailableException>(() => _sqlite.Store.CommitAsync(large, Now));

        (await _sqlite.Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(1);
        await _sqlite.Store.CommitAsync(large, Now);
        (await _sqlite.Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_directory_that_does_not_exist_is_unavailable()
    {
        await using var store = new SqliteStore(new SqliteStoreOptions(Path.Combine(_sqlite.Directory.Path, "none", "store.db")));
        await Should.ThrowAsync<StoreUnavailableException>(() => store.MigrateAsync(Now));
        await Should.ThrowAsync<StoreUnavailableException>(() => store.PingAsync(Now));
    }

    [Fact]
    public async Task Closing_leaves_one_file()
    {
        await _sqlite.Store.CommitAsync(Make(0), Now);
        await _sqlite.Store.FindHeadAsync("acme", Now);
        await _sqlite.Store.DisposeAsync();
        Directory.GetFiles(_sqlite.Directory.Path).ShouldBe([_sqlite.File]);
    }

    [Fact]
    public async Task The_live_file_is_neither_a_target_nor_a_source_of_copies()
    {
        await _sqlite.Store.CommitAsync(Make(0), Now);
        var file = Path.Combine(_sqlite.Directory.Path, ".", "store.db");

        await Should.ThrowAsync<ArgumentException>(() => _sqlite.Store.BackupAsync(file, progress: null, Now));
        await Should.ThrowAsync<SchemaException>(() => _sqlite.Store.RestoreAsync(file, Now));

        (await _sqlite.Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_backup_with_a_newer_schema_is_refused()
    {
        var file = _sqlite.Directory.File("newer.backup");
        await _sqlite.Store.BackupAsync(file, progress: null, Now);
        using (var backup = Database.OpenPlain(file, create: false))
        {
            backup.Execute("INSERT INTO schema_migration VALUES ((SELECT max(number) + 1 FROM schema_migration), 'later', '')");
        }

        var error = await Should.ThrowAsync<SchemaException>(() => _sqlite.Store.RestoreAsync(file, Now));
        error.Message.ShouldContain("newer");
    }
}
