using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;

namespace GamifiedLoyalty.Live.Tests;

/// <summary>What every implementation of <see cref="ILiveBoards"/> does.</summary>
public abstract class LiveBoardsCompliance
{
    private static readonly DateOnly Day = BoardWorld.Day0;
    private static readonly Period Month = Period.Of(PeriodKind.Month, Day);

    protected abstract ILiveBoards Create();

    /// <summary>Makes the boards lose what they hold, so that the next read fills them anew; opening them again is enough by default.</summary>
    protected virtual Task ForgetAsync(ILiveBoards boards) => Task.CompletedTask;

    private BoardWorld World() => new(Create());

    [Fact]
    public async Task Nothing_in_a_period_is_a_page_without_rows()
    {
        var page = await World().ReadAsync("race", Period.Of(PeriodKind.Year, new DateOnly(1999, 1, 1)));
        (page.Total, page.Rows.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task An_unknown_program_board_or_subject_has_no_answer()
    {
        var boards = Create();
        var none = CancellationToken.None;
        (await boards.ReadAsync(new BoardQuery("nobody", "race", Month, Day), 0, 10, none)).ShouldBeNull();
        boards.Version("nobody").ShouldBe(0);
        var world = new BoardWorld(boards);
        (await boards.ReadAsync(world.Query("nothing", Month), 0, 10, none)).ShouldBeNull();
        (await boards.AroundAsync(world.Query("nothing", Month), "a", 5, none)).ShouldBeNull();
        (await boards.AroundAsync(world.Query("race", Month), "a", 5, none)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_reached_a_score_first_stands_higher()
    {
        var world = World();
        world.Score("late", Day, 10);
        world.Score("early", Day, 30);
        world.Score("late", Day, 20);
        var page = await world.ReadAsync("race", Month);
        page.Rows.Select(r => (r.Rank, r.Subject, r.Reach)).ShouldBe([(1, "early", 2), (2, "late", 3)]);
    }

    [Fact]
    public async Task Shared_ties_rank_1_2_2_4_by_id()
    {
        var world = World();
        await world.ReadAsync("shared", Month);
        foreach (var (subject, score) in new[] { ("d", 1), ("c", 5), ("b", 5), ("a", 9) })
        {
            world.Score(subject, Day, score);
        }

        var page = await world.ReadAsync("shared", Month);
        page.Rows.Select(r => (r.Rank, r.Subject)).ShouldBe([(1, "a"), (2, "b"), (2, "c"), (4, "d")]);
        (await world.AroundAsync("shared", Month, "c", 1))!.ToNext.ShouldBe(4);
        (await world.AroundAsync("race", Month, "b", 1))!.ToNext.ShouldBe(1);
        (await world.ReadAsync("shared", Month, offset: 2, limit: 1)).Rows.Single().Rank.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_that_only_confirms_points_keeps_the_place_among_equals()
    {
        var world = World();
        world.Score("a", Day, 10, provisional: 10);
        world.Score("b", Day, 10);
        await world.ReadAsync("race", Month);
        world.Score("a", Day, 0, provisional: -10, count: 0);
        var first = (await world.ReadAsync("race", Month)).Rows[0];
        (first.Subject, first.Provisional, first.Reach).ShouldBe(("a", 0, 1));
    }

    [Fact]
    public async Task A_subject_without_contributing_activities_is_not_listed()
    {
        var world = World();
        await world.ReadAsync("race", Month);
        world.Score("a", Day, 10);
        world.Score("a", Day, -10, count: -1);
        (await world.ReadAsync("race", Month)).Total.ShouldBe(0);
        world.Score("a", Day, 0);
        (await world.ReadAsync("race", Month)).Rows.Single().Score.ShouldBe(0);
    }

    [Fact]
    public async Task Movement_compares_with_the_days_before_today()
    {
        var world = World();
        world.Score("a", Day, 10);
        world.Score("b", Day, 20);
        (await world.ReadAsync("race", Month)).Rows.ShouldAllBe(r => r.Moved == null);
        world.Today = Day.AddDays(1);
        world.Score("a", world.Today, 15);
        world.Score("c", world.Today, 5);
        var rows = (await world.ReadAsync("race", Month)).Rows;
        rows.Select(r => (r.Subject, r.Moved)).ShouldBe([("a", 1), ("b", -1), ("c", null)]);
        world.Score("a", Day, 15);
        rows = (await world.ReadAsync("race", Month)).Rows;
        rows.Select(r => (r.Subject, r.Moved)).ShouldBe([("a", 0), ("b", 0), ("c", null)]);
        (await world.ReadAsync("race", Period.Of(PeriodKind.Day, Day))).Rows.ShouldAllBe(r => r.Moved == null);
    }

    [Fact]
    public async Task An_update_that_was_applied_is_ignored()
    {
        var boards = Create();
        var world = new BoardWorld(boards);
        await world.ReadAsync("race", Month);
        var update = world.Store.Commit([(BoardWorld.Key("a", Day), new(7, 0, 1))]);
        world.Apply(update);
        world.Apply(update);
        (await world.ReadAsync("race", Month)).Rows.Single().Score.ShouldBe(7);
        boards.Version(BoardWorld.Program).ShouldBe(1);
    }

    [Fact]
    public async Task Updates_during_a_load_are_neither_lost_nor_counted_twice_and_do_not_wait_for_it()
    {
        var world = World();
        world.Score("a", Day, 1);
        var late = world.Store.Commit([(BoardWorld.Key("a", Day), new(2, 0, 1))]);
        world.Store.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var readers = Enumerable.Range(0, 5).Select(_ => world.ReadAsync("race", Month)).ToList();
        await world.Store.Held.Task;
        world.Apply(late);
        world.Score("a", Day, 4);
        world.Store.Hold.SetResult();
        foreach (var reader in readers)
        {
            var page = await reader;
            (page.Version, page.Rows.Single().Score).ShouldBe((3, 7));
        }

        world.Store.Loads.ShouldBe(1);
    }

    [Fact]
    public async Task A_load_that_failed_is_tried_again_by_the_next_read()
    {
        var world = World();
        world.Score("a", Day, 1);
        world.Store.FailNext = true;
        await Should.ThrowAsync<StoreUnavailableException>(() => world.ReadAsync("race", Month));
        (await world.ReadAsync("race", Month)).Total.ShouldBe(1);
    }

    [Fact]
    public async Task Opening_again_shows_what_is_stored_now()
    {
        var world = World();
        world.Score("a", Day, 1);
        await world.ReadAsync("race", Month);
        world.Store.Commit([(BoardWorld.Key("b", Day), new(2, 0, 1))]);
        world.Open();
        (await world.ReadAsync("race", Month)).Total.ShouldBe(2);
    }

    [Fact]
    public async Task Per_head_divides_towards_minus_infinity_and_needs_the_minimum_of_heads()
    {
        var world = World();
        world.Score("p1", Day, -7, series: 2);
        world.Score("p2", Day, 9, series: 2);
        await world.ReadAsync("heads", Month);
        world.Heads("p1", own: 2, withDescendants: 3);
        world.Heads("p2", own: 1, withDescendants: 4);
        var heads = (await world.ReadAsync("heads", Month)).Rows;
        heads.Select(r => (r.Subject, r.Score, r.Reach)).ShouldBe([("p1", -4L, 1L)]);
        (await world.ReadAsync("group", Month)).Rows.Select(r => (r.Subject, r.Score)).ShouldBe([("p2", 2L), ("p1", -3L)]);
    }

    [Fact]
    public async Task Readers_see_exactly_the_commands_of_the_version_shown_while_updates_arrive()
    {
        const int Commands = 3_000;
        var boards = Create();
        var world = new BoardWorld(boards);
        var readers = Enumerable.Range(0, 2).Select(i => Task.Run(async () =>
        {
            BoardPage page;
            do
            {
                var seen = boards.Version(BoardWorld.Program);
                page = await world.ReadAsync(i == 0 ? "race" : "shared", Month);
                page.Version.ShouldBeGreaterThanOrEqualTo(seen);
                page.Rows.Sum(r => r.Score).ShouldBe(page.Version);
            }
            while (page.Version < Commands);
        })).ToList();
        for (var i = 0; i < Commands; i++)
        {
            world.Score($"s{i * 31 % 50}", Day, 1);
        }

        await Task.WhenAll(readers);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(0)]
    public async Task Random_histories_equal_the_naive_model(int given)
    {
        var boards = Create();
        await new RandomHistory(new BoardWorld(boards), Seeds.Pick(given), () => ForgetAsync(boards)).RunAsync(steps: 600);
    }
}
