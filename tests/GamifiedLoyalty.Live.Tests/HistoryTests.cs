using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Testing;
using Shouldly;

namespace GamifiedLoyalty.Live.Tests;

public sealed class HistoryTests
{
    private static readonly DateOnly Day = BoardWorld.Day0;
    private static readonly Period Month = Period.Of(PeriodKind.Month, Day);

    [Fact]
    public async Task A_rank_is_told_for_the_end_of_each_day_of_the_period()
    {
        var world = World(new MemoryBoardsOptions());
        world.Score("a", new DateOnly(2026, 11, 2), 10);
        world.Score("b", new DateOnly(2026, 11, 3), 30);
        world.Score("a", Day, 25);

        var history = (await HistoryAsync(world, "a")).ShouldNotBeNull();

        history.Days.Count.ShouldBe(Day.Day);
        history.Days[0].ShouldBe(new HistoryDay(new DateOnly(2026, 11, 1), null, 0));
        history.Days[1].ShouldBe(new HistoryDay(new DateOnly(2026, 11, 2), 1, 10));
        history.Days[2].ShouldBe(new HistoryDay(new DateOnly(2026, 11, 3), 2, 10));
        history.Days[^1].ShouldBe(new HistoryDay(Day, 1, 35));
        (await HistoryAsync(world, "nobody")).ShouldBeNull();
    }

    [Fact]
    public async Task Sales_of_today_do_not_read_past_days_again_but_a_correction_of_a_past_day_does()
    {
        var world = World(new MemoryBoardsOptions());
        world.Score("a", Day.AddDays(-1), 10);
        world.Score("b", Day.AddDays(-2), 5);
        await HistoryAsync(world, "a");
        var loads = world.Store.Loads;

        world.Score("b", Day, 100);
        (await HistoryAsync(world, "b"))!.Days[^1].ShouldBe(new HistoryDay(Day, 1, 105));
        world.Store.Loads.ShouldBe(loads);

        world.Score("b", Day.AddDays(-2), 7);
        (await HistoryAsync(world, "b"))!.Days[^2].ShouldBe(new HistoryDay(Day.AddDays(-1), 1, 12));
        world.Store.Loads.ShouldBe(loads + 1);
    }

    [Fact]
    public async Task Too_many_daily_scores_leave_the_last_day_only_and_are_not_read_again()
    {
        var world = World(new MemoryBoardsOptions { MaxHistoryScores = 2 });
        foreach (var subject in new[] { "a", "b", "c" })
        {
            world.Score(subject, Day.AddDays(-1), 1);
        }

        var history = (await HistoryAsync(world, "c")).ShouldNotBeNull();
        var loads = world.Store.Loads;
        await HistoryAsync(world, "b");

        (history.IsWhole, history.Days.Single()).ShouldBe((false, new HistoryDay(Day, 3, 1)));
        world.Store.Loads.ShouldBe(loads);
    }

    [Fact]
    public async Task A_long_period_starts_later_from_what_was_reached_before()
    {
        var world = World(new MemoryBoardsOptions { MaxHistoryDays = 3 });
        world.Score("a", Day.AddDays(-15), 10);

        var history = (await HistoryAsync(world, "a")).ShouldNotBeNull();

        history.Days.ShouldBe([new(Day.AddDays(-2), 1, 10), new(Day.AddDays(-1), 1, 10), new(Day, 1, 10)]);
    }

    private static BoardWorld World(MemoryBoardsOptions options) =>
        new(new MemoryBoards(new ManualTime(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)), options));

    private static async Task<BoardHistory?> HistoryAsync(BoardWorld world, string subject) =>
        await world.HistoryAsync("race", Month, subject);
}
