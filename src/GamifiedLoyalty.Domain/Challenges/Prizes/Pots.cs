namespace GamifiedLoyalty.Domain.Challenges.Prizes;

/// <summary>The sum that prizes divide.</summary>
internal static class Pots
{
    /// <summary>The pot at a turnover, in smallest units, rounded down; null without one.</summary>
    public static long? Of(Pot? pot, long turnover) => pot switch
    {
        null => null,
        { Fixed: { } sum } => sum,
        _ => Whole.Percent(turnover, pot.PercentOfTurnover ?? 0),
    };
}
