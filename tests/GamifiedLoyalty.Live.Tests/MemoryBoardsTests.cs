using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Testing;
using Shouldly;

namespace GamifiedLoyalty.Live.Tests;

public sealed class MemoryBoardsTests : LiveBoardsCompliance
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    protected override ILiveBoards Create() => new MemoryBoards(_time);

    [Fact]
    public async Task Standings_of_past_periods_are_let_go_when_unread_and_those_of_current_ones_stay()
    {
        var boards = new MemoryBoards(_time, new MemoryBoardsOptions { MaxPastStandings = 3 });
        var world = new BoardWorld(boards);
        await world.ReadAsync("race", Period.All);
        for (var year = 2000; year < 2010; year++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await world.ReadAsync("race", Period.Of(PeriodKind.Year, new DateOnly(year, 1, 1)));
        }

        boards.Held(BoardWorld.Program).ShouldBe(1 + 3 + 1);
        _time.Advance(TimeSpan.FromHours(1));
        world.Score("a", world.Today, 1);
        boards.Held(BoardWorld.Program).ShouldBe(1);
        (await world.ReadAsync("race", Period.All)).Total.ShouldBe(1);
    }

    [Fact]
    public async Task Standings_are_loaded_again_after_an_update_that_cannot_be_applied()
    {
        var world = new BoardWorld(Create());
        world.Score("a", world.Today, 2);
        await world.ReadAsync("race", Period.All);
        world.Apply(new BoardUpdate(
            world.Store.Version + 1, world.Store.Version + 1,
            [new ScoreChange(BoardWorld.Key("a", world.Today), new ScoreValue(long.MaxValue, 0, 1), world.Store.Version + 1)],
            new Dictionary<string, Headcount>(StringComparer.Ordinal)));
        world.Store.Commit([(BoardWorld.Key("a", world.Today), new(1, 0, 1))]);

        await Should.ThrowAsync<OverflowException>(() => world.ReadAsync("race", Period.All));
        await world.CheckAsync("race", Period.All, "a", 1, "what was wrong is gone");
    }

    [Fact]
    public async Task Updates_that_nobody_reads_are_all_shown_by_the_next_read()
    {
        var world = new BoardWorld(Create());
        await world.ReadAsync("race", Period.All);
        for (var i = 0; i < 1_500; i++)
        {
            world.Score($"e{i % 40}", world.Today, i);
        }

        await world.CheckAsync("race", Period.All, "e7", 3, "some wait and some were applied together");
    }

    [Fact]
    public async Task A_gap_in_versions_makes_standings_load_again()
    {
        var world = new BoardWorld(Create());
        await world.ReadAsync("race", Period.All);
        world.Store.Commit([(BoardWorld.Key("a", world.Today), new(1, 0, 1))]);
        world.Score("b", world.Today, 1);
        await world.CheckAsync("race", Period.All, "a", 1, "the first change never arrived");
    }
}
