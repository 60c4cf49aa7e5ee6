using GamifiedLoyalty.Domain.Challenges;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

public class JoiningTests
{
    private static readonly DateTimeOffset During = Contests.At("2026-11-10T09:00:00Z");
    private static readonly DateTimeOffset End = Contests.At("2026-11-29T23:00:00Z");
    private static readonly Participant Joined = new("e1", During);

    private static readonly string OptIn = Contests.Plain(""", "enrolment": "optIn" """);
    private static readonly string Duels = Contests.Plain(""", "format": { "type": "duels", "acceptWithin": "PT24H", "mostAtOnce": 2 } """);

    [Fact]
    public void Members_join_from_approval_to_the_end()
    {
        static ChallengeRefusal Join(ChallengeStatus status, DateTimeOffset at) =>
            ChallengeJoining.Join(Contests.Record(status, OptIn), null, "e1", true, at).Refusal;

        Enum.GetValues<ChallengeStatus>().Where(s => Join(s, During) == ChallengeRefusal.None).ShouldBe([ChallengeStatus.Scheduled, ChallengeStatus.Open]);
        Join(ChallengeStatus.Open, End.AddTicks(-1)).ShouldBe(ChallengeRefusal.None);
        Join(ChallengeStatus.Open, End).ShouldBe(ChallengeRefusal.JoinClosed);
        ChallengeJoining.Join(Contests.Record(ChallengeStatus.Open, OptIn), null, "e1", true, During).Participant.ShouldBe(Joined);
    }

    [Theory]
    [InlineData("bracket", "\"size\": 8", ChallengeRefusal.JoinClosed)]
    [InlineData("elimination", "\"roundLength\": \"P1D\", \"out\": 1", ChallengeRefusal.JoinClosed)]
    [InlineData("raffle", "\"per\": 1", ChallengeRefusal.None)]
    public void A_field_that_is_fixed_at_opening_is_joined_before_it(string format, string more, ChallengeRefusal once)
    {
        var document = Contests.Plain($$""", "enrolment": "optIn", "format": { "type": "{{format}}", {{more}} } """);

        ChallengeJoining.Join(Contests.Record(ChallengeStatus.Scheduled, document), null, "e1", true, During).Refusal.ShouldBe(ChallengeRefusal.None);
        ChallengeJoining.Join(Contests.Record(ChallengeStatus.Open, document), null, "e1", true, During).Refusal.ShouldBe(once);
    }

    [Theory]
    [InlineData(false, false, true, ChallengeStatus.Draft, ChallengeRefusal.NotOptIn)]
    [InlineData(true, false, true, ChallengeStatus.Draft, ChallengeRefusal.NotInAudience)]
    [InlineData(true, true, true, ChallengeStatus.Draft, ChallengeRefusal.AlreadyJoined)]
    [InlineData(true, true, false, ChallengeStatus.Draft, ChallengeRefusal.JoinClosed)]
    public void The_first_refusal_to_join_is_answered(bool optIn, bool inAudience, bool joined, ChallengeStatus status, ChallengeRefusal refusal)
    {
        var record = Contests.Record(status, optIn ? OptIn : Contests.Plain());
        var outcome = ChallengeJoining.Join(record, joined ? Joined : null, "e1", inAudience, End);

        outcome.ShouldBe(new JoinOutcome(refusal, refusal == ChallengeRefusal.AlreadyJoined ? Joined : null));
        ChallengeJoining.Join(null, Joined, "e1", false, End).Refusal.ShouldBe(ChallengeRefusal.UnknownChallenge);
    }

    [Fact]
    public void An_invitation_stands_for_its_time_but_not_beyond_the_end()
    {
        var first = Invite([], "e1", "e2", During);
        first.Duel.ShouldBe(new Duel(1, "e1", "e2", During, During.AddHours(24), null));
        Invite([first.Duel!], "e3", "e2", End.AddHours(-1)).Duel.ShouldBe(new Duel(2, "e3", "e2", End.AddHours(-1), End, null));
    }

