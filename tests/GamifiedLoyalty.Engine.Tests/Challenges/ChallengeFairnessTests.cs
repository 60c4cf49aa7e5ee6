using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests.Challenges;

/// <summary>Who takes part, what is compared with, and what is said afterwards stay as fair as they were promised.</summary>
public sealed class ChallengeFairnessTests
{
    private const string PerHead = """
        { "name": "Teams", "subject": "partner", "metric": { "measure": "amount" }, "start": "2026-11-23", "end": "2026-11-26",
          "format": { "type": "team" }, "scoring": "perHead",
          "prizes": { "currency": "points", "budget": { "points": 100 }, "list": [ { "place": 1, "points": 100 } ] } }
        """;

    private static readonly string Plain = Definitions.With("[]", Definitions.Boards);

    [Fact(Timeout = 60_000)]
    public async Task A_contest_is_not_opened_before_the_past_it_compares_with_is_over()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(ChallengeProgram.Race(""", "scoring": "growth", "baseline": { "from": "2026-11-16", "until": "2026-11-22" } """));

        var early = await program.ActAsync(ChallengeAction.Open);
        (early.Refusal, early.Status, early.Changed).ShouldBe((ChallengeRefusal.BaselineRunning, ChallengeStatus.Scheduled, false));

        await program.Program.SellAsync("e1", 10m);
        program.Program.Time.MoveTo(DateTimeOffset.Parse("2026-11-22T12:00:00Z", null));
        (await program.ActAsync(ChallengeAction.Open)).Refusal.ShouldBe(ChallengeRefusal.None);
        program.Engine.FindChallenge("sprint")!.Record.Baselines!["e1"].ShouldBe(1_000);
    }

    [Fact(Timeout = 60_000)]
    public async Task Seeds_that_are_not_in_the_audience_or_not_there_get_no_seat_and_no_prize()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(ChallengeProgram.Race(
            """
            , "format": { "type": "bracket", "seeds": ["ghost", "e3", "e1", "e2"] },
              "audience": { "where": { "field": "partner.region", "op": "eq", "value": "North" } }
            """));
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        program.Engine.FindChallenge("sprint")!.Record.Field.ShouldBe(["e1", "e2"]);

        await program.ReachAsync("2026-11-26T10:00:00Z", ChallengeStatus.Closed);
        await program.ActAsync(ChallengeAction.Settle);

        (await program.StandingsAsync()).ShouldBe("1 e1 1 +1000\n2 e2 0");
        (await program.WalletAsync("e3")).ShouldBe("0+0");
    }

    [Fact(Timeout = 60_000)]
    public async Task What_was_put_aside_for_later_than_an_early_end_does_not_count_for_who_joins_before_it()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(ChallengeProgram.Race(""", "enrolment": "optIn" """));
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        await program.Program.SellAsync("e1", 50m, at: "2026-11-23T10:04:00Z");
        (await program.StandingsAsync()).ShouldBeEmpty();

        await program.Engine.JoinAsync("sprint", "e1", "e1", default);
        await program.ActAsync(ChallengeAction.Close);

        var live = await program.StandingsAsync();
        await program.Program.RestartAsync();
        live.ShouldBe(await program.StandingsAsync());
        live.ShouldBe("1 e1 0");
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_comes_to_a_partner_after_the_settlement_changes_neither_its_explanation_nor_what_differs()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(PerHead);
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        await program.Program.SellAsync("e1", 80m);
        await program.Program.SellAsync("e3", 60m);
        await program.ReachAsync("2026-11-26T10:00:00Z", ChallengeStatus.Closed);
        await program.ActAsync(ChallengeAction.Settle);
        await program.Program.MembersAsync(
            new(OwnerKind.Employee, "e8", "e8") { Partner = "p1" }, new(OwnerKind.Employee, "e9", "e9") { Partner = "p1" });
        await program.Program.RestartAsync();

        var view = (await program.Engine.ReadSettlementAsync("sprint", default))!;
        var explained = (await program.Engine.ExplainAsync("sprint", "p1", default, default))!.Explanation;

        view.Difference.Changes.ShouldBeEmpty();
        (explained.Row!.Score, explained.Parts.Sum, explained.Parts.Divisor).ShouldBe((4_000, 8_000, 2));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_rehearsal_of_a_contest_that_was_opened_early_compares_with_the_same_past()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.Program.SellAsync("e1", 10m, at: "2026-11-18T10:00:00Z");
        await program.Program.SellAsync("e2", 70m, at: "2026-11-16T10:00:00Z");
        await program.ScheduleAsync(ChallengeProgram.Race(""", "scoring": "growth", "baseline": { "from": "2026-11-17", "until": "2026-11-20" } """));
        await program.ActAsync(ChallengeAction.Open);
        await program.Program.SellAsync("e1", 30m);
        await program.Program.SellAsync("e2", 1m);
        await program.ReachAsync("2026-11-26T10:00:00Z", ChallengeStatus.Closed);
        await program.ActAsync(ChallengeAction.Settle);
        var record = program.Engine.FindChallenge("sprint")!.Record;

        var results = await program.Engine.BacktestAsync([record.Document.ToArray()], record.Start, record.End, null, default);

        ChallengeProgram.Text(results[0].Figures!.Standings).ShouldBe(await program.StandingsAsync());
    }
}
