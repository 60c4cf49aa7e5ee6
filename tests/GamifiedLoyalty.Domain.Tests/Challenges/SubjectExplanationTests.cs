using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Domain.Tests.Challenges.ContestBench;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

public sealed class SubjectExplanationTests
{
    private static readonly ChallengeDefinition Race = Definition(new ChallengeFormat.Race());

    [Fact]
    public void Every_counted_activity_is_named_newest_first_with_what_may_be_taken_back()
    {
        var definition = Race with { ReturnWindow = new CalendarDuration(14, TimeSpan.Zero) };
        var tally = Tally(definition);
        tally.Set(Sale(1, "maya", 100, Start, pending: 30));
        tally.Set(Sale(2, "maya", 50, Start.AddDays(3)));
        tally.Set(Sale(3, "maya", 70, Start.AddDays(4)));
        tally.Set(Sale(3, "maya", 70, Start.AddDays(4)) with { Version = 4, Counts = false });

        var explained = Explain(definition, tally, "maya", Start.AddDays(15));

        explained.Counted.ShouldBe([
            new CountedActivity(2, Start.AddDays(3), 50, 50, "maya"),
            new CountedActivity(1, Start, 100, 30, "maya"),
        ]);
        explained.Parts.ShouldBe(new ScoreParts(150, 1, null));
        (explained.Row!.Provisional, explained.Row.Reach, explained.OutOf).ShouldBe((80, 4, 1));
        explained.Next.ShouldBeNull();
    }

    [Fact]
    public void The_way_to_the_next_place_is_reckoned_in_typical_activities_of_ones_own()
    {
        var tally = Tally();
        tally.Set(Sale(1, "maya", 1_000));
        long[] own = [10, 900, 40, 20];
        for (var i = 0; i < own.Length; i++)
        {
            tally.Set(Sale(2 + i, "omar", own[i]));
        }

        Explain(Race, tally, "omar", End).Next.ShouldBe(new NextPlaceWay(1, "maya", 31, 31, 20, IsOwnTypical: true, 2));
    }

    [Fact]
    public void Who_has_nothing_yet_is_compared_with_what_is_typical_for_all()
    {
        var tally = Tally();
        tally.Set(Sale(1, "maya", 90));
        tally.Set(Sale(2, "maya", 30));
        var field = Field(Race) with { Participants = [new Participant("omar", Start)] };
        var standings = StandingsCalculator.Compute(field, tally, 2, End);

        SubjectExplanation.Of(field, tally, standings, "omar").Next.ShouldBe(new NextPlaceWay(1, "maya", 121, 121, 30, IsOwnTypical: false, 5));
        SubjectExplanation.Of(field, tally, standings, "nobody").Row.ShouldBeNull();
    }

    [Fact]
    public void Growth_is_explained_with_the_baseline_and_the_sum_that_is_missing()
    {
        var definition = Race with { Scoring = Scoring.Growth, Baseline = new Baseline(Start.AddDays(-40), Start, 1) };
        var tally = Tally();
        tally.Set(Sale(1, "maya", 300));
        tally.Set(Sale(2, "omar", 700));
        var field = Field(definition);
        field = field with { Record = field.Record with { Baselines = new Dictionary<string, long>(StringComparer.Ordinal) { ["maya"] = 400, ["omar"] = 1_000 } } };

        // Half of the baseline window is as long as the challenge: 200 and 500 are to be compared with.
        var standings = StandingsCalculator.Compute(field, tally, 2, End);
        standings.Rows.Select(r => (r.Subject, r.Score)).ShouldBe([("maya", 5_000), ("omar", 4_000)]);
        var omar = SubjectExplanation.Of(field, tally, standings, "omar");
        omar.Parts.ShouldBe(new ScoreParts(700, 1, 500));
        (omar.Next!.Gain, omar.Next.Needed).ShouldBe((1_001, 51));
    }

    [Theory]
    [InlineData(1, 2, false, TieRule.FirstToReach)]
    [InlineData(5, 5, false, TieRule.Id)]
    [InlineData(1, 2, true, TieRule.Shared)]
    public void The_rule_that_decided_between_equals_is_told(long first, long second, bool isShared, TieRule rule)
    {
        var definition = Race with { SharedTies = isShared };
        var tally = Tally();
        tally.Set(Sale(1, "maya", 100) with { Version = first });
        tally.Set(Sale(2, "omar", 100) with { Version = second });

        var tie = Explain(definition, tally, "omar", End).Tie;
        tie.Rule.ShouldBe(rule);
        tie.Others.ShouldBe([new TiedSubject("maya", 1, first)]);
        tie.Reach.ShouldBe(second);
    }

    private static SubjectExplanation Explain(ChallengeDefinition definition, ChallengeTally tally, string subject, DateTimeOffset now) =>
        SubjectExplanation.Of(Field(definition), tally, StandingsCalculator.Compute(Field(definition), tally, 9, now), subject);
}
