using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Draws;
using GamifiedLoyalty.Domain.Challenges.Explaining;
using GamifiedLoyalty.Domain.Challenges.Standings;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Domain.Tests.Challenges.ContestBench;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>What corrections after a draw come to: as little as possible, and the same whoever works it out.</summary>
public sealed class RaffleReplayTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_loser_who_returns_a_sale_changes_no_prize(int seed)
    {
        var (field, tally, settled) = Drawn(seed);
        var loser = settled.Draw!.Entries.First(e => !settled.Draw.Winners.Contains(e.Id)).Id;
        Return(tally, loser);

        var difference = Difference(field, tally, settled);

        difference.ChangesPrizes.ShouldBeFalse();
        Replay(field, tally, settled).Rows.Take(3).Select(r => r.Subject).ShouldBe(settled.Draw.Winners);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_winner_without_tickets_leaves_and_the_next_in_the_same_order_move_up(int seed)
    {
        var (field, tally, settled) = Drawn(seed);
        var order = RaffleDraw.Draw(settled.Draw!.Seed, settled.Draw.Entries, int.MaxValue).Winners;
        Return(tally, order[1]);

        var replayed = Replay(field, tally, settled);

        replayed.Rows.Take(3).Select(r => r.Subject).ShouldBe([order[0], order[2], order[3]]);
        Difference(field, tally, settled).Changes.Where(c => c.ChangesPrizes).Select(c => c.Subject)
            .ShouldBe([order[1], order[3]], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Who_sells_after_the_draw_or_gains_tickets_wins_nothing_by_it(int seed)
    {
        var (field, tally, settled) = Drawn(seed);
        tally.Set(Sale(900, "late", 5_000));
        tally.Set(Sale(901, settled.Draw!.Entries[^1].Id, 5_000));

        Difference(field, tally, settled).ChangesPrizes.ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_winner_keeps_its_place_while_the_drawn_ticket_is_there(int seed)
    {
        var draw = Drawn(seed).Settled.Draw!;
        var winner = draw.Winners[0];
        var had = draw.Entries.Single(e => e.Id == winner).Tickets;

        var kept = Enumerable.Range(0, (int)had + 1)
            .Select(left => RaffleDraw.Upheld(draw, id => id == winner ? left : int.MaxValue, 3)[0] == winner).ToList();

        kept[0].ShouldBeFalse();
        kept[^1].ShouldBeTrue();
        kept.SequenceEqual(kept.Order()).ShouldBeTrue($"seed {seed}");
    }

    private static (ChallengeField Field, ChallengeTally Tally, ChallengeSettlement Settled) Drawn(int seed)
    {
        var definition = Definition(new ChallengeFormat.Raffle(50, 9)) with
        {
            Prizes = new PrizePlan { BudgetMoney = 300, Prizes = [new Prize { For = PrizeFor.Place, FromPlace = 1, ToPlace = 3, Kind = PrizeKind.Money, Value = 100 }] },
        };
        var random = new Random(seed);
        var tally = Tally();
        for (var i = 0; i < 8; i++)
        {
            tally.Set(Sale(i + 1, Name(i), random.Next(1, 9) * 50));
        }

        var field = Field(definition);
        return (field, tally, SettlementCalculator.Settle(field, tally, 1, End));
    }

    /// <summary>The only sale of somebody is returned.</summary>
    private static void Return(ChallengeTally tally, string subject)
    {
        var sale = tally.Find(subject)!.Activities[0].Activity;
        tally.Set(Sale(sale, subject, 0) with { Counts = false, Version = 950 });
    }

    private static ChallengeStandings Replay(ChallengeField field, ChallengeTally tally, ChallengeSettlement settled) =>
        SettlementCalculator.Replay(field, tally, 2, End, settled.Draw);

    private static SettlementDifference Difference(ChallengeField field, ChallengeTally tally, ChallengeSettlement settled) =>
        SettlementDifference.Between(settled.Standings, Replay(field, tally, settled));
}
