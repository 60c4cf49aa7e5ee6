using System.Text;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Sqlite;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

public class SqliteBackupTests : IAsyncLifetime
{
    private readonly SqliteFixture _sqlite;

    public SqliteBackupTests()
        : this(new SqliteStoreOptions("").BacklogBytes)
    {
    }

    protected SqliteBackupTests(long backlogBytes) => _sqlite = new SqliteFixture(backlogBytes);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private SqliteStore Store => _sqlite.Store;

    public async ValueTask InitializeAsync() => await Store.MigrateAsync(Now);

    public async ValueTask DisposeAsync()
    {
        await _sqlite.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_backup_restores_everything_as_it_was()
    {
        var file = _sqlite.Directory.File("copy.backup");
        await Commit(Make(0, 3, with: c => c.Scores.Add(Score("e1", 5, 3))));
        await Store.BackupAsync(file, progress: null, Now);
        await Commit(Make(3, 2, with: c => c.Scores.Add(Score("e1", 5, 5))));
        await Commit(Make(0, program: "later"));

        await Store.RestoreAsync(file, Now);

        (await Store.ListHeadsAsync(Now)).Select(h => (h.Program, h.Version)).ShouldBe([("acme", 3L)]);
        var ranks = await Store.RankAsync(1, 1, Day, Day.AddDays(1), sharedTies: false, 10, Now);
        ranks.Select(r => (r.Subject, r.Total.Value.Score)).ShouldBe([("e1", 5L)]);
        await Commit(Make(3));
        await _sqlite.ReopenAsync();
        (await Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(4);
    }

    [Fact]
    public async Task A_backup_made_while_others_write_is_one_state_and_tells_its_progress()
    {
        var file = _sqlite.Directory.File("copy.backup");
        await Commit(Make(0, 2_000, with: c => c.Scores.Add(Score("e1", 2_000, 1))));
        var writing = Task.Run(
            async () =>
            {
                for (var head = 2_000L; head < 2_100; head++)
                {
                    await Commit(Make(head, with: c => c.Scores.Add(Score("e1", 1, 1))));
                }
            },
            Now);
        var progress = new Recorder();

        await Store.BackupAsync(file, progress, Now);

        await writing;
        progress.Last.ShouldBe(1);
        await Store.RestoreAsync(file, Now);
        var scores = new List<StoredScore>();
        var version = await Store.ReadScoresAsync(1, 1, Day, Day.AddDays(1), (_, score) => scores.Add(score), Now);
        scores.Single().Value.Score.ShouldBe(version);
        (await Store.ReadLogAsync(1, version - 1, 10, Now)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_backup_leaves_no_file_and_keeps_the_older_one()
    {
        var file = _sqlite.Directory.File("copy.backup");
        await Commit(Make(0));
        await Store.BackupAsync(file, progress: null, Now);
        var before = await File.ReadAllBytesAsync(file, Now);

        await Should.ThrowAsync<OperationCanceledException>(
            () => Store.BackupAsync(file, progress: null, new CancellationToken(canceled: true)));

        (await File.ReadAllBytesAsync(file, Now)).ShouldBe(before);
        Directory.GetFiles(Path.GetDirectoryName(file)!, "*.partial").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_a_backup_is_refused_and_changes_nothing()
    {
        await Commit(Make(0));
        var text = _sqlite.Directory.File("text.backup");
        await File.WriteAllTextAsync(text, string.Concat(Enumerable.Repeat("not a database ", 1_000)), Now);
        var damaged = _sqlite.Directory.File("damaged.backup");
        await Store.BackupAsync(damaged, progress: null, Now);
        await Damage(damaged);
        var empty = _sqlite.Directory.File("empty.backup");
        await File.WriteAllBytesAsync(empty, [], Now);

        foreach (var file in new[] { _sqlite.Directory.File("missing.backup"), text, damaged, empty })
        {
            var error = await Should.ThrowAsync<SchemaException>(() => Store.RestoreAsync(file, Now));
            error.Message.ShouldContain(Path.GetFileName(file));
        }

        (await Store.FindHeadAsync("acme", Now))!.Version.ShouldBe(1);
        await Commit(Make(1));
    }

    private Task Commit(Commit commit) => Store.CommitAsync(commit, Now);

    private static async Task Damage(string file)
    {
        // The first page is left whole: the damage is found by the check of the content, not by the header.
        var bytes = await File.ReadAllBytesAsync(file, Now);
        Encoding.UTF8.GetBytes("damage").CopyTo(bytes, 8_192);
        await File.WriteAllBytesAsync(file, bytes, Now);
    }

    private sealed class Recorder : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }
}

/// <summary>The same when every commit begins or continues a fold.</summary>
public sealed class AlwaysFoldingSqliteBackupTests() : SqliteBackupTests(backlogBytes: 1);
