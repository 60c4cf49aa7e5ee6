using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Backtesting;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Domain.Tests.Challenges.ContestBench;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

public sealed class BacktestFiguresTests
{
    [Fact]
    public void A_target_shows_what_hangs_on_the_bar()
    {
        var definition = Definition(new ChallengeFormat.Target(1_000, null, null)) with
        {
            Prizes = new PrizePlan
            {
                Currency = "points",
                BudgetPoints = 1_000,
                Prizes = [new Prize { For = PrizeFor.Target, Kind = PrizeKind.Points, Value = 100 }],
            },
        };
        var figures = BacktestFigures.Of(Field(definition), Sold(1_200, 1_050, 950, 100), ["p0", "p1", "p2", "p9"], 9, End);

        figures.Winners.Select(w => w.Subject).ShouldBe(["e0000", "e0001"]);
        (figures.WinnerCount, figures.Participants).ShouldBe((2, 4));
        (figures.CostMinimum.Points, figures.CostExpected.Points, figures.CostMaximum.Points).ShouldBe((100, 200, 400));
        figures.Lower.ShouldBe(new ThresholdChange(90, new PrizeCost(300, 0), 3, figures.Lower.Gained, figures.Lower.Lost));
        figures.Lower.Gained.ShouldBe(["e0002"]);
        figures.Lower.Lost.ShouldBeEmpty();
        figures.Higher.Gained.ShouldBeEmpty();
        figures.Higher.Lost.ShouldBe(["e0001"]);
        figures.PartnersWithNothing.ShouldBe(["p2", "p9"]);
        figures.Turnover.ShouldBe(3_300);
        figures.TopTenthShare.ShouldBe(3_636);
    }

    [Fact]
    public void A_raffle_is_drawn_for_once_and_costs_what_it_will()
    {
        var definition = Definition(new ChallengeFormat.Raffle(100, null)) with
        {
            Prizes = new PrizePlan
            {
                BudgetMoney = 500,
                Prizes = [new Prize { For = PrizeFor.Place, FromPlace = 1, ToPlace = 3, Kind = PrizeKind.Money, Value = 100 }],
            },
        };
        var field = Field(definition);
        var figures = BacktestFigures.Of(field with { Record = field.Record with { DrawSeed = null } }, Sold(400, 300, 99), [], 9, End);

        figures.WinnerCount.ShouldBe(2);
        figures.CostExpected.Money.ShouldBe(200);
        figures.CostMaximum.Money.ShouldBe(300);
    }

    [Fact]
    public void Nothing_sold_is_no_share_of_anybody()
    {
        var figures = BacktestFigures.Of(Field(Definition(new ChallengeFormat.Race())), Tally(), ["p1"], 0, End);
        figures.TopTenthShare.ShouldBeNull();
        figures.PartnersWithNothing.ShouldBe(["p1"]);
    }

    private static GamifiedLoyalty.Domain.Challenges.Standings.ChallengeTally Sold(params long[] amounts)
    {
        var tally = Tally();
        for (var i = 0; i < amounts.Length; i++)
        {
            tally.Set(Sale(i + 1, Name(i), amounts[i]));
        }

        return tally;
    }
}
