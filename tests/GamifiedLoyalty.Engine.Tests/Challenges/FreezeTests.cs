using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Testing.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests.Challenges;

/// <summary>While a contest is frozen viewers see what was so then, whatever happens and however often the server restarts.</summary>
public sealed class FreezeTests
{
    private const string Frozen = "1 e1 5000 +1000\n2 e2 4000 +200\n3 e3 3000 +200";
    private const string Final = "1 e3 10000 +1000\n2 e1 5000 +200\n3 e2 4000 +200";

    [Fact(Timeout = 60_000)]
    public async Task Viewers_see_frozen_standings_until_everything_is_revealed()
    {
        await using var program = await FrozenAsync();
        (await program.StandingsAsync(view: ViewAs.Viewer)).ShouldBe(Frozen);
        (await program.StandingsAsync()).ShouldBe(Final);

        await program.Program.RestartAsync();
        (await program.StandingsAsync(view: ViewAs.Viewer)).ShouldBe(Frozen);
        (await program.StandingsAsync()).ShouldBe(Final);
        (await program.Engine.ExplainAsync("sprint", "e3", ViewAs.Viewer, default))!.Explanation.Counted.Select(c => c.Score).ShouldBe([3000]);
        (await program.Engine.ExplainAsync("sprint", "e3", ViewAs.Manager, default))!.Explanation.Row!.Score.ShouldBe(10_000);

        await program.ReachAsync("2026-11-26T10:00:00Z", ChallengeStatus.Closed);
        await program.ActAsync(ChallengeAction.Settle);
        (await program.StandingsAsync(view: ViewAs.Viewer)).ShouldBe(Frozen);
        (await program.WalletAsync("e3")).ShouldBe("1000+0");

        await program.ActAsync(ChallengeAction.Reveal, fromPlace: 3);
        var view = (await program.Engine.ReadStandingsAsync("sprint", ViewAs.Viewer, default))!;
        (view.IsFrozen, view.RevealedFrom).ShouldBe((true, 3));
        ChallengeProgram.Text(view.Standings).ShouldBe("1 e1 5000 +1000\n3 e3 3000 +200\n3 e2 4000 +200");

        await program.ActAsync(ChallengeAction.Reveal);
        (await program.StandingsAsync(view: ViewAs.Viewer)).ShouldBe(Final);
        program.Engine.Frozen.ShouldBeNull();
        (await program.Program.Store.ReadDocumentsAsync(1, default)).ShouldNotContain(d => d.Kind == ChallengeDocuments.Pin);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_latest_moves_end_for_viewers_where_it_was_frozen_and_for_managers_go_on()
    {
        await using var program = await FrozenAsync();
        var sold = await program.Engine.ReadMovesAsync("sprint", "e3", 8, ViewAs.Viewer, default);
        Moves(sold!.Latest).ShouldBe("e3 3000, e2 4000, e1 5000");
        Moves(sold.Own).ShouldBe("e3 3000");

        var secret = await program.Engine.ReadMovesAsync("sprint", "e3", 1, ViewAs.Manager, default);
        Moves(secret!.Latest).ShouldBe("e3 7000");
        Moves(secret.Own).ShouldBe("e3 7000");
        await program.Program.ReverseAsync(sold.Own[0].Activity);
        (await program.Engine.ReadMovesAsync("sprint", "e3", 8, ViewAs.Viewer, default))!.Latest.ShouldBe(sold.Latest);

        await program.ActAsync(ChallengeAction.Reveal);
        var told = (await program.Engine.ReadMovesAsync("sprint", "e3", 8, ViewAs.Viewer, default))!;
        Moves(told.Latest).ShouldBe("e3 0, e3 7000, e2 4000, e1 5000");
        (told.Latest[0].IsTakenBack, told.Latest[0].Recorded).ShouldBe((true, 3000));
        Moves(told.Own).ShouldBe("e3 0, e3 7000");
        (await program.Engine.ReadMovesAsync("none", null, 8, ViewAs.Viewer, default)).ShouldBeNull();
    }

    [Fact(Timeout = 60_000)]
    public async Task Boards_that_overlap_are_pinned_and_others_go_on()
    {
        await using var program = await FrozenAsync();
        var version = program.Engine.FindChallenge("sprint")!.Record.FrozenAt!.Value;
        await program.Program.RestartAsync();

        var frozen = program.Engine.Frozen.ShouldNotBeNull();
        var revenue = program.Engine.Current.Definition.Boards.Single(b => b.Id == "revenue");
        frozen.Version.ShouldBe(version);
        frozen.Day.ShouldBe(new DateOnly(2026, 11, 23));
        Rows(frozen.FindPin(revenue, Period.All)).ShouldBe("1 e1 5000, 2 e2 4000, 3 e3 3000");
        Rows(frozen.FindPin(revenue, Period.Of(PeriodKind.Day, new DateOnly(2026, 11, 23)))).ShouldBe("1 e1 5000, 2 e2 4000, 3 e3 3000");
        Rows(frozen.FindPin(revenue, Period.Of(PeriodKind.Day, new DateOnly(2026, 11, 24)))).ShouldBeEmpty();
        frozen.Hides(revenue, Period.Of(PeriodKind.Day, new DateOnly(2026, 11, 22))).ShouldBeFalse();
        frozen.FindPin(revenue, Period.Of(PeriodKind.Month, new DateOnly(2026, 10, 1))).ShouldBeNull();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_contest_for_points_does_not_pin_boards_of_another_currency()
    {
        const string Two = """
            { "name": "Test", "timeZone": "Europe/Paris", "money": { "currency": "EUR" },
              "currencies": [ { "id": "points", "name": "Points" }, { "id": "miles", "name": "Miles" } ], "earningRules": [],
              "boards": [ { "id": "points", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "periods": ["all"] },
                          { "id": "miles", "subject": "employee", "metric": { "measure": "points", "currency": "miles" }, "periods": ["all"] } ] }
            """;
        await using var program = await ChallengeProgram.StartAsync(Two);
        await program.ScheduleAsync(ChallengeProgram.Race().Replace(
            "\"measure\": \"amount\"", "\"measure\": \"points\", \"currency\": \"points\"", StringComparison.Ordinal));
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        await program.ActAsync(ChallengeAction.Freeze);

        var boards = program.Engine.Current.Definition.Boards;
        program.Engine.Frozen!.Hides(boards[0], Period.All).ShouldBeTrue();
        program.Engine.Frozen.Hides(boards[1], Period.All).ShouldBeFalse();
    }

    private static async Task<ChallengeProgram> FrozenAsync()
    {
        var program = await ChallengeProgram.StartAsync(Definitions.With("[]", Definitions.Boards));
        await program.ScheduleAsync(ChallengeProgram.Race());
        await program.ReachAsync("2026-11-23T10:00:00Z", ChallengeStatus.Open);
        await program.Program.SellAsync("e1", 50m);
        await program.Program.SellAsync("e2", 40m);
        await program.Program.SellAsync("e3", 30m);
        (await program.ActAsync(ChallengeAction.Freeze)).Refusal.ShouldBe(ChallengeRefusal.None);
        await program.Program.SellAsync("e3", 70m);
        return program;
    }

    private static string Moves(IReadOnlyList<ChallengeMove> moves) => string.Join(", ", moves.Select(m => $"{m.Subject} {m.Score}"));

    private static string Rows(BoardPin? pin) => string.Join(", ", pin.ShouldNotBeNull().Rows.Select(r => $"{r.Rank} {r.Subject} {r.Score}"));
}
