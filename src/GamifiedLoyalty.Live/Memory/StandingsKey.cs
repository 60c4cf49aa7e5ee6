using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Live.Memory;

/// <summary>Names standings; boards that rank the same in the same way share them.</summary>
/// <param name="Series">The series whose scores are summed.</param>
/// <param name="SharedTies">Whether equal scores share a rank.</param>
/// <param name="MinimumHeadcount">0 when sums are not divided, else the fewest heads a listed partner has, from 1.</param>
/// <param name="RollUp">Whether heads include those of the partner's descendants.</param>
/// <param name="Period">Which days are summed.</param>
internal readonly record struct StandingsKey(int Series, bool SharedTies, int MinimumHeadcount, bool RollUp, Period Period)
{
    /// <summary>Whether sums are divided by heads.</summary>
    public bool PerHead => MinimumHeadcount > 0;

    /// <summary>Whether the scores of a day count.</summary>
    public bool Covers(DateOnly day) => day >= Period.Start && (day < Period.End || Period.Kind == PeriodKind.All);

    /// <summary>The heads by which these standings divide.</summary>
    public int HeadsOf(Headcount headcount) => RollUp ? headcount.WithDescendants : headcount.Own;

    /// <summary>The standings of a board in a period.</summary>
    public static StandingsKey Of(BoardDefinition board, int series, Period period) => new(
        series,
        board.SharedTies,
        board.PerHead ? Math.Max(1, board.MinimumHeadcount) : 0,
        board.PerHead && board.RollUp,
        period);
}
