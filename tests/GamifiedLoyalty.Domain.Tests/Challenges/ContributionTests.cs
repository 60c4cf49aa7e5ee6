using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

public class ContributionTests
{
    private static readonly DateTimeOffset During = Contests.At("2026-11-10T09:00:00Z");
    private static readonly MoneyDefinition Money = Contests.Program.Money;

    private static readonly ActivityLine Bike = new("1", "b1", "Bikes", 2, 100.50m, AttributeMap.Empty);
    private static readonly ActivityLine Pump = new("2", "p1", "Pumps", 3, 20m, AttributeMap.Empty);

    private const string BikesOnly = """, "filter": { "field": "line.category", "op": "eq", "value": "Bikes" } """;

    [Theory]
    [InlineData("amount", 10_050)]
    [InlineData("quantity", 2)]
    [InlineData("count", 1)]
    public void The_lines_of_the_filter_count_in_their_measure(string measure, long score)
    {
        var document = Contests.Plain(BikesOnly).Replace("amount", measure, StringComparison.Ordinal);
        var (reason, contribution) = Evaluate(document, Sale());

        reason.ShouldBe(NotCounted.None);
        contribution.ShouldBe(new Contribution
        {
            Activity = 5,
            Subject = "e1",
            Seller = "e1",
            OccurredAt = During,
            Score = score,
            Turnover = 10_050,
            Version = 6,
        });
    }

    [Theory]
    [InlineData("employee", 60, 40)]
    [InlineData("partner", 100, 70)]
    public void Points_count_as_on_boards_and_tell_what_is_pending(string subject, long score, long pending)
    {
        var document = Contests.Plain().Replace("\"employee\"", $"\"{subject}\"", StringComparison.Ordinal)
            .Replace("\"amount\"", "\"points\", \"currency\": \"points\"", StringComparison.Ordinal);
        Award[] awards = [Points(OwnerRef.Employee("e1"), 20, null), Points(OwnerRef.Employee("e1"), 40, During.AddDays(14)), Points(OwnerRef.Partner("p1"), 10, null), Points(OwnerRef.Partner("p1"), 30, During.AddDays(14))];

        var contribution = Evaluate(document, Sale(), awards: awards).Contribution!;
        (contribution.Score, contribution.PendingPoints).ShouldBe((score, pending));
        Board(subject == "partner", awards).ShouldBe(new ScoreValue(score, pending, 1));
    }

    [Theory]
    [InlineData("2026-11-01T22:59:59.9999999Z", NotCounted.OutsideWindow)]
    [InlineData("2026-11-01T23:00:00Z", NotCounted.None)]
    [InlineData("2026-11-29T22:59:59.9999999Z", NotCounted.None)]
    [InlineData("2026-11-29T23:00:00Z", NotCounted.OutsideWindow)]
    public void The_window_is_half_open(string occurred, NotCounted reason) =>
        Evaluate(Contests.Plain(), Sale(Contests.At(occurred))).Reason.ShouldBe(reason);

    [Theory]
    [InlineData(""" "audience": { "members": ["e1"] } """, NotCounted.None)]
    [InlineData(""" "audience": { "members": ["e2"] } """, NotCounted.NotInAudience)]
    [InlineData(""" "audience": { "where": { "field": "partner.region", "op": "eq", "value": "North" } } """, NotCounted.None)]
    [InlineData(""" "audience": { "where": { "field": "partner.region", "op": "eq", "value": "South" } } """, NotCounted.NotInAudience)]
    [InlineData(""" "audience": { "where": { "field": "employee.role", "op": "eq", "value": "clerk" }, "members": ["e2"] } """, NotCounted.NotInAudience)]
    [InlineData(""" "format": { "type": "target", "personal": { "e1": 5 } } """, NotCounted.None)]
    [InlineData(""" "format": { "type": "target", "personal": { "e2": 5 } } """, NotCounted.NotInAudience)]
    public void The_audience_counts_by_the_profiles_of_the_activity(string more, NotCounted reason)
    {
        Evaluate(Contests.Plain($", {more}"), Sale()).Reason.ShouldBe(reason);
        var definition = Contests.Read(Contests.Plain($", {more}"));
        ChallengeAudience.Includes(definition, Clerk, Store).ShouldBe(reason == NotCounted.None);
        ChallengeAudience.Includes(definition, Store, null).ShouldBeFalse();
    }

    [Fact]
    public void Once_the_field_is_fixed_nobody_else_counts()
    {
        var record = Contests.Record(ChallengeStatus.Open) with { Field = ["e2"] };
        new ContributionEvaluator(record, Money).Evaluate(null, 5, Sale(), [], During, 6).ShouldBe(new ActivityCounting(NotCounted.NotInAudience, null));
    }

