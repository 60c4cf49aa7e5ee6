using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Standings;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Domain.Tests.Challenges.ContestBench;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>What equals receive, with a budget that suffices for everything; each seed is one contest.</summary>
public sealed class PrizeSharePropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Equals_divide_the_prizes_of_their_places_evenly_and_rounding_makes_no_money(int seed)
    {
        var (definition, standings) = Settled(seed, TiePrizes.Split);
        var prizes = definition.Prizes.Prizes;
        foreach (var tied in standings.Rows.Where(r => r.Score > 0).GroupBy(r => r.Place).Select(g => g.ToList()))
        {
            foreach (var kind in Enum.GetValues<PrizeKind>())
            {
                var listed = Enumerable.Range(tied[0].Place, tied.Count)
                    .Sum(place => prizes.Where(p => p.Kind == kind && p.FromPlace <= place && place <= p.ToPlace).Sum(p => p.Value));
                tied.ShouldAllBe(r => Given(r, kind) == listed / tied.Count, $"seed {seed}, place {tied[0].Place}, {kind}");
                tied.Sum(r => Given(r, kind)).ShouldBeInRange(listed - tied.Count + 1, listed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Equals_who_receive_each_the_whole_receive_that_of_the_place_they_share(int seed)
    {
        var (definition, standings) = Settled(seed, TiePrizes.Each);
        foreach (var row in standings.Rows.Where(r => r.Score > 0))
        {
            var listed = definition.Prizes.Prizes.Where(p => p.FromPlace <= row.Place && row.Place <= p.ToPlace).Sum(p => p.Value);
            row.Prizes.Sum(p => p.Value).ShouldBe(listed, $"seed {seed}, {row.Subject}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void All_prizes_together_never_cost_more_than_they_are_listed_for(int seed)
    {
        var (definition, standings) = Settled(seed, TiePrizes.Split);
        var listed = definition.Prizes.Prizes.Sum(p => p.Value * (p.ToPlace - p.FromPlace + 1));

        (standings.Cost.Points + standings.Cost.Money).ShouldBeInRange(0, listed, $"seed {seed}");
    }

    private static long Given(ChallengeRow row, PrizeKind kind) => row.Prizes.Where(p => p.Kind == kind).Sum(p => p.Value);

    private static (ChallengeDefinition Definition, ChallengeStandings Standings) Settled(int seed, TiePrizes ties)
    {
        var random = new Random(seed);
        var definition = Definition(new ChallengeFormat.Race()) with
        {
            SharedTies = true,
            TiePrizes = ties,
            Prizes = new PrizePlan
            {
                Currency = "points",
                BudgetPoints = Limits.MaxMagnitude,
                BudgetMoney = Limits.MaxMagnitude,
                Prizes = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => Prize(random))],
            },
        };
        var tally = Tally();
        for (var i = 0; i < 12; i++)
        {
            tally.Set(Sale(i + 1, Name(i), random.Next(5)));
        }

        return (definition, SettlementCalculator.Settle(Field(definition), tally, 1, End).Standings);
    }

    private static Prize Prize(Random random)
    {
        var from = random.Next(1, 6);
        return new Prize
        {
            For = PrizeFor.Place,
            FromPlace = from,
            ToPlace = from + random.Next(4),
            Kind = (PrizeKind)random.Next(3),
            Value = random.Next(1, 1_000),
        };
    }
}
