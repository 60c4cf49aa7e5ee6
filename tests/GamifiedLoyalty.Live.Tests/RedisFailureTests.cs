using System.Diagnostics;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.Redis;
using Shouldly;

namespace GamifiedLoyalty.Live.Tests;

/// <summary>Redis flushed, evicting, restarted, away and slow: nothing wrong is shown as final, and everything comes back by itself.</summary>
public sealed class RedisFailureTests : IAsyncLifetime
{
    private static readonly DateOnly Day = BoardWorld.Day0;
    private static readonly Period Month = Period.Of(PeriodKind.Month, Day);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RedisNodes _nodes = new();

    public async ValueTask InitializeAsync() => await _nodes.OwnServerAsync();

    public async ValueTask DisposeAsync() => await _nodes.DisposeAsync();

    [Fact]
    public async Task Flushed_while_read_and_written_every_final_answer_is_exactly_its_version()
    {
        const int Commands = 2_000;
        var boards = _nodes.Create();
        var world = new BoardWorld(boards);
        var readers = Enumerable.Range(0, 2).Select(i => Task.Run(async () =>
        {
            BoardPage page;
            do
            {
                page = await world.ReadAsync(i == 0 ? "race" : "shared", Month);
                page.Rows.Sum(r => r.Score).ShouldBe(page.Version);
            }
            while (page.Version < Commands);
        })).ToList();
        for (var i = 0; i < Commands; i++)
        {
            world.Score($"s{i * 31 % 50}", Day, 1);
            if (i % 100 == 50)
            {
                (await _nodes.Server.SendAsync("FLUSHALL")).ShouldStartWith("+OK");
            }
        }

        await Task.WhenAll(readers);
        await world.CheckAsync("race", Month, "s1", 2, "after all flushes");
    }

    [Theory]
    [InlineData("now")]
    [InlineData("earlier")]
    [InlineData("subjects")]
    [InlineData("recent")]
    [InlineData("heads")]
    [InlineData("meta")]
    public async Task A_single_key_that_was_dropped_is_noticed(string part)
    {
        var world = new BoardWorld(_nodes.Create());
        world.Score("a", Day.AddDays(-1), 5, series: 2);
        world.Heads("a", own: 2, withDescendants: 2);
        world.Score("a", Day, 5, series: 2);
        await world.CheckAsync("heads", Month, "a", 1, "before");
        (await _nodes.Server.SendAsync(
            $"EVAL \"local n=0 for _,k in ipairs(redis.call('KEYS','*:{part}')) do n=n+redis.call('DEL',k) end return n\" 0")).ShouldStartWith(":1");
        await world.CheckAsync("heads", Month, "a", 1, "after the key was dropped");
        world.Score("a", Day, 1, series: 2);
        await world.CheckAsync("heads", Month, "a", 1, "after another update");
    }

