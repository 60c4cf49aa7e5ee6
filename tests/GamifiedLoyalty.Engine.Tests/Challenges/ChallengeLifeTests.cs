using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests.Challenges;

/// <summary>A contest from its draft to the prizes in the wallets.</summary>
public sealed class ChallengeLifeTests
{
    private const string Approving = """, "challenges": { "approvalAbove": { "points": 1000 } } """;

    [Fact(Timeout = 60_000)]
    public async Task A_contest_is_approved_opens_and_closes_by_the_clock_and_pays_what_was_promised()
    {
        await using var program = await ChallengeProgram.StartAsync(Definitions.With("[]", Definitions.Boards, Approving));
        (await program.PutAsync(ChallengeProgram.Race())).Created.ShouldBeTrue();
        (await program.ActAsync(ChallengeAction.Submit)).Status.ShouldBe(ChallengeStatus.Submitted);
        (await program.ActAsync(ChallengeAction.Approve)).Refusal.ShouldBe(ChallengeRefusal.SameApprover);
        (await program.ActAsync(ChallengeAction.Approve, actor: "key:k2")).Status.ShouldBe(ChallengeStatus.Scheduled);

        await program.Program.SellAsync("e4", 900m);
        await program.ReachAsync("2026-11-22T23:00:00Z", ChallengeStatus.Open);
        await program.Program.SellAsync("e1", 50m);
        await program.Program.SellAsync("e2", 80m);
        await program.Program.SellAsync("e3", 50m);
        (await program.StandingsAsync()).ShouldBe("1 e2 8000 +1000\n2 e1 5000 +200\n3 e3 5000 +200");

        await program.ReachAsync("2026-11-25T23:00:00Z", ChallengeStatus.Closed);
        await program.Program.SellAsync("e1", 31m, at: "2026-11-24T10:00:00Z");
        await program.Program.SellAsync("e3", 500m);
        (await program.ActAsync(ChallengeAction.Settle)).Status.ShouldBe(ChallengeStatus.Settled);

        (await program.StandingsAsync()).ShouldBe("1 e1 8100 +1000\n2 e2 8000 +200\n3 e3 5000 +200");
        (await program.WalletAsync("e1")).ShouldBe("1000+0");
        (await program.WalletAsync("e2")).ShouldBe("200+0");
        (await program.WalletAsync("e4")).ShouldBe("0+0");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_prize_is_a_line_of_the_statement_and_events_of_the_feed()
    {
        await using var program = await ChallengeProgram.SettledAsync();

        var statement = await program.Engine.ReadStatementAsync(OwnerRef.Employee("e1"), null, 10, "fr", default);
        statement.Lines[0].Kind.ShouldBe(StatementKind.Prize);
        statement.Lines[0].Points.ShouldBe(1000);
        statement.Lines[0].Challenge.ShouldBe("sprint");
        statement.Lines[0].Explanation.ShouldContain("Course");
        var feed = await program.Engine.ReadFeedAsync(0, 100, default);
        var types = feed.SelectMany(f => f.Events).Select(e => (string)e["type"]!).ToList();
        types.Where(t => t.StartsWith("challenge", StringComparison.Ordinal) || t.StartsWith("prize", StringComparison.Ordinal)).ShouldBe(
            ["challengeDefined", "challengeSubmitted", "challengeOpened", "challengeClosed", "challengeSettled", "prizeAwarded"]);
        var settled = feed.SelectMany(f => f.Events).Single(e => (string)e["type"]! == "challengeSettled");
        settled["winners"]!.ToJsonString().ShouldBe("""["e1"]""");
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_settled_is_settled_once_and_stays()
    {
        await using var program = await ChallengeProgram.SettledAsync();

        (await program.ActAsync(ChallengeAction.Settle)).Refusal.ShouldBe(ChallengeRefusal.AlreadySettled);
        (await program.ActAsync(ChallengeAction.Cancel, reason: "too dear")).Refusal.ShouldBe(ChallengeRefusal.AlreadySettled);
        (await program.PutAsync(ChallengeProgram.Race(""", "description": "changed" """))).Refusal.ShouldBe(ChallengeRefusal.NotDraft);
        (await program.WalletAsync("e1")).ShouldBe("1000+0");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_correction_after_the_settlement_changes_nothing_and_is_reported()
    {
        await using var program = await ChallengeProgram.SettledAsync();
        await program.Program.SellAsync("e2", 5m, at: "2026-11-24T10:00:00Z");
        await program.Program.ReverseAsync(program.FirstSale);

        var view = (await program.Engine.ReadSettlementAsync("sprint", default))!;

        ChallengeProgram.Text(view.Settlement.Result.Standings).ShouldBe("1 e1 5000 +1000");
        view.Difference.ChangesPrizes.ShouldBeTrue();
        view.Difference.Changes.Select(c => c.Subject).ShouldBe(["e1", "e2"]);
        (await program.WalletAsync("e1")).ShouldBe("1000+0");
        (await program.StandingsAsync()).ShouldBe("1 e1 5000 +1000");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_contest_opens_and_closes_late_with_the_right_window_when_no_engine_ran()
    {
        await using var program = await ChallengeProgram.StartAsync(Definitions.With("[]", Definitions.Boards));
        await program.ScheduleAsync(ChallengeProgram.Race(""", "settlement": "automatic", "correctionWindow": "P2D" """));
        await program.Program.Host.DisposeAsync();
        program.Program.Time.MoveTo(DateTimeOffset.Parse("2026-11-27T09:00:00Z", null));
        await program.Program.RestartAsync();
        await program.ReachAsync("2026-11-27T09:00:00Z", ChallengeStatus.Closed);
        await program.Program.SellAsync("e1", 10m, at: "2026-11-25T22:59:59Z");
        await program.Program.SellAsync("e2", 20m, at: "2026-11-25T23:00:00Z");

        (await program.StandingsAsync()).ShouldBe("1 e1 1000 +1000");
        await program.ReachAsync("2026-11-27T23:00:00Z", ChallengeStatus.Settled);
        (await program.WalletAsync("e1")).ShouldBe("1000+0");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_contest_that_is_called_off_awards_nothing()
    {
        await using var program = await ChallengeProgram.StartAsync(Definitions.With("[]", Definitions.Boards));
        await program.ScheduleAsync(ChallengeProgram.Race());
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        await program.Program.SellAsync("e1", 10m);

        (await program.ActAsync(ChallengeAction.Cancel)).Refusal.ShouldBe(ChallengeRefusal.ReasonMissing);
        (await program.ActAsync(ChallengeAction.Cancel, reason: "The supplier is out of bikes.")).Status.ShouldBe(ChallengeStatus.Cancelled);

        (await program.StandingsAsync()).ShouldBeEmpty();
        (await program.WalletAsync("e1")).ShouldBe("0+0");
    }

    [Fact(Timeout = 60_000)]
    public async Task Opening_and_closing_by_command_move_the_window()
    {
        await using var program = await ChallengeProgram.StartAsync(Definitions.With("[]", Definitions.Boards));
        await program.ScheduleAsync(ChallengeProgram.Race());
        (await program.ActAsync(ChallengeAction.Open)).Status.ShouldBe(ChallengeStatus.Open);
        await program.Program.SellAsync("e1", 10m);
        program.Program.Time.Advance(TimeSpan.FromHours(1));
        await program.Program.SellAsync("e2", 99m, at: "2026-11-21T13:04:00Z");
        (await program.StandingsAsync()).ShouldBe("1 e2 9900 +1000\n2 e1 1000 +200");

        (await program.ActAsync(ChallengeAction.Close)).Status.ShouldBe(ChallengeStatus.Closed);

        (await program.StandingsAsync()).ShouldBe("1 e1 1000 +1000");
    }
}
