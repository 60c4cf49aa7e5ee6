using System.Text;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

public class ChallengeLifeTests
{
    private static readonly DateTimeOffset Before = Contests.At("2026-11-01T09:00:00Z");
    private static readonly DateTimeOffset During = Contests.At("2026-11-10T09:00:00Z");
    private static readonly DateTimeOffset After = Contests.At("2026-12-05T09:00:00Z");

    /// <summary>What is answered in each status, in the order of the statuses; "-" for done.</summary>
    public static TheoryData<string, string> Refusals => new()
    {
        { "define", "- - notDraft notDraft notDraft notDraft notDraft" },
        { "submit", "- notDraft notDraft notDraft notDraft notDraft notDraft" },
        { "approve", "notSubmitted - notSubmitted notSubmitted notSubmitted notSubmitted notSubmitted" },
        { "open", "notScheduled notScheduled - notScheduled notScheduled notScheduled notScheduled" },
        { "freeze", "notOpen notOpen notOpen - - notOpen notOpen" },
        { "reveal", "notFrozen notFrozen notFrozen notFrozen notFrozen notFrozen notFrozen" },
        { "close", "notOpen notOpen notOpen - notOpen notOpen notOpen" },
        { "settle", "notClosed notClosed notClosed notClosed - alreadySettled notClosed" },
        { "cancel", "- - - - - alreadySettled alreadyCancelled" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Each_step_is_taken_from_its_statuses_only(string step, string expected) =>
        Enum.GetValues<ChallengeStatus>()
            .Select(s => Apply(step, Contests.Record(s), By("key:b", During)).Refusal)
            .Select(r => r == ChallengeRefusal.None ? "-" : ChallengeRefusals.CodeOf(r))
            .ShouldBe(expected.Split(' '));

    [Theory]
    [InlineData("submit approve open freeze reveal close settle cancel")]
    public void Nothing_is_done_to_a_contest_that_does_not_exist(string steps)
    {
        foreach (var step in steps.Split(' '))
        {
            Apply(step, null, By("key:b", During)).ShouldBe(new ChallengeOutcome(ChallengeRefusal.UnknownChallenge, null, false), step);
        }
    }

    /// <summary>Where several refusals apply, the first in the order of the enum is answered.</summary>
    [Theory]
    [InlineData("submit", ChallengeStatus.Open, "key:a", true, "notDraft")]
    [InlineData("submit", ChallengeStatus.Draft, "key:a", true, "alreadyOver")]
    [InlineData("approve", ChallengeStatus.Draft, "key:a", true, "notSubmitted")]
    [InlineData("approve", ChallengeStatus.Submitted, "key:a", true, "sameApprover")]
    [InlineData("approve", ChallengeStatus.Submitted, "key:c", true, "sameApprover")]
    [InlineData("approve", ChallengeStatus.Submitted, "key:b", true, "alreadyOver")]
    [InlineData("approve", ChallengeStatus.Submitted, "key:b", false, "")]
    [InlineData("cancel without reason", ChallengeStatus.Settled, "key:b", false, "alreadySettled")]
    [InlineData("cancel without reason", ChallengeStatus.Cancelled, "key:b", false, "alreadyCancelled")]
    [InlineData("cancel without reason", ChallengeStatus.Open, "key:b", false, "reasonMissing")]
    public void The_first_refusal_that_applies_is_answered(string step, ChallengeStatus status, string actor, bool isOver, string code)
    {
        var record = Contests.Record(status) with
        {
            Steps = [new(ChallengeAction.Define, Before, "key:a", 1, null), new(ChallengeAction.Submit, Before, "key:c", 2, null)],
        };

        ChallengeRefusals.CodeOf(Apply(step, record, By(actor, isOver ? After : Before)).Refusal).ShouldBe(code);
    }

    [Fact]
    public void Refusals_are_checked_in_the_documented_order() =>
        Enum.GetValues<ChallengeRefusal>().Select(ChallengeRefusals.CodeOf).ShouldBe(
        [
            "", "unknownChallenge", "notDraft", "notSubmitted", "sameApprover", "alreadyOver", "notScheduled", "baselineRunning", "notOpen", "notFrozen",
            "alreadyFrozen", "notClosed", "alreadySettled", "alreadyCancelled", "reasonMissing", "notOptIn", "notInAudience",
            "alreadyJoined", "joinClosed", "notDuels", "notParticipant", "duelSelf", "unknownDuel", "duelExpired", "notInvited",
            "duelTaken", "tooManyDuels",
        ]);

    [Fact]
    public void Every_step_is_written_down_with_its_occasion()
    {
        var record = Contests.Record(ChallengeStatus.Draft);
        record = ChallengeLife.Submit(record, ChallengeSettings.Default, new(Before, "key:a", 5)).Record!;
        record = ChallengeLife.Cancel(record, "No bikes left.", new(During, "key:b", 9)).Record!;

        record.Status.ShouldBe(ChallengeStatus.Cancelled);
        record.Steps.ShouldBe(
        [
            new ChallengeStep(ChallengeAction.Submit, Before, "key:a", 5, null),
            new ChallengeStep(ChallengeAction.Cancel, During, "key:b", 9, "No bikes left."),
        ]);
    }

    [Fact]
    public void Equal_content_changes_nothing_however_it_is_written()
    {
        var record = Contests.Record(ChallengeStatus.Open);
        var again = Encoding.UTF8.GetBytes(Contests.Plain().Replace(" ", "", StringComparison.Ordinal));

        ChallengeLife.Define(record, "sprint", again, record.Definition, By("key:a", Before)).ShouldBe(new ChallengeOutcome(ChallengeRefusal.None, record, false));
    }

    [Fact]
    public void A_submitted_contest_that_is_changed_is_a_draft_again_and_keeps_its_steps()
    {
        var record = Contests.Record(ChallengeStatus.Submitted) with { Steps = [new(ChallengeAction.Submit, Before, "key:a", 5, null)] };
        var changed = Apply("define", record, By("key:b", Before)).Record!;

        changed.Status.ShouldBe(ChallengeStatus.Draft);
        changed.Steps.Select(s => s.Action).ShouldBe([ChallengeAction.Submit, ChallengeAction.Define]);
        changed.Definition.Name.For("en").ShouldBe("Other");
    }

    [Theory]
    [InlineData(null, null, ChallengeStatus.Scheduled)]
    [InlineData(2000L, null, ChallengeStatus.Scheduled)]
    [InlineData(1999L, null, ChallengeStatus.Submitted)]
    [InlineData(null, 109_999L, ChallengeStatus.Submitted)]
    [InlineData(2000L, 110_000L, ChallengeStatus.Scheduled)]
    public void A_budget_above_the_program_s_limit_needs_approval(long? points, long? money, ChallengeStatus status) =>
        ChallengeLife.Submit(Contests.Record(ChallengeStatus.Draft, Contests.Race), new(points, money), By("key:a", Before)).Record!.Status.ShouldBe(status);

    [Theory]
    [InlineData("2026-11-10T09:00:00Z", "2026-11-01T23:00:00Z")] // Late, as no node ran: the window is the defined one.
    [InlineData("2026-11-01T09:00:00Z", "2026-11-01T09:00:00Z")] // Early, by command: it begins now.
    public void A_contest_opens_with_the_right_window(string applied, string start)
    {
        var open = ChallengeLife.Open(Contests.Record(ChallengeStatus.Scheduled), ChallengeOpening.Nothing, By("system", Contests.At(applied))).Record!;
        (open.Start, open.End).ShouldBe((Contests.At(start), open.Definition.End));
    }

    [Theory]
    [InlineData("2026-12-05T09:00:00Z", "2026-11-29T23:00:00Z")]
    [InlineData("2026-11-10T09:00:00Z", "2026-11-10T09:00:00Z")]
    [InlineData("2026-11-01T23:00:00Z", "2026-11-01T23:00:01Z")] // A window is never empty.
    public void A_contest_closes_with_the_right_window(string applied, string end) =>
        ChallengeLife.Close(Contests.Record(ChallengeStatus.Open), By("system", Contests.At(applied))).Record!.End.ShouldBe(Contests.At(end));

    [Fact]
    public void Opening_fixes_field_baselines_and_the_hash_of_the_seed()
    {
        var opening = new ChallengeOpening(["e2", "e1"], new Dictionary<string, long>(StringComparer.Ordinal) { ["e1"] = 5 }, new string('0', 64));
        var open = ChallengeLife.Open(Contests.Record(ChallengeStatus.Scheduled), opening, By("system", During)).Record!;

        (open.Field, open.Baselines, open.DrawSeed).ShouldBe((opening.Field, opening.Baselines, opening.DrawSeed));
        open.DrawSeedHash.ShouldBe("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
    }

    [Fact]
    public void A_freeze_is_revealed_from_the_bottom_and_ends_with_everything()
    {
        var frozen = ChallengeLife.Freeze(Contests.Record(ChallengeStatus.Open), new(During, "key:a", 42)).Record!;
        frozen.FrozenAt.ShouldBe(42);
        ChallengeLife.Freeze(frozen, By("key:a", During)).Refusal.ShouldBe(ChallengeRefusal.AlreadyFrozen);

        var third = ChallengeLife.Reveal(frozen, 3, By("key:a", During)).Record!;
        (third.FrozenAt, third.RevealedFrom).ShouldBe((42, 3));
        ChallengeLife.Reveal(third, 5, By("key:a", During)).ShouldBe(new ChallengeOutcome(ChallengeRefusal.None, third, false));

        var settled = ChallengeLife.Settle(third with { Status = ChallengeStatus.Closed }, By("key:a", After)).Record!;
        (settled.Status, settled.FrozenAt).ShouldBe((ChallengeStatus.Settled, 42));
        var all = ChallengeLife.Reveal(settled, null, By("key:a", After)).Record!;
        (all.FrozenAt, all.RevealedFrom).ShouldBe((null, null));
    }

    [Fact]
    public void Calling_off_ends_a_freeze()
    {
        var record = Contests.Record(ChallengeStatus.Open) with { FrozenAt = 42, RevealedFrom = 3 };
        var cancelled = ChallengeLife.Cancel(record, "Rain.", By("key:a", During)).Record!;
        (cancelled.FrozenAt, cancelled.RevealedFrom).ShouldBe((null, null));
    }

    [Theory]
    [InlineData(ChallengeStatus.Draft, null, null)]
    [InlineData(ChallengeStatus.Submitted, null, null)]
    [InlineData(ChallengeStatus.Scheduled, "2026-11-27T17:00:00Z", ChallengeAction.Open)]
    [InlineData(ChallengeStatus.Open, "2026-11-29T23:00:00Z", ChallengeAction.Close)]
    [InlineData(ChallengeStatus.Closed, "2026-12-06T23:00:00Z", ChallengeAction.Settle)]
    [InlineData(ChallengeStatus.Settled, null, null)]
    [InlineData(ChallengeStatus.Cancelled, null, null)]
    public void The_clock_opens_closes_and_settles(ChallengeStatus status, string? at, ChallengeAction? action)
    {
        ChallengeDue? expected = at is null ? null : new ChallengeDue(Contests.At(at), action!.Value);
        ChallengeLife.NextDue(Contests.Record(status, Contests.Race), Contests.Program.Calendar).ShouldBe(expected);
    }

    [Fact]
    public void A_correction_window_keeps_the_local_time_over_daylight_saving()
    {
        var document = Contests.Plain(""", "settlement": "automatic", "correctionWindow": "P7D" """)
            .Replace("2026-11-02", "2026-10-01", StringComparison.Ordinal).Replace("2026-11-30", "2026-10-24", StringComparison.Ordinal);
        ChallengeLife.NextDue(Contests.Record(ChallengeStatus.Closed, document), new ProgramCalendar("Europe/Paris"))!.Value.At
            .ShouldBe(Contests.At("2026-10-30T23:00:00Z"));
    }

    [Fact]
    public void A_contest_that_waits_for_a_word_is_not_settled_by_the_clock() =>
        ChallengeLife.NextDue(Contests.Record(ChallengeStatus.Closed), Contests.Program.Calendar).ShouldBeNull();

    private static ChallengeOccasion By(string actor, DateTimeOffset at) => new(at, actor, 7);

    private static ChallengeOutcome Apply(string step, ChallengeRecord? record, ChallengeOccasion occasion) => step switch
    {
        "define" => Define(record, occasion),
        "submit" => ChallengeLife.Submit(record, ChallengeSettings.Default, occasion),
        "approve" => ChallengeLife.Approve(record, occasion),
        "open" => ChallengeLife.Open(record, ChallengeOpening.Nothing, occasion),
        "freeze" => ChallengeLife.Freeze(record, occasion),
        "reveal" => ChallengeLife.Reveal(record, null, occasion),
        "close" => ChallengeLife.Close(record, occasion),
        "settle" => ChallengeLife.Settle(record, occasion),
        "cancel" => ChallengeLife.Cancel(record, "Rain.", occasion),
        _ => ChallengeLife.Cancel(record, " ", occasion),
    };

    private static ChallengeOutcome Define(ChallengeRecord? record, ChallengeOccasion occasion)
    {
        var other = Contests.Plain().Replace("Sprint", "Other", StringComparison.Ordinal);
        return ChallengeLife.Define(record, "sprint", Encoding.UTF8.GetBytes(other), Contests.Read(other), occasion);
    }
}
