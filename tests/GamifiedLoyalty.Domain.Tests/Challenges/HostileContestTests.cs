using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Draws;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Domain.Tests.Challenges.ContestBench;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>Contests at the edges of what a definition may say: their standings are still there.</summary>
public sealed class HostileContestTests
{
    private static readonly DateTimeOffset LongAgo = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_growth_target_that_nobody_can_reach_is_the_largest_number()
    {
        var definition = Definition(new ChallengeFormat.Target(null, null, 999_999_999_999m)) with
        {
            Baseline = new Baseline(LongAgo, LongAgo.AddSeconds(1), Limits.MaxMagnitude),
            End = LongAgo.AddYears(1_000),
        };
        var row = StandingsCalculator.Compute(Field(definition), Sold(("e1", 5)), 1, End).Rows.ShouldHaveSingleItem();

        row.Bar.ShouldBe(Limits.MaxMagnitude);
        row.Reached.ShouldBeFalse();
    }

    [Fact]
    public void The_way_past_a_growth_beyond_all_bounds_is_told()
    {
        var definition = Definition(new ChallengeFormat.Race()) with
        {
            Scoring = Scoring.Growth,
            Baseline = new Baseline(LongAgo, LongAgo.AddYears(1_000), 1),
            End = Start.AddYears(900),
        };
        var field = Field(definition);
        field = field with
        {
            Record = field.Record with { Baselines = new Dictionary<string, long>(StringComparer.Ordinal) { ["e2"] = Limits.MaxMagnitude } },
        };
        var tally = Sold(("e1", Limits.MaxMagnitude), ("e2", 1));
        var standings = StandingsCalculator.Compute(field, tally, 1, End);

        standings.Rows[0].Score.ShouldBe(Limits.MaxMagnitude);
        SubjectExplanation.Of(field, tally, standings, "e2").Next.ShouldNotBeNull().Place.ShouldBe(1);
    }

    [Fact]
    public void A_raffle_for_boundless_growth_can_be_drawn()
    {
        var definition = Definition(new ChallengeFormat.Raffle(1, null)) with
        {
            Scoring = Scoring.Growth,
            Baseline = new Baseline(LongAgo, LongAgo.AddYears(1_000), 1),
            Prizes = new PrizePlan { BudgetMoney = 1, Prizes = [new Prize { For = PrizeFor.Place, FromPlace = 1, ToPlace = 1, Kind = PrizeKind.Money, Value = 1 }] },
        };
        var field = Field(definition);
        var tally = Sold([.. Enumerable.Range(0, 1_100).Select(i => (Name(i), Limits.MaxMagnitude / 2_000))]);

        var draw = SettlementCalculator.Settle(field, tally, 1, End).Draw.ShouldNotBeNull();

        draw.Winners.Count.ShouldBe(1);
        RaffleDraw.Verify(draw, draw.SeedHash).ShouldBe(RaffleFault.None);
    }

    [Fact]
    public void A_window_opened_years_early_has_no_more_rounds_than_a_contest_may_have()
    {
        var second = new CalendarDuration(0, TimeSpan.FromSeconds(1));
        foreach (var format in new ChallengeFormat[] { new ChallengeFormat.KingOfTheHill(second), new ChallengeFormat.Elimination(second, 1) })
        {
            var rounds = StandingsCalculator.Compute(Field(Definition(format) with { End = Start.AddYears(5) }, ["e1", "e2"]), Tally(), 1, End).Rounds;

            rounds.Count.ShouldBe(Limits.ChallengeRounds);
            rounds[^1].End.ShouldBe(Start.AddYears(5));
            rounds.Zip(rounds.Skip(1)).ShouldAllBe(r => r.First.End == r.Second.Start);
        }
    }

    [Fact]
    public void An_audience_that_is_empty_has_standings_without_rows_that_cost_nothing()
    {
        ChallengeFormat[] formats =
        [
            new ChallengeFormat.Race(), new ChallengeFormat.Bracket(null, 8, null), new ChallengeFormat.Raffle(1, null),
            new ChallengeFormat.Elimination(new CalendarDuration(1, TimeSpan.Zero), 3),
        ];
        foreach (var format in formats)
        {
            var settled = SettlementCalculator.Settle(Field(Definition(format), []), Tally(), 1, End).Standings;

            settled.Rows.ShouldBeEmpty();
            settled.Cost.ShouldBe(default);
        }
    }

    private static ChallengeTally Sold(params (string Subject, long Score)[] sales)
    {
        var tally = Tally();
        var version = 0L;
        foreach (var (subject, score) in sales)
        {
            // The turnover of a program is bounded; that of so many sellers is not what is looked at here.
            tally.Set(Sale(++version, subject, score) with { Turnover = 1 });
        }

        return tally;
    }
}