    [Fact]
    public async Task While_Redis_is_away_updates_are_taken_and_reads_say_so_and_later_nothing_is_missing()
    {
        var boards = _nodes.Create();
        var world = new BoardWorld(boards);
        world.Score("a", Day, 1);
        await world.CheckAsync("race", Month, "a", 1, "before");
        boards.IsAvailable.ShouldBeTrue();

        await _nodes.Server.StopAsync();
        for (var i = 0; i < 100; i++)
        {
            world.Score($"s{i % 9}", Day, i);
        }

        await Should.ThrowAsync<BoardsUnavailableException>(() => world.ReadAsync("race", Month));
        await Should.ThrowAsync<BoardsUnavailableException>(() => world.AroundAsync("race", Month, "a", 1));
        await Should.ThrowAsync<BoardsUnavailableException>(() => world.HistoryAsync("race", Month, "a"));
        boards.IsAvailable.ShouldBeFalse();

        await _nodes.Server.StartAgainAsync();
        await EventuallyReadsAsync(world);
        await world.CheckAsync("race", Month, "s1", 3, "after it came back empty");
        boards.IsAvailable.ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_starts_without_Redis_works_as_soon_as_it_is_there()
    {
        await _nodes.Server.StopAsync();
        var world = new BoardWorld(_nodes.Create());
        world.Score("a", Day, 1);
        await Should.ThrowAsync<BoardsUnavailableException>(() => world.ReadAsync("race", Month));
        await _nodes.Server.StartAgainAsync();
        await EventuallyReadsAsync(world);
        await world.CheckAsync("race", Month, "a", 1, "after it came up");
    }

    [Fact]
    public async Task A_name_that_nobody_knows_is_a_server_that_is_away()
    {
        await using var boards = new RedisBoards("nowhere.invalid:6379", TimeProvider.System);
        var world = new BoardWorld(boards);
        world.Score("a", Day, 1);
        await Should.ThrowAsync<BoardsUnavailableException>(() => world.ReadAsync("race", Month));
        await Should.ThrowAsync<BoardsUnavailableException>(() => world.ReadAsync("race", Month));
        boards.IsAvailable.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_counts_as_away_in_time()
    {
        _nodes.Options = _nodes.Options with { CommandPatience = TimeSpan.FromMilliseconds(300) };
        var world = new BoardWorld(_nodes.Create());
        await world.ReadAsync("race", Month);
        _nodes.Server.Pause();
        world.Score("a", Day, 1);
        await Should.ThrowAsync<BoardsUnavailableException>(() => world.ReadAsync("race", Month));
        _nodes.Server.Resume();
        await EventuallyReadsAsync(world);
        await world.CheckAsync("race", Month, "a", 1, "after it went on");
    }

    [Fact]
    public async Task Standings_that_nobody_reads_end_by_expiry_with_every_key()
    {
        _nodes.Options = _nodes.Options with { KeepCurrent = TimeSpan.FromSeconds(2) };
        var world = new BoardWorld(_nodes.Create());
        await world.ReadAsync("heads", Month);

        // These come into being after the standings were made.
        world.Score("a", Day.AddDays(-1), 5, series: 2);
        world.Heads("a", own: 2, withDescendants: 2);
        world.Score("a", Day, 5, series: 2);
        await world.CheckAsync("heads", Month, "a", 1, "while it is read");
        (await _nodes.Server.SendAsync("DBSIZE")).ShouldStartWith(":6");
        var waited = Stopwatch.StartNew();
        while (!(await _nodes.Server.SendAsync("DBSIZE")).StartsWith(":0", StringComparison.Ordinal))
        {
            waited.Elapsed.ShouldBeLessThan(Patience);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await world.CheckAsync("heads", Month, "a", 1, "when it is read again");
    }

    [Fact]
    public async Task A_long_rebuild_is_said_and_shows_nothing_as_final()
    {
        _nodes.Options = _nodes.Options with { RebuildPatience = TimeSpan.FromMilliseconds(100) };
        var world = new BoardWorld(_nodes.Create());
        world.Score("a", Day, 1);
        world.Store.Hold = new(TaskCreationOptions.RunContinuationsAsynchronously);

        var page = await world.ReadAsync("race", Month);
        (page.IsRebuilding, page.Rows.Count).ShouldBe((true, 0));
        var around = (await world.AroundAsync("race", Month, "a", 1)).ShouldNotBeNull();
        (around.IsRebuilding, around.Rows.Count).ShouldBe((true, 0));
        await Should.ThrowAsync<BoardsUnavailableException>(() => world.HistoryAsync("race", Month, "a"));

        world.Store.Hold.SetResult();
        await EventuallyReadsAsync(world);
        await world.CheckAsync("race", Month, "a", 1, "after the rebuild");
    }

    [Fact]
    public async Task What_lags_behind_shows_its_older_version_and_says_so()
    {
        _nodes.Options = _nodes.Options with { RebuildPatience = TimeSpan.FromMilliseconds(100) };
        var world = new BoardWorld(_nodes.Create());
        world.Score("a", Day, 1);
        await world.ReadAsync("race", Month);

        // Versions that never arrive here: what is in Redis is right, but old.
        world.Store.Commit([(BoardWorld.Key("b", Day), new(9, 0, 1))]);
        world.Store.Hold = new(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Score("c", Day, 1);
        var page = await world.ReadAsync("race", Month);
        (page.IsRebuilding, page.Version, page.Rows.Single().Subject).ShouldBe((true, 1, "a"));

        world.Store.Hold.SetResult();
        await EventuallyReadsAsync(world);
        await world.CheckAsync("race", Month, "b", 1, "after the rebuild");
    }

    private static async Task EventuallyReadsAsync(BoardWorld world)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (!(await world.ReadAsync("race", Month)).IsRebuilding)
                {
                    return;
                }
            }
            catch (BoardsUnavailableException) when (waited.Elapsed < Patience)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            waited.Elapsed.ShouldBeLessThan(Patience);
        }
    }
}
