using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Backtesting;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Domain.Tests.Challenges.ContestBench;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>What holds for any plan of prizes and any standings; each seed is one contest.</summary>
public sealed class PrizePropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Prizes_never_cost_more_than_the_budget(int seed)
    {
        var (field, tally) = RandomContest(new Random(seed));
        var standings = SettlementCalculator.Settle(field, tally, 1, End).Standings;

        var plan = field.Record.Definition.Prizes;
        var shares = standings.Rows.SelectMany(r => r.Prizes).ToList();
        var cost = new PrizeCost(shares.Where(s => s.Kind == PrizeKind.Points).Sum(s => s.Value), shares.Where(s => s.Kind != PrizeKind.Points).Sum(s => s.Value));
        cost.ShouldBe(standings.Cost, $"seed {seed}");
        cost.Points.ShouldBeInRange(0, plan.BudgetPoints, $"seed {seed}");
        cost.Money.ShouldBeInRange(0, plan.BudgetMoney, $"seed {seed}");
        shares.Where(s => plan.Prizes[s.Prize].PercentOfPot is not null).Sum(s => s.Value).ShouldBeLessThanOrEqualTo(standings.Pot ?? 0, $"seed {seed}");
        shares.ShouldAllBe(s => s.Value >= 0 && s.Value <= s.Full && (s.CutBy == null) == (s.Value == s.Full));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nobody_wins_below_a_minimum_and_no_partner_more_than_its_share(int seed)
    {
        var (field, tally) = RandomContest(new Random(seed));
        var standings = SettlementCalculator.Settle(field, tally, 1, End).Standings;

        var definition = field.Record.Definition;
        var winners = standings.Rows.Where(r => r.Prizes.Count > 0).ToList();
        winners.ShouldAllBe(r => r.Score >= definition.MinimumScore && (r.Score > 0 || r.Value > 0));
        winners.ShouldAllBe(r => r.Prizes.All(p => r.Score >= definition.Prizes.Prizes[p.Prize].MinimumScore));
        if (definition.Prizes.MostPerPartner is { } most)
        {
            winners.SelectMany(r => r.Prizes.Select(p => (r.Subject, definition.Prizes.Prizes[p.Prize].For, definition.Prizes.Prizes[p.Prize].Milestone)).Distinct())
                .GroupBy(w => field.Partner(w.Subject), StringComparer.Ordinal)
                .ShouldAllBe(g => g.Count() <= most, $"seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void What_was_worked_out_twice_is_the_same_and_a_backtest_tells_what_happened(int seed)
    {
        var (field, tally) = RandomContest(new Random(seed));
        var settled = SettlementCalculator.Settle(field, tally, 1, End).Standings;
        var figures = BacktestFigures.Of(field, tally, ["p0", "p1", "p2", "p3"], 1, End);

        figures.CostExpected.ShouldBe(settled.Cost, $"seed {seed}");
        figures.Standings.Rows.Select(r => (r.Subject, r.Place, r.Value)).ShouldBe(settled.Rows.Select(r => (r.Subject, r.Place, r.Value)));
        figures.Standings.Rows.SelectMany(r => r.Prizes).ShouldBe(settled.Rows.SelectMany(r => r.Prizes));
        figures.CostMinimum.Points.ShouldBeLessThanOrEqualTo(figures.CostExpected.Points);
        figures.CostExpected.Points.ShouldBeLessThanOrEqualTo(figures.CostMaximum.Points);
        figures.CostMaximum.Points.ShouldBeLessThanOrEqualTo(field.Record.Definition.Prizes.BudgetPoints, $"seed {seed}");
        figures.CostMaximum.Money.ShouldBeLessThanOrEqualTo(field.Record.Definition.Prizes.BudgetMoney, $"seed {seed}");
    }

    private static (ChallengeField Field, ChallengeTally Tally) RandomContest(Random random)
    {
        var definition = Definition(Format(random)) with
        {
            SharedTies = random.Next(2) == 0,
            TiePrizes = random.Next(2) == 0 ? TiePrizes.Split : TiePrizes.Each,
            ByBand = random.Next(3) == 0,
            MinimumScore = random.Next(3) * 60,
            Prizes = Plan(random),
        };
        var field = Field(definition, [.. Enumerable.Range(0, 9).Select(Name)]) with
        {
            Duels = [.. Enumerable.Range(1, 9).Select(n => new Duel(n, Name(n), Name(random.Next(9)), Start, End, Start.AddDays(random.Next(10))))],
        };
        return (field, RandomTally(random, definition, subjects: 12, sales: 40));
    }

    private static ChallengeFormat Format(Random random) => random.Next(8) switch
    {
        0 => new ChallengeFormat.Target(400, null, null),
        1 => new ChallengeFormat.Milestones([new("m", 300, null), new("n", 600, null)]),
        2 => new ChallengeFormat.Duels(new CalendarDuration(1, TimeSpan.Zero), 3),
        3 => new ChallengeFormat.KingOfTheHill(new CalendarDuration(1, TimeSpan.Zero)),
        4 => new ChallengeFormat.Bracket(null, 8, null),
        5 => new ChallengeFormat.Elimination(new CalendarDuration(2, TimeSpan.Zero), 2),
        6 => new ChallengeFormat.Raffle(100, 5),
        _ => new ChallengeFormat.Race(),
    };

    private static PrizePlan Plan(Random random) => new()
    {
        Currency = "points",
        BudgetPoints = random.Next(3_000),
        BudgetMoney = random.Next(3_000),
        Pot = random.Next(2) == 0 ? new Pot(PrizeKind.Money, null, 7.5m) : new Pot(PrizeKind.Points, random.Next(1_000), null),
        MostPerPartner = random.Next(2) == 0 ? random.Next(1, 4) : null,
        Prizes = [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Prize(random))],
    };

    private static Prize Prize(Random random)
    {
        var from = random.Next(1, 5);
        var share = random.Next(4) == 0 ? 30m : (decimal?)null;
        var what = (PrizeFor)random.Next(4);
        return new Prize
        {
            For = what,
            FromPlace = from,
            ToPlace = from + random.Next(4),
            Milestone = what == PrizeFor.Milestone ? random.Next(2) == 0 ? "m" : "n" : null,
            Kind = share is null ? (PrizeKind)random.Next(3) : PrizeKind.Points,
            Value = share is null ? random.Next(1, 700) : 0,
            PercentOfPot = share,
            MinimumScore = random.Next(3) * 100,
        };
    }
}
