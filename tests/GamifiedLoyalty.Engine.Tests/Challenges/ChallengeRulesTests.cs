using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests.Challenges;

/// <summary>Joining, duels, rounds, budgets, restarts and rehearsals of contests, on a real store.</summary>
public sealed class ChallengeRulesTests
{
    private static readonly string Plain = Definitions.With("[]", Definitions.Boards);

    [Fact(Timeout = 60_000)]
    public async Task Whoever_joins_late_is_counted_as_the_contest_says_and_alike_after_a_restart()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(ChallengeProgram.Race(""", "enrolment": "optIn" """), "full");
        await program.ScheduleAsync(ChallengeProgram.Race(""", "enrolment": "optIn", "lateJoining": "fromJoining" """), "later");
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open, "full");
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open, "later");
        var early = await program.Program.SellAsync("e1", 50m);
        await program.Program.SellAsync("e2", 70m);
        (await program.StandingsAsync("full")).ShouldBeEmpty();

        program.Program.Time.Advance(TimeSpan.FromHours(1));
        await program.Program.ReverseAsync(early.Activity!.Version, amount: 10m);
        foreach (var id in new[] { "full", "later" })
        {
            (await program.Engine.JoinAsync(id, "e1", "e1", default)).Participant!.Subject.ShouldBe("e1");
            (await program.Engine.JoinAsync(id, "e1", "e1", default)).Refusal.ShouldBe(ChallengeRefusal.AlreadyJoined);
        }

        await program.Program.SellAsync("e1", 5m);
        (await program.StandingsAsync("full")).ShouldBe("1 e1 4500 +1000");
        (await program.StandingsAsync("later")).ShouldBe("1 e1 500 +1000");
        var reach = (await program.Engine.ReadStandingsAsync("full", default, default))!.Standings.Rows[0].Reach;
        await program.Program.RestartAsync();
        (await program.StandingsAsync("full")).ShouldBe("1 e1 4500 +1000");
        (await program.StandingsAsync("later")).ShouldBe("1 e1 500 +1000");
        (await program.Engine.ReadStandingsAsync("full", default, default))!.Standings.Rows[0].Reach.ShouldBe(reach);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_duel_counts_from_its_acceptance_on()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(ChallengeProgram.Race(
            """, "format": { "type": "duels", "acceptWithin": "PT24H", "mostAtOnce": 2 } """,
            """{ "currency": "points", "budget": { "points": 100 }, "list": [ { "win": true, "points": 10 } ] }"""));
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        await program.Program.SellAsync("e1", 500m);
        var invited = await program.Engine.InviteAsync("sprint", "e1", "e2", "e1", default);
        invited.Duel!.Number.ShouldBe(1);
        (await program.Engine.AcceptDuelAsync("sprint", 1, "e3", "e3", default)).Refusal.ShouldBe(ChallengeRefusal.NotInvited);
        program.Program.Time.Advance(TimeSpan.FromHours(1));
        (await program.Engine.AcceptDuelAsync("sprint", 1, "e2", "e2", default)).Duel!.AcceptedAt.ShouldNotBeNull();
        await program.Program.SellAsync("e2", 20m);
        await program.Program.RestartAsync();
        await program.ReachAsync("2026-11-26T10:00:00Z", ChallengeStatus.Closed);
        await program.ActAsync(ChallengeAction.Settle);

        (await program.StandingsAsync()).ShouldStartWith("1 e2 1 +10\n");
        (await program.WalletAsync("e2")).ShouldBe("10+0");
        (await program.WalletAsync("e1")).ShouldBe("0+0");
    }

    [Fact(Timeout = 60_000)]
    public async Task Rounds_across_the_spring_change_begin_at_the_same_local_time()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain, "2027-03-26T12:00:00Z");
        await program.ScheduleAsync(
            """
            { "name": "Crowns", "subject": "employee", "metric": { "measure": "amount" }, "start": "2027-03-27", "end": "2027-03-30",
              "format": { "type": "kingOfTheHill", "roundLength": "P1D" } }
            """);
        await program.ReachAsync("2027-03-26T23:00:00Z", ChallengeStatus.Open);
        await program.Program.SellAsync("e1", 10m);
        program.Program.Time.MoveTo(DateTimeOffset.Parse("2027-03-28T21:59:59Z", null));
        await program.Program.SellAsync("e2", 20m);
        program.Program.Time.MoveTo(DateTimeOffset.Parse("2027-03-28T22:00:00Z", null));
        await program.Program.SellAsync("e1", 5m);
        await program.ReachAsync("2027-03-29T22:00:00Z", ChallengeStatus.Closed);

        (await program.StandingsAsync()).ShouldBe("1 e1 2\n2 e2 1");
        var rounds = (await program.Engine.ReadStandingsAsync("sprint", default, default))!.Standings.Rounds;
        rounds.Select(r => (r.End - r.Start).TotalHours).ShouldBe([24, 23, 24]);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_budget_is_never_exceeded()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(ChallengeProgram.Race(
            """, "format": { "type": "target", "bar": 1000 } """,
            """{ "currency": "points", "budget": { "points": 250 }, "list": [ { "reaching": "target", "points": 100 } ] }"""));
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        foreach (var seller in new[] { "e1", "e2", "e3", "e4" })
        {
            await program.Program.SellAsync(seller, 10m);
        }

        await program.ReachAsync("2026-11-26T10:00:00Z", ChallengeStatus.Closed);
        await program.ActAsync(ChallengeAction.Settle);

        (await program.Engine.ReadSettlementAsync("sprint", default))!.Settlement.Result.Standings.Cost.Points.ShouldBe(250);
        var wallets = await Task.WhenAll(new[] { "e1", "e2", "e3", "e4" }.Select(program.WalletAsync));
        wallets.Order(StringComparer.Ordinal).ShouldBe(["0+0", "100+0", "100+0", "50+0"]);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_raffle_can_be_checked_with_what_was_published()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(ChallengeProgram.Race(""", "format": { "type": "raffle", "per": 1000 } """));
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        var published = program.Engine.FindChallenge("sprint")!.Record.DrawSeedHash!;
        await program.Program.SellAsync("e1", 30m);
        await program.Program.SellAsync("e2", 70m);
        await program.ReachAsync("2026-11-26T10:00:00Z", ChallengeStatus.Closed);
        await program.ActAsync(ChallengeAction.Settle);
        await program.Program.RestartAsync();

        var draw = (await program.Engine.ReadSettlementAsync("sprint", default))!.Settlement.Result.Draw!;
        Domain.Challenges.Draws.RaffleDraw.Verify(draw, published).ShouldBe(Domain.Challenges.Draws.RaffleFault.None);
        draw.Entries.Select(e => e.Tickets).ShouldBe([3, 7]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Standings_after_a_restart_are_what_they_were_with_corrections_and_pending_points()
    {
        await using var program = await ChallengeProgram.StartAsync();
        var document = ChallengeProgram.Race().Replace(
            "\"measure\": \"amount\"", "\"measure\": \"points\", \"currency\": \"points\"", StringComparison.Ordinal);
        await program.ScheduleAsync(document.Replace("2026-11-26", "2026-12-20", StringComparison.Ordinal));
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        await program.Program.SellAsync("e1", 500m);
        var returned = await program.Program.SellAsync("e2", 600m);
        await program.Program.SellAsync("e2", 300m);
        var before = (await program.Engine.ReadStandingsAsync("sprint", default, default))!.Standings;
        before.Rows.Select(r => (r.Subject, r.Score, r.Provisional)).ShouldBe([("e2", 240, 90), ("e1", 200, 50)]);
        await program.Program.ReverseAsync(returned.Activity!.Version);
        await program.ReachAsync("2026-12-10T10:00:00Z", ChallengeStatus.Open);
        await program.Program.SellAsync("e3", 10m);

        var live = (await program.Engine.ReadStandingsAsync("sprint", default, default))!.Standings;
        await program.Program.RestartAsync();
        var rebuilt = (await program.Engine.ReadStandingsAsync("sprint", default, default))!.Standings;

        live.Rows.Select(r => (r.Subject, r.Score, r.Provisional)).ShouldBe([("e1", 200, 0), ("e2", 180, 0), ("e3", 151, 1)]);
        rebuilt.Rows.Select(r => (r.Place, r.Subject, r.Score, r.Provisional, r.Reach))
            .ShouldBe(live.Rows.Select(r => (r.Place, r.Subject, r.Score, r.Provisional, r.Reach)));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_rehearsal_of_a_finished_contest_gives_exactly_what_happened()
    {
        await using var program = await ChallengeProgram.SettledAsync();
        var record = program.Engine.FindChallenge("sprint")!.Record;

        var results = await program.Engine.BacktestAsync([record.Document.ToArray(), "{}"u8.ToArray()], record.Start, record.End, null, default);

        var figures = results[0].Figures.ShouldNotBeNull();
        ChallengeProgram.Text(figures.Standings).ShouldBe(await program.StandingsAsync());
        figures.CostExpected.ShouldBe((await program.Engine.ReadSettlementAsync("sprint", default))!.Settlement.Result.Standings.Cost);
        figures.PartnersWithNothing.ShouldBe(["p2"]);
        results[1].Faults.ShouldNotBeEmpty();
        (await program.Engine.BacktestAsync([record.Document.ToArray()], null, null, null, default))[0].Until.ShouldBe(program.Program.Time.GetUtcNow());
    }

    [Fact(Timeout = 60_000)]
    public async Task An_activity_that_does_not_count_says_why()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(ChallengeProgram.Race(""", "filter": { "field": "line.category", "op": "eq", "value": "Bikes" } """));
        await program.Program.SellAsync("e1", 10m);
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        await program.Program.SellAsync("e1", 20m, category: "Shoes");
        var returned = await program.Program.SellAsync("e1", 30m);
        await program.Program.SellAsync("e1", 40m);
        await program.Program.ReverseAsync(returned.Activity!.Version);

        var explained = (await program.Engine.ExplainAsync("sprint", "e1", default, default))!;

        explained.Explanation.Counted.Select(c => c.Score).ShouldBe([4000]);
        explained.Others.Select(o => o.Reason).ShouldBe(
            [NotCounted.Reversed, NotCounted.FilteredOut, NotCounted.OutsideWindow], ignoreOrder: true);
    }

    [Fact(Timeout = 60_000)]
    public async Task What_is_due_while_the_store_is_away_is_done_afterwards_and_tried_with_pauses()
    {
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(ChallengeProgram.Race());
        for (var i = 0; i < 100; i++)
        {
            program.Program.Plan.FailBefore(new Engine.Ports.StoreUnavailableException("The store is away."));
        }

        var before = program.Program.Plan.Commits;
        program.Program.Time.MoveTo(DateTimeOffset.Parse("2026-11-23T10:00:00Z", null));
        for (var i = 0; i < 20; i++)
        {
            await program.PutAsync("{}", "other");
        }

        (program.Program.Plan.Commits - before).ShouldBeLessThanOrEqualTo(2);
        while (program.Engine.FindChallenge("sprint")!.Record.Status != ChallengeStatus.Open)
        {
            program.Program.Time.Advance(TimeSpan.FromSeconds(1));
            await program.PutAsync("{}", "other");
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Growth_compares_with_the_baseline_fixed_at_opening_and_a_bracket_is_seeded_by_it()
    {
        const string Baseline = """, "baseline": { "from": "2026-11-16", "until": "2026-11-22" } """;
        await using var program = await ChallengeProgram.StartAsync(Plain);
        await program.ScheduleAsync(ChallengeProgram.Race(Baseline + """, "scoring": "growth" """), "growth");
        await program.ScheduleAsync(ChallengeProgram.Race(Baseline + """, "format": { "type": "bracket", "size": 4 } """), "cup");
        await program.Program.SellAsync("e1", 100m);
        await program.Program.SellAsync("e2", 300m);
        await program.Program.SellAsync("e3", 200m);
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open, "growth");
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open, "cup");
        await program.Program.SellAsync("e1", 100m);

        program.Engine.FindChallenge("cup")!.Record.Field.ShouldBe(["e2", "e3", "e1", "e4"]);
        program.Engine.FindChallenge("growth")!.Record.Baselines!["e2"].ShouldBe(30_000);
        var rows = (await program.Engine.ReadStandingsAsync("growth", default, default))!.Standings.Rows;
        rows.Single(r => r.Subject == "e1").Score.ShouldBe(10_000);
    }
}
