using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.Sqlite;
using GamifiedLoyalty.Storage.Sqlite.Backlogs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Storage.Tests;

public sealed class WriterTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private Writer _writer = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new SqliteStoreOptions(_directory.File("store.db"));
        _writer = new Writer(() => new WriteSession(options, new BacklogOverlay()), capacity: 100);
        await _writer.RunAsync(s => s.Database.Scalar("CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT"), Now, alone: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Everything_that_waits_shares_one_transaction()
    {
        using var gate = new ManualResetEventSlim();
        var first = Block(gate);
        var waiting = Enumerable.Range(1, 50).Select(Insert).ToList();
        gate.Set();

        await first;
        await Task.WhenAll(waiting);

        _writer.Transactions.ShouldBe(1);
        (await Count()).ShouldBe("50");
    }

    [Fact]
    public async Task A_write_that_breaks_a_rule_is_undone_and_the_others_are_kept()
    {
        using var gate = new ManualResetEventSlim();
        var first = Block(gate);
        var good = Enumerable.Range(1, 10).Select(Insert).ToList();
        var bad = _writer.RunAsync(
            s =>
            {
                s.Database.Execute("INSERT INTO t VALUES (100)");
                s.Database.Execute("INSERT INTO t VALUES ('text')");
                return true;
            },
            Now);
        gate.Set();

        await first;
        await Task.WhenAll(good);
        await Should.ThrowAsync<InvalidOperationException>(() => bad);
        (await Count()).ShouldBe("10");
    }

    [Fact]
    public async Task A_moved_head_leaves_the_other_writes_of_its_transaction()
    {
        using var gate = new ManualResetEventSlim();
        var first = Block(gate);
        var good = Insert(1);
        var moved = _writer.RunAsync<bool>(_ => throw new HeadMovedException("moved"), Now);
        var alsoGood = Insert(2);
        gate.Set();

        await Task.WhenAll(first, good, alsoGood);
        await Should.ThrowAsync<HeadMovedException>(() => moved);
        (await Count()).ShouldBe("2");
    }

    [Fact]
    public async Task A_failing_store_fails_everyone_and_recovers()
    {
        using var gate = new ManualResetEventSlim();
        var first = Block(gate);
        var full = _writer.RunAsync<bool>(_ => throw new IOException("the disk is gone"), Now);
        var other = Insert(1);
        gate.Set();

        await Should.ThrowAsync<StoreUnavailableException>(() => full);
        await Should.ThrowAsync<StoreUnavailableException>(() => other);
        await Task.WhenAny(first);
        await Insert(2);
        (await Count()).ShouldBe("1");
    }

    [Fact]
    public async Task What_waits_at_closing_is_still_written()
    {
        using var gate = new ManualResetEventSlim();
        var first = Block(gate);
        var waiting = Enumerable.Range(1, 20).Select(Insert).ToList();
        var closing = _writer.DisposeAsync();
        gate.Set();

        await closing;
        await first;
        await Task.WhenAll(waiting);
    }

    /// <summary>Keeps the writer's thread busy, alone, until the gate opens: what comes meanwhile waits.</summary>
    private Task Block(ManualResetEventSlim gate) => _writer.RunAsync(
        _ =>
        {
            gate.Wait(Now);
            return true;
        },
        Now,
        alone: true);

    private Task Insert(int number) => _writer.RunAsync(
        s => s.Database.Prepare("INSERT INTO t VALUES (?)").Bind(number).Run(), Now);

    private Task<string?> Count() => _writer.RunAsync(s => s.Database.Scalar("SELECT count(*) FROM t"), Now, alone: true);
}