    [Fact]
    public void A_sale_without_the_subject_of_the_contest_does_not_count()
    {
        var facts = Sale(employee: null);
        Evaluate(Contests.Plain(), facts).ShouldBe(new ActivityCounting(NotCounted.NotInAudience, null));
        Evaluate(Contests.OfPartners(), facts).Contribution!.Subject.ShouldBe("p1");
    }

    [Theory]
    [InlineData("full", null, NotCounted.BeforeJoining)]
    [InlineData("full", "2026-11-20", NotCounted.None)]
    [InlineData("fromJoining", "2026-11-20", NotCounted.BeforeJoining)]
    [InlineData("fromJoining", "2026-11-10T09:00:00Z", NotCounted.None)]
    [InlineData("proRated", "2026-11-10T09:00:01Z", NotCounted.BeforeJoining)]
    [InlineData("proRated", "2026-11-01", NotCounted.None)]
    public void Late_joiners_count_as_the_contest_says(string lateJoining, string? joined, NotCounted reason)
    {
        var document = Contests.Plain($$""", "enrolment": "optIn", "lateJoining": "{{lateJoining}}" """);
        Evaluate(document, Sale(), joined is null ? null : new Participant("e1", Contests.At(joined))).Reason.ShouldBe(reason);
    }

    [Fact]
    public void What_corrections_take_away_counts_nothing_and_takes_the_place_of_what_counted()
    {
        Evaluate(Contests.Plain(), Sale(left: [])).ShouldBe(Nothing(NotCounted.Reversed));
        Evaluate(Contests.Plain(BikesOnly), Sale(left: [Pump])).ShouldBe(Nothing(NotCounted.Reversed));
        Evaluate(Contests.Plain(BikesOnly.Replace("Bikes", "Helmets", StringComparison.Ordinal)), Sale()).ShouldBe(Nothing(NotCounted.FilteredOut));
        Evaluate(Contests.Plain(BikesOnly), Sale(left: [Bike with { Quantity = 1, Amount = 50.25m }])).Contribution!.Score.ShouldBe(5025);
    }

    [Fact]
    public void Without_an_award_in_its_currency_a_sale_counts_no_points()
    {
        var document = Contests.Plain().Replace("\"amount\"", "\"points\", \"currency\": \"points\"", StringComparison.Ordinal);
        Evaluate(document, Sale()).ShouldBe(Nothing(NotCounted.FilteredOut));
    }

    private static MemberProfile Clerk { get; } = new(OwnerKind.Employee, "e1", "Clerk") { Role = "clerk", Partner = "p1" };

    private static MemberProfile Store { get; } = new(OwnerKind.Partner, "p1", "Store") { Region = "North" };

    private static ActivityCounting Nothing(NotCounted reason) => new(reason, new Contribution
    {
        Activity = 5,
        Subject = "e1",
        Seller = "e1",
        OccurredAt = During,
        Score = 0,
        Version = 6,
        Counts = false,
    });

    private static ActivityCounting Evaluate(string document, ActivityFacts facts, Participant? participant = null, IReadOnlyList<Award>? awards = null) =>
        new ContributionEvaluator(Contests.Record(ChallengeStatus.Open, document), Money).Evaluate(participant, 5, facts, awards ?? [], During, 6);

    private static ScoreValue Board(bool ranksPartners, IReadOnlyList<Award> awards)
    {
        var series = new ScoreSeries(1, "", ranksPartners, Measure.Points, "points", Condition.Always, false);
        var sum = default(ScoreValue);
        ScoreCalculator.Visit([series], Sale(), awards, Money, During, (_, value) => sum += value);
        return sum;
    }

    private static Award Points(OwnerRef owner, long points, DateTimeOffset? availableAt) => new()
    {
        Owner = owner,
        Currency = "points",
        Points = points,
        Uncapped = points,
        BeforeBudgets = points,
        Rule = "r",
        RuleVersion = 1,
        Basis = new AwardBasis(0, points, points, null),
        AvailableAt = availableAt,
    };

    private static ActivityFacts Sale(DateTimeOffset? occurred = null, IReadOnlyList<ActivityLine>? left = null, string? employee = "e1") => new()
    {
        Sent = new Activity { ExternalId = "x", Type = "sale", Employee = employee, Partner = "p1", Lines = [Bike, Pump] },
        Lines = left ?? [Bike, Pump],
        OccurredAt = occurred ?? During,
        RecordedAt = During,
        Day = new DateOnly(2026, 11, 10),
        Partner = "p1",
        EmployeeProfile = employee is null ? null : Clerk,
        PartnerProfile = Store,
        Calendar = Contests.Program.Calendar,
    };
}
