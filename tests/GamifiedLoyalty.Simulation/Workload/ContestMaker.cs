using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Makes contests of every format, with whatever else a definition can say that goes together.</summary>
internal sealed class ContestMaker(Random random)
{
    private static readonly string[] Formats =
    [
        "race", "race", "target", "personal", "growthTarget", "milestones", "team", "duels", "bracket", "seeds", "kingOfTheHill", "elimination", "raffle",
    ];

    private readonly PrizeMaker _prizes = new(random);

    /// <summary>A contest that begins somewhat before an instant or in the days after it.</summary>
    public SimContest Made(string id, DateTimeOffset now)
    {
        // Whole seconds, as a document says them.
        var start = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)).AddMinutes(random.Next(-300, 2_000));
        var kind = Formats[random.Next(Formats.Length)];
        var metric = Metric(kind);
        var optIn = random.Next(3) == 0;
        var scoring = ScoringOf(kind, metric.RanksPartners);
        var needsBaseline = scoring == Scoring.Growth || kind is "growthTarget" || (kind is "bracket" && !optIn);
        var format = Format(kind, metric.RanksPartners);
        return new SimContest(id, metric, start, start.AddMinutes(random.Next(240, 9_000)), format, _prizes.Plan(format))
        {
            OptIn = optIn,
            LateJoining = optIn ? (LateJoining)random.Next(3) : LateJoining.Full,
            SettlesByItself = random.Next(2) == 0,
            CorrectionHours = random.Next(48),
            ReturnHours = random.Next(3) == 0 ? random.Next(1, 72) : null,
            Scoring = scoring,
            MinimumHeadcount = random.Next(1, 4),
            Baseline = needsBaseline || random.Next(6) == 0 ? Baseline(start) : null,
            ByBand = random.Next(4) == 0,
            SharedTies = random.Next(2) == 0,
            TiesEach = random.Next(2) == 0,
            MinimumScore = random.Next(3) == 0 ? random.Next(1, 400) : 0,
            OnlyNorth = random.Next(5) == 0,
            Members = random.Next(6) == 0 ? [.. Some(metric.RanksPartners, random.Next(2, 6))] : null,
        };
    }

    private SimBoard Metric(string kind)
    {
        var fitting = ModelContests.Metrics.Where(m => kind switch { "team" => m.RanksPartners, "duels" => !m.RanksPartners, _ => true }).ToList();
        return fitting[random.Next(fitting.Count)];
    }

    private Scoring ScoringOf(string kind, bool partners) => random.Next(4) switch
    {
        0 when partners => Scoring.PerHead,
        1 when partners => Scoring.PerActiveSeller,
        2 when kind is not ("personal" or "growthTarget") => Scoring.Growth,
        _ => Scoring.Total,
    };

    /// <summary>Sometimes it ends a while before the contest starts, so that the contest may be opened before that.</summary>
    private (DateTimeOffset From, DateTimeOffset Until, long Floor) Baseline(DateTimeOffset start)
    {
        var until = start.AddMinutes(-random.Next(2) * random.Next(3_000));
        return (until.AddMinutes(-random.Next(60, 9_000)), until, random.Next(1, 500));
    }

    private SimFormat Format(string kind, bool partners) => kind switch
    {
        "target" => new SimFormat("target") { Bar = random.Next(1, 20_000) },
        "personal" => new SimFormat("target") { Personal = Some(partners, random.Next(1, 5)).ToDictionary(s => s, _ => (long)random.Next(1, 9_000), StringComparer.Ordinal) },
        "growthTarget" => new SimFormat("target") { GrowthPercent = random.Next(1, 300) },
        "milestones" => new SimFormat("milestones") { Steps = [("low", random.Next(1, 500)), ("middle", random.Next(600, 5_000)), ("high", random.Next(6_000, 40_000))] },
        "duels" => new SimFormat("duels") { AcceptHours = random.Next(1, 30), MostAtOnce = random.Next(1, 4) },
        "bracket" => new SimFormat("bracket") { Size = random.Next(2, 9), Round = random.Next(2) == 0 ? (0, 1) : null },
        "seeds" => new SimFormat("bracket") { Seeds = [.. Some(partners, random.Next(2, 6))] },
        "kingOfTheHill" => new SimFormat("kingOfTheHill") { Round = Round() },
        "elimination" => new SimFormat("elimination") { Round = Round(), Out = random.Next(1, 4) },
        "raffle" => new SimFormat("raffle") { Per = random.Next(1, 2_000), MostTickets = random.Next(2) == 0 ? random.Next(1, 9) : null },
        _ => new SimFormat(kind),
    };

    private (int Days, int Hours) Round() => random.Next(2) == 0 ? (random.Next(1, 3), random.Next(0, 5)) : (0, random.Next(1, 30));

    private IEnumerable<string> Some(bool partners, int count)
    {
        var all = partners
            ? Enumerable.Range(0, People.Partners).Select(i => FormattableString.Invariant($"p{i}"))
            : Enumerable.Range(0, People.Employees).Select(i => FormattableString.Invariant($"e{i}"));
        return all.OrderBy(_ => random.Next()).Take(count);
    }
}