    [Fact]
    public void The_first_refusal_to_invite_is_answered()
    {
        Duel[] full = [Accepted(1, "e1", "e2"), Accepted(2, "e3", "e1")];

        DuelInvitations.Invite(null, full, "e1", "e1", _ => false, During, Contests.Program.Calendar).Refusal.ShouldBe(ChallengeRefusal.UnknownChallenge);
        Invite(full, "e1", "e1", End, _ => false).Refusal.ShouldBe(ChallengeRefusal.NotOpen);
        Invite(full, "e1", "e1", During, _ => false, Contests.Plain()).Refusal.ShouldBe(ChallengeRefusal.NotDuels);
        Invite(full, "e1", "e1", During, _ => false).Refusal.ShouldBe(ChallengeRefusal.NotParticipant);
        Invite(full, "e1", "e4", During, s => s == "e1").Refusal.ShouldBe(ChallengeRefusal.NotParticipant);
        Invite(full, "e1", "e1", During).Refusal.ShouldBe(ChallengeRefusal.DuelSelf);
        Invite(full, "e1", "e4", During).Refusal.ShouldBe(ChallengeRefusal.TooManyDuels);
        Invite(full, "e4", "e1", During).Refusal.ShouldBe(ChallengeRefusal.None);
    }

    [Fact]
    public void Invitations_count_against_who_sends_them_while_they_stand()
    {
        Duel[] sent = [Invited(1, "e1", "e2"), Invited(2, "e1", "e3")];

        Invite(sent, "e1", "e4", During).Refusal.ShouldBe(ChallengeRefusal.TooManyDuels);
        Invite(sent, "e2", "e4", During).Refusal.ShouldBe(ChallengeRefusal.None);
        Invite(sent, "e1", "e4", During.AddHours(24)).Refusal.ShouldBe(ChallengeRefusal.None);
    }

    [Fact]
    public void The_first_refusal_to_accept_is_answered()
    {
        Duel[] duels = [Invited(1, "e1", "e2"), Accepted(2, "e2", "e3"), Accepted(3, "e4", "e2")];

        Accept(duels, 9, "e2", During).Refusal.ShouldBe(ChallengeRefusal.UnknownDuel);
        Accept(duels, 1, "e9", During.AddHours(24)).Refusal.ShouldBe(ChallengeRefusal.DuelExpired);
        Accept(duels, 1, "e9", During).Refusal.ShouldBe(ChallengeRefusal.NotInvited);
        Accept(duels, 3, "e4", During).Refusal.ShouldBe(ChallengeRefusal.NotInvited);
        Accept(duels, 3, "e2", During).Refusal.ShouldBe(ChallengeRefusal.DuelTaken);
        Accept(duels, 1, "e2", During).Refusal.ShouldBe(ChallengeRefusal.TooManyDuels);
        Accept([duels[0]], 1, "e2", End).Refusal.ShouldBe(ChallengeRefusal.NotOpen);
        Accept([duels[0]], 1, "e2", During.AddHours(1)).Duel.ShouldBe(duels[0] with { AcceptedAt = During.AddHours(1) });
    }

    private static Duel Invited(int number, string challenger, string opponent) => new(number, challenger, opponent, During, During.AddHours(24), null);

    private static Duel Accepted(int number, string challenger, string opponent) => Invited(number, challenger, opponent) with { AcceptedAt = During };

    private static DuelOutcome Invite(
        IReadOnlyList<Duel> duels, string challenger, string opponent, DateTimeOffset at, Func<string, bool>? takesPart = null, string? document = null) =>
        DuelInvitations.Invite(
            Contests.Record(ChallengeStatus.Open, document ?? Duels), duels, challenger, opponent, takesPart ?? (_ => true), at, Contests.Program.Calendar);

    private static DuelOutcome Accept(IReadOnlyList<Duel> duels, int number, string subject, DateTimeOffset at) =>
        DuelInvitations.Accept(Contests.Record(ChallengeStatus.Open, Duels), duels, number, subject, at);
}
