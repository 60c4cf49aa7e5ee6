using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;

namespace GamifiedLoyalty.Live.Tests;

/// <summary>Several nodes on one Redis, and values at the edges.</summary>
public sealed class RedisNodesTests : IAsyncLifetime
{
    private static readonly DateOnly Day = BoardWorld.Day0;
    private static readonly Period Month = Period.Of(PeriodKind.Month, Day);

    private readonly RedisNodes _nodes = new();

    public async ValueTask InitializeAsync() => await _nodes.ShareServerAsync();

    public async ValueTask DisposeAsync() => await _nodes.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(0)]
    public async Task Two_nodes_that_bring_the_same_updates_interleaved_show_what_the_naive_model_shows(int given)
    {
        var random = Seeds.Random(given);
        var store = new ScoreStore();
        var worlds = new[] { new BoardWorld(_nodes.Create(), store), new BoardWorld(_nodes.Create(), store) };
        var waiting = new[] { new Queue<BoardUpdate>(), new Queue<BoardUpdate>() };
        for (var step = 0; step < 400; step++)
        {
            var update = random.Next(10) == 0
                ? store.SetHeads($"s{random.Next(8)}", random.Next(4), random.Next(6))
                : store.Commit([(BoardWorld.Key($"s{random.Next(8)}", Day.AddDays(-random.Next(3)), random.Next(1, 3)), new(random.Next(-2, 5), 0, 1))]);
            Array.ForEach(waiting, w => w.Enqueue(update));

            // Each node is a few updates behind at random; whoever reads was given everything before.
            var node = random.Next(2);
            while (waiting[node].Count > 3 || (waiting[node].Count > 0 && random.Next(3) > 0))
            {
                worlds[node].Apply(waiting[node].Dequeue());
            }

            if (random.Next(8) == 0)
            {
                while (waiting[node].TryDequeue(out var next))
                {
                    worlds[node].Apply(next);
                }

                var board = BoardWorld.Boards[random.Next(4)].Board.Id;
                await worlds[node].CheckAsync(board, Month, $"s{random.Next(8)}", 2, $"step {step}");
            }
        }
    }

    [Fact]
    public async Task A_paused_node_that_comes_back_late_changes_nothing_and_shows_what_is_newer()
    {
        var store = new ScoreStore();
        var (awake, paused) = (new BoardWorld(_nodes.Create(), store), new BoardWorld(_nodes.Create(), store));
        var missed = new List<BoardUpdate>();
        await paused.ReadAsync("race", Month);
        for (var i = 0; i < 50; i++)
        {
            missed.Add(store.Commit([(BoardWorld.Key($"s{i % 7}", Day), new(1 + (i % 3), 0, 1))]));
            awake.Apply(missed[^1]);
        }

        await awake.CheckAsync("race", Month, "s1", 1, "before the other one comes back");
        (await paused.ReadAsync("race", Month)).Version.ShouldBe(50);
        foreach (var update in missed)
        {
            paused.Apply(update);
            (await paused.ReadAsync("race", Month)).Rows.ShouldBe(awake.Expected("race", Month));
        }

        await awake.CheckAsync("race", Month, "s1", 1, "after it came back");
    }

    [Fact]
    public async Task A_rebuild_that_ends_late_does_not_overwrite_what_is_newer()
    {
        var store = new ScoreStore();
        var (slow, quick) = (new BoardWorld(_nodes.Create(), store), new BoardWorld(_nodes.Create(), store));
        var first = store.Commit([(BoardWorld.Key("a", Day), new(1, 0, 1))]);
        Array.ForEach([slow, quick], w => w.Apply(first));
        store.Hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var late = slow.ReadAsync("race", Month);
        await store.Held.Task;
        var release = store.Hold;
        store.Hold = null;
        await _nodes.ForgetAsync();

        var second = store.Commit([(BoardWorld.Key("b", Day), new(5, 0, 1))]);
        quick.Apply(second);
        await quick.CheckAsync("race", Month, "b", 1, "the other node rebuilt it");
        release.SetResult();
        (await late).Rows.ShouldBe(quick.Expected("race", Month));
        await quick.CheckAsync("race", Month, "a", 1, "the late rebuild has ended");
    }

    [Fact]
    public async Task Standings_of_a_history_that_a_restored_backup_ended_are_replaced()
    {
        var (old, restored) = (new ScoreStore(), new ScoreStore());
        var before = new BoardWorld(_nodes.Create(), old);
        await before.ReadAsync("race", Month);
        for (var i = 0; i < 20; i++)
        {
            before.Apply(old.Commit([(BoardWorld.Key("a", Day), new(10, 0, 1))]) with { Hash = new byte[] { 1, (byte)i } });
        }

        (await before.ReadAsync("race", Month)).Rows.Single().Score.ShouldBe(200);
        restored.Commit([(BoardWorld.Key("b", Day), new(3, 0, 1))]);
        var after = new BoardWorld(_nodes.Create(), restored);
        (await after.ReadAsync("race", Month)).Rows.Single().ShouldBe(new BoardRow(1, "b", 3, 0, 1, null));

        // The old node is no more; its versions are reached again with other content.
        for (var i = 0; i < 30; i++)
        {
            after.Apply(restored.Commit([(BoardWorld.Key("b", Day), new(1, 0, 1))]) with { Hash = new byte[] { 2, (byte)i } });
        }

        await after.CheckAsync("race", Month, "b", 1, "a new history");
    }

    [Fact]
    public async Task A_history_that_overtook_the_lost_one_unread_is_told_apart_by_its_hashes()
    {
        var (old, restored) = (new ScoreStore(), new ScoreStore());
        var before = new BoardWorld(_nodes.Create(), old);
        before.Apply(old.Commit([(BoardWorld.Key("a", Day), new(10, 0, 1))]) with { Hash = new byte[] { 1 } });
        before.Apply(old.Commit([(BoardWorld.Key("a", Day), new(10, 0, 1))]) with { Hash = new byte[] { 2 } });
        await before.ReadAsync("race", Month);

        var after = new BoardWorld(_nodes.Create(), restored);
        for (byte i = 1; i < 5; i++)
        {
            after.Apply(restored.Commit([(BoardWorld.Key("b", Day), new(1, 0, 1))]) with { Hash = new byte[] { 7, i } });
        }

        await after.CheckAsync("race", Month, "b", 1, "the first read after more versions than the lost history had");
    }

    [Fact]
    public async Task Scores_at_the_edge_of_exact_numbers_are_ranked_exactly()
    {
        var world = new BoardWorld(_nodes.Create());
        const long Most = Limits.MaxMagnitude;
        world.Score("a", Day, Most - 1);
        world.Score("b", Day, -Most);
        await world.ReadAsync("race", Month);
        world.Score("a", Day, 1);
        world.Score("c", Day, Most);
        world.Score("d", Day, Most - 1);
        world.Score("e", Day, -Most + 1);
        world.Score("p", Day, Most, series: 2);
        world.Score("q", Day, -Most, series: 2);
        foreach (var partner in new[] { "p", "q" })
        {
            world.Heads(partner, own: 3, withDescendants: 7);
        }

        foreach (var board in new[] { "race", "shared", "heads", "group" })
        {
            (await world.ReadAsync(board, Month)).Rows.ShouldBe(world.Expected(board, Month), board);
        }

        (await world.ReadAsync("race", Month)).Rows.Select(r => r.Score).ShouldBe([Most, Most, Most - 1, -Most + 1, -Most]);
        (await world.AroundAsync("race", Month, "d", 1))!.ToNext.ShouldBe(2);
    }

    [Fact]
    public async Task One_update_of_ten_thousand_changes_is_applied_whole()
    {
        var world = new BoardWorld(_nodes.Create());
        await world.ReadAsync("race", Month);
        var changes = Enumerable.Range(0, 10_000)
            .Select(i => (BoardWorld.Key($"m{i:D5}", Day), new ScoreValue(i % 1_000, 0, 1))).ToList();
        world.Apply(world.Store.Commit(changes));
        var page = await world.ReadAsync("race", Month, limit: 10_000);
        page.Rows.ShouldBe(world.Expected("race", Month));
        await _nodes.ForgetAsync();
        (await world.ReadAsync("race", Month, limit: 10_000)).Rows.ShouldBe(page.Rows);
    }

    [Fact]
    public async Task A_day_that_ends_is_moved_over_in_parts_and_once_for_all_nodes()
    {
        var store = new ScoreStore();
        var (one, other) = (new BoardWorld(_nodes.Create(), store), new BoardWorld(_nodes.Create(), store));
        var sales = Enumerable.Range(0, 5_000).Select(i => (BoardWorld.Key($"m{i:D4}", Day), new ScoreValue(i * 7 % 5_000, 0, 1))).ToList();
        foreach (var node in new[] { one, other })
        {
            await node.ReadAsync("race", Month);
        }

        var update = store.Commit(sales);
        one.Apply(update);
        other.Apply(update);
        await one.ReadAsync("race", Month);
        one.Today = other.Today = Day.AddDays(1);
        await Task.WhenAll(one.ReadAsync("race", Month), other.ReadAsync("race", Month));
        update = store.Commit([(BoardWorld.Key("m0001", one.Today), new(100_000, 0, 1)), (BoardWorld.Key("m0003", Day), new(20, 0, 1))]);
        one.Apply(update);
        other.Apply(update);
        foreach (var node in new[] { one, other })
        {
            (await node.ReadAsync("race", Month, limit: 5_000)).Rows.ShouldBe(node.Expected("race", Month));
        }
    }

    [Fact]
    public async Task Ids_of_every_allowed_character_stand_in_ordinal_order()
    {
        var world = new BoardWorld(_nodes.Create());
        const string Allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
        var ids = Allowed.Select(c => $"{c}").Concat(Allowed.Select(c => $"x{c}")).Append(new string('z', Limits.IdLength)).ToList();
        world.Apply(world.Store.Commit([.. ids.Select(id => (BoardWorld.Key(id, Day), new ScoreValue(1, 0, 1)))]));
        foreach (var board in new[] { "shared", "race" })
        {
            var rows = (await world.ReadAsync(board, Month)).Rows;
            rows.Select(r => r.Subject).ShouldBe(ids.Order(StringComparer.Ordinal));
            rows.ShouldBe(world.Expected(board, Month));
        }
    }
}
