using System.Reflection;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Server.Viewing;

namespace GamifiedLoyalty.Server.Tests.Challenges;

public sealed class GateTests
{
    private static readonly BoardRow[] Rows =
    [
        new(1, "e1", 300, 10, 4, null), new(2, "e2", 200, 0, 5, 1), new(2, "e3", 200, 0, 6, null), new(4, "e4", 100, 0, 7, null),
    ];

    [Fact]
    public void Nothing_reads_live_boards_past_the_gate()
    {
        // Hosting makes them and asks whether they are there; the gate itself is Viewing.
        string[] allowed = ["GamifiedLoyalty.Server.Hosting", "GamifiedLoyalty.Server.Viewing"];
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

        var past = typeof(ServerApp).Assembly.GetTypes()
            .Where(t => !allowed.Contains(t.Namespace))
            .Where(t => t.GetFields(All).Any(f => f.FieldType == typeof(ILiveBoards))
                || t.GetConstructors(All).Cast<MethodBase>().Concat(t.GetMethods(All)).Any(m => m.GetParameters().Any(p => p.ParameterType == typeof(ILiveBoards))))
            .Select(t => t.FullName).ToList();

        past.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("e1", 0, 1, null)]
    [InlineData("e2", 0, 1, 101L)]
    [InlineData("e3", 5, 4, 1L)]
    [InlineData("e4", 1, 2, 101L)]
    public void A_pinned_board_answers_like_a_live_one(string subject, int span, int rows, long? toNext)
    {
        var around = new PinnedBoard(9, 4, Rows, SharedTies: false).Around(subject, span)!;

        (around.Version, around.Total, around.IsFrozen, around.ToNext).ShouldBe((9, 4, true, toNext));
        around.Rows.Count.ShouldBe(rows);
    }

    [Fact]
    public void Equal_scores_that_share_a_rank_all_look_up_to_the_same_place()
    {
        var board = new PinnedBoard(9, 4, Rows, SharedTies: true);

        board.Around("e2", 0)!.ToNext.ShouldBe(100);
        board.Around("e3", 0)!.ToNext.ShouldBe(100);
        board.Around("e4", 0)!.ToNext.ShouldBe(100);
        board.Around("e3", 0)!.Percentile.ShouldBe(50);
    }

    [Fact]
    public void Whoever_was_not_listed_is_not_and_whoever_stands_below_what_was_pinned_has_no_rows()
    {
        new PinnedBoard(9, 4, Rows, false).Around("e9", 3).ShouldBeNull();
        new PinnedBoard(9, 4, Rows, false).History("e9", null, DateOnly.MaxValue).ShouldBeNull();
        new PinnedBoard(9, 5, Rows, false).Around("e9", 3)!.Rows.ShouldBeEmpty();
        new PinnedBoard(9, 4, Rows, false).Page(3, 10).Rows.Select(r => r.Subject).ShouldBe(["e4"]);
    }

    [Fact]
    public void A_history_ends_before_the_first_hidden_day()
    {
        var day = new DateOnly(2026, 11, 20);
        var live = new BoardHistory(12, 5, [new(day, 1, 10), new(day.AddDays(1), 1, 999)], true);

        var shown = new PinnedBoard(9, 4, Rows, false).History("e1", live, day.AddDays(1))!;

        (shown.Version, shown.Total, shown.IsFrozen).ShouldBe((9, 4, true));
        shown.Days.Select(d => d.Score).ShouldBe([10]);
    }
}
