using GamifiedLoyalty.Domain.Challenges.Draws;
using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Backtesting;

/// <summary>What a draft would have brought over a past window.</summary>
public sealed record BacktestFigures
{
    /// <summary>Most winners that are named.</summary>
    public const int MostWinners = 10;

    /// <summary>The standings that it would have ended with.</summary>
    public required ChallengeStandings Standings { get; init; }

    /// <summary>The first rows that win anything, best place first.</summary>
    public required IReadOnlyList<ChallengeRow> Winners { get; init; }

    /// <summary>How many would have won something.</summary>
    public required int WinnerCount { get; init; }

    /// <summary>How many would have been ranked.</summary>
    public required int Participants { get; init; }

    /// <summary>What is nearly certain: the cost if every threshold were ten percent further away.</summary>
    public required PrizeCost CostMinimum { get; init; }

    /// <summary>What it would have cost.</summary>
    public required PrizeCost CostExpected { get; init; }

    /// <summary>The most that the plan can cost with so many participants, held by its budget.</summary>
    public required PrizeCost CostMaximum { get; init; }

    /// <summary>The counted amount, in minor units.</summary>
    public required long Turnover { get; init; }

    /// <summary>The part of it that the tenth of the subjects with most turnover made, in hundredths of a percent, rounded down; null without turnover.</summary>
    public required int? TopTenthShare { get; init; }

    /// <summary>The partners of the audience of which nobody wins anything, ordinally.</summary>
    public required IReadOnlyList<string> PartnersWithNothing { get; init; }

    /// <summary>What happens if every threshold is ten percent lower.</summary>
    public required ThresholdChange Lower { get; init; }

    /// <summary>What happens if every threshold is ten percent higher.</summary>
    public required ThresholdChange Higher { get; init; }

    /// <summary>Works out the figures with the rules that decide real contests.</summary>
    /// <param name="field">The draft, with its window moved into the past.</param>
    /// <param name="tally">What the activities recorded count for it.</param>
    /// <param name="partners">The partners of the audience.</param>
    /// <param name="version">The program's version that <paramref name="tally"/> shows.</param>
    /// <param name="now">The instant of the replay, at or after the end of the window.</param>
    /// <remarks>A raffle that was never drawn is drawn with a fixed seed: its winners are possible ones, their number and cost real.</remarks>
    public static BacktestFigures Of(
        ChallengeField field, ChallengeTally tally, IEnumerable<string> partners, long version, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(tally);
        var seeded = field with { Record = field.Record with { DrawSeed = field.Record.DrawSeed ?? RaffleDraw.RehearsalSeed } };
        var replay = SettlementCalculator.Settle(seeded, tally, version, now).Standings;
        var winners = Winning(replay);
        var lower = ThresholdChange.At(seeded, tally, winners, 90, now);
        var higher = ThresholdChange.At(seeded, tally, winners, 110, now);
        var won = winners.Select(w => field.Partner(w.Subject)).ToHashSet(StringComparer.Ordinal);
        return new BacktestFigures
        {
            Standings = replay,
            Winners = [.. winners.Take(MostWinners)],
            WinnerCount = winners.Count,
            Participants = replay.Rows.Count,
            CostMinimum = Least(replay.Cost, higher.Cost),
            CostExpected = replay.Cost,
            CostMaximum = Most(replay.Cost, PlanCost.Maximum(field, replay.Rows, replay.Pot)),
            Turnover = tally.Turnover,
            TopTenthShare = TopTenth(tally),
            PartnersWithNothing = [.. partners.Where(p => !won.Contains(p)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Lower = lower,
            Higher = higher,
        };
    }

    /// <summary>The rows that win anything, best place first.</summary>
    internal static IReadOnlyList<ChallengeRow> Winning(ChallengeStandings standings) =>
        [.. standings.Rows.Where(r => r.Prizes.Any(p => p.IsGiven)).OrderBy(r => r.Place)];

    private static int? TopTenth(ChallengeTally tally)
    {
        var turnovers = tally.Subjects.Where(s => s.Counting > 0).Select(s => s.Turnover).OrderDescending().ToList();
        return tally.Turnover <= 0 ? null : (int)Whole.Floor((Int128)turnovers.Take((turnovers.Count + 9) / 10).Sum() * 10_000, tally.Turnover);
    }

    private static PrizeCost Least(PrizeCost a, PrizeCost b) => new(Math.Min(a.Points, b.Points), Math.Min(a.Money, b.Money));

    private static PrizeCost Most(PrizeCost a, PrizeCost b) => new(Math.Max(a.Points, b.Points), Math.Max(a.Money, b.Money));
}

/// <summary>What moving every bar, milestone and minimum score changes.</summary>
/// <param name="Percent">Where the thresholds are, in percent of the draft's.</param>
/// <param name="Cost">What it would cost.</param>
/// <param name="Winners">How many would win something.</param>
/// <param name="Gained">Who would win and does not with the draft, ordinally.</param>
/// <param name="Lost">Who wins with the draft and then would not, ordinally.</param>
public sealed record ThresholdChange(int Percent, PrizeCost Cost, int Winners, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost)
{
    internal static ThresholdChange At(
        ChallengeField field, ChallengeTally tally, IReadOnlyList<ChallengeRow> winners, int percent, DateTimeOffset now)
    {
        var moved = field with { Record = field.Record with { Definition = Thresholds.At(field.Definition, percent) } };
        var standings = SettlementCalculator.Settle(moved, tally, 0, now).Standings;
        var before = winners.Select(w => w.Subject).ToList();
        var after = BacktestFigures.Winning(standings).Select(w => w.Subject).ToList();
        return new ThresholdChange(percent, standings.Cost, after.Count, Without(after, before), Without(before, after));
    }

    private static IReadOnlyList<string> Without(List<string> subjects, List<string> others) =>
        [.. subjects.Except(others, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
