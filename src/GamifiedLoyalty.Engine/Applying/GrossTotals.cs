using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>
/// The program's total amount and quantity. Every score is part of one of them, so that keeping these two exact keeps all
/// scores exact.
/// </summary>
/// <param name="AmountMinor">In minor units of the program's money.</param>
/// <param name="Quantity">In units.</param>
internal readonly record struct GrossTotals(long AmountMinor, long Quantity)
{
    private static readonly AccumulatorKey AmountKey = new(OwnerRef.Program, "$amount", AccumulatorKind.Gross, Period.All);
    private static readonly AccumulatorKey QuantityKey = new(OwnerRef.Program, "$quantity", AccumulatorKind.Gross, Period.All);

    public static GrossTotals Of(ActivityFacts facts, MoneyDefinition money)
    {
        var sum = MatchedLines.Sum(Condition.Always, facts, money);
        return new(sum.AmountMinor, sum.Quantity);
    }

    /// <summary>Makes sure that the totals stay exact.</summary>
    /// <exception cref="OverflowException">A total would leave <see cref="Limits.MaxMagnitude"/>.</exception>
    public void Check(OwnerState program)
    {
        if (program.Accumulated(AmountKey) + AmountMinor > Limits.MaxMagnitude
            || program.Accumulated(QuantityKey) + Quantity > Limits.MaxMagnitude)
        {
            throw new OverflowException("The program's total would be larger than the largest exact number.");
        }
    }

    /// <summary>What the totals change by.</summary>
    public IEnumerable<AccumulatorChange> Changes => [new(AmountKey, AmountMinor), new(QuantityKey, Quantity)];

    public void Add(CommitDraft draft)
    {
        draft.Accumulate(AmountKey, AmountMinor);
        draft.Accumulate(QuantityKey, Quantity);
    }

    public GrossTotals Minus(GrossTotals other) => new(AmountMinor - other.AmountMinor, Quantity - other.Quantity);
}
