using GamifiedLoyalty.Storage.Sqlite;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Storage.Tests;

/// <summary>
/// Owner states and scores reach their tables later than their commit: whatever happens in between, reads never tell.
/// </summary>
public sealed class BacklogTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private ChangeModel _model = new();
    private SqliteStore _store = null!;
    private string _file = "";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _file = _directory.File("store.db");
        _store = Open(_file, 600);
        await _store.MigrateAsync(Now);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    /// <summary>The files are copied while the store is open, as a power cut would leave them, at every stage of folding.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(20261121)]
    public async Task A_crash_at_any_commit_neither_loses_nor_doubles_a_change(int seed)
    {
        var random = new Random(seed);
        var stages = new HashSet<string>(StringComparer.Ordinal);
        for (var head = 0L; head < 150; head++)
        {
            await _store.CommitAsync(_model.Change(random, head), Now);
            stages.Add(Stage());
            await using var survivor = Open(CopyAsAfterCrash(head), random.Next(1, 1_200));
            await _model.CheckAsync(survivor, head + 1, seed);
            await survivor.MigrateAsync(Now);
            await _model.CheckAsync(survivor, head + 1, seed);
        }

        stages.ShouldBe(["waiting", "folding"], ignoreOrder: true);
    }

    [Fact]
    public async Task Reads_see_every_commit_while_folding_goes_on()
    {
        var random = new Random(5);
        for (var head = 0L; head < 400; head++)
        {
            await _store.CommitAsync(_model.Change(random, head), Now);
            await _model.CheckAsync(_store, head + 1, 5);
        }
    }

    [Fact]
    public async Task A_second_store_on_the_file_sees_what_waits_in_the_first_ones_backlog_and_goes_on_from_there()
    {
        var random = new Random(7);
        await using var other = Open(_file, 900);
        for (var head = 0L; head < 120; head++)
        {
            var (writer, reader) = random.Next(2) == 0 ? (_store, other) : (other, _store);
            await writer.CommitAsync(_model.Change(random, head), Now);
            await _model.CheckAsync(reader, head + 1, 7);
        }
    }

    [Fact]
    public async Task A_restored_backup_brings_its_own_backlog()
    {
        var random = new Random(9);
        for (var head = 0L; head < 30; head++)
        {
            await _store.CommitAsync(_model.Change(random, head), Now);
        }

        var backup = _directory.File("store.backup");
        await _store.BackupAsync(backup, progress: null, Now);
        var then = _model.Copy();
        for (var head = 30L; head < 60; head++)
        {
            await _store.CommitAsync(_model.Change(random, head), Now);
        }

        await _store.RestoreAsync(backup, Now);
        _model = then;
        await _model.CheckAsync(_store, 30, 9);
        await _store.CommitAsync(_model.Change(random, 30), Now);
        await _model.CheckAsync(_store, 31, 9);
    }

    private static SqliteStore Open(string file, long backlogBytes) => new(new SqliteStoreOptions(file) { BacklogBytes = backlogBytes });

    private string CopyAsAfterCrash(long head)
    {
        var copy = _directory.File(FormattableString.Invariant($"crash-{head}.db"));
        File.Copy(_file, copy);
        File.Copy(_file + "-wal", copy + "-wal");
        return copy;
    }

    private string Stage()
    {
        using var database = Database.OpenReader(_file, new SqliteStoreOptions(_file));
        return database.Scalar("SELECT target > folded FROM backlog_fold") == "1" ? "folding" : "waiting";
    }
}
