using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Makes plans of prizes that suit a format; budgets are often too small for what may be won.</summary>
internal sealed class PrizeMaker(Random random)
{
    public SimPlan Plan(SimFormat format)
    {
        var pot = random.Next(3) switch { 0 => PrizeKind.Points, 1 => PrizeKind.Money, _ => (PrizeKind?)null };
        var potPoints = pot == PrizeKind.Points ? random.Next(1, 200) : (long?)null;
        var shares = 100;
        var prizes = new List<SimPrize>();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            prizes.Add(Prize(format, pot, ref shares));
        }

        var places = prizes.Where(p => p.For == PrizeFor.Place).ToList();
        return new SimPlan(
            prizes, Cost(places, potPoints, isPoints: true) + random.Next(0, 150), Cost(places, null, isPoints: false) + random.Next(0, 150))
        {
            Sponsor = random.Next(3) == 0 ? "brand" : null,
            MostPerPartner = random.Next(3) == 0 ? random.Next(1, 4) : null,
            PotPoints = potPoints,
            PotTenths = pot == PrizeKind.Money ? random.Next(1, 200) : null,
        };
    }

    private static long Cost(List<SimPrize> places, long? pot, bool isPoints) => places
        .Where(p => p.Kind == PrizeKind.Points == isPoints)
        .Sum(p => (p.To - p.From + 1) * (p.PercentOfPot is { } percent ? (pot ?? 0) * percent / 100 : p.Value));

    private SimPrize Prize(SimFormat format, PrizeKind? pot, ref int shares)
    {
        var from = random.Next(1, 4);
        var prize = new SimPrize(For(format), (PrizeKind)random.Next(3), random.Next(1, 60))
        {
            MinimumScore = random.Next(4) == 0 ? random.Next(1, 300) : 0,
        };
        prize = prize.For switch
        {
            PrizeFor.Place => prize with { From = from, To = from + random.Next(3) },
            PrizeFor.Milestone => prize with { Milestone = format.Steps[random.Next(format.Steps.Count)].Id },
            _ => prize,
        };
        var places = prize.For == PrizeFor.Place ? prize.To - prize.From + 1 : 0;
        var percent = random.Next(1, 40);
        if (pot is not { } kind || random.Next(3) > 0 || places * percent > shares)
        {
            return prize;
        }

        shares -= places * percent;
        return prize with { Kind = kind, Value = 0, PercentOfPot = percent };
    }

    private PrizeFor For(SimFormat format) => random.Next(2) == 0 ? PrizeFor.Place : format.Type switch
    {
        "target" => PrizeFor.Target,
        "milestones" => PrizeFor.Milestone,
        "duels" or "kingOfTheHill" => PrizeFor.Win,
        _ => PrizeFor.Place,
    };
}
