using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>What an accumulator counts. Values are persisted and never change.</summary>
public enum AccumulatorKind
{
    /// <summary>The measure that a threshold sums up.</summary>
    ThresholdSum = 1,

    /// <summary>Whether a threshold's bonus was given.</summary>
    ThresholdGiven = 2,

    /// <summary>The turnover of a slab formula.</summary>
    SlabSum = 3,

    /// <summary>Whether a first time was rewarded.</summary>
    FirstTime = 4,

    /// <summary>Points that count against a cap per beneficiary.</summary>
    CapBeneficiary = 5,

    /// <summary>Points that count against a cap per partner.</summary>
    CapPartner = 6,

    /// <summary>Points that count against a program budget.</summary>
    CapProgram = 7,

    /// <summary>Points that count against a sponsor's budget.</summary>
    CapSponsor = 8,

    /// <summary>A program's total amount or quantity, which bounds every score.</summary>
    Gross = 9,
}

/// <summary>Names a running value that rules remember between activities.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Rule">The rule's id; for a sponsor's budget the currency, marked by a leading <c>$</c>.</param>
/// <param name="Kind">What it counts.</param>
/// <param name="Period">In which period of the activities' local days.</param>
public readonly record struct AccumulatorKey(OwnerRef Owner, string Rule, AccumulatorKind Kind, Period Period)
{
    /// <summary>Whether it is a budget served first come, first served, which corrections do not replay.</summary>
    public bool IsBudget => Kind is AccumulatorKind.CapProgram or AccumulatorKind.CapSponsor;
}

/// <summary>The running values before an activity.</summary>
public interface IAccumulators
{
    /// <summary>The value; 0 when nothing was counted yet.</summary>
    decimal this[AccumulatorKey key] { get; }
}

/// <summary>A change of a running value.</summary>
/// <param name="Key">Which.</param>
/// <param name="Change">By how much.</param>
public readonly record struct AccumulatorChange(AccumulatorKey Key, decimal Change);
