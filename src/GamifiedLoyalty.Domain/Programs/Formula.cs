using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Programs;

/// <summary>How many points a rule gives; a closed set. Points are in the currency's smallest unit.</summary>
public abstract record Formula
{
    private Formula()
    {
    }

    /// <summary>The same for every activity with a matching line.</summary>
    public sealed record Fixed(long Points) : Formula;

    /// <summary><c>sum of matching amounts / Per × Points</c>; Per in whole program money.</summary>
    public sealed record PerAmount(long Points, decimal Per) : Formula;

    /// <summary><c>sum of matching quantities / Per × Points</c>.</summary>
    public sealed record PerQuantity(long Points, decimal Per) : Formula;

    /// <summary>Percent of the matching amount, one whole currency unit for one whole unit of money.</summary>
    public sealed record PercentBack(decimal Percent) : Formula;

    /// <summary><c>(Factor − 1) ×</c> what the named rules award on the same activity before caps.</summary>
    public sealed record Multiplier(decimal Factor, IReadOnlyList<string> Of) : Formula;

    /// <summary>A bonus once per beneficiary and period, when the sum of the measure reaches the bar.</summary>
    public sealed record Threshold(Measure Measure, PeriodKind Period, decimal Bar, long Points) : Formula;

    /// <summary>Once for the first matching activity of each employee, partner or customer.</summary>
    public sealed record FirstTime(FirstTimeScope Per, long Points) : Formula;

    /// <summary>Points by the beneficiary's turnover in the period; steps ascend.</summary>
    public sealed record Slabs(Measure Measure, PeriodKind Period, SlabMode Mode, IReadOnlyList<SlabStep> Steps) : Formula;
}

/// <summary>Whose first time counts.</summary>
public enum FirstTimeScope
{
    /// <summary>The activity's employee.</summary>
    Employee = 0,

    /// <summary>The activity's partner.</summary>
    Partner = 1,

    /// <summary>The activity's customer.</summary>
    Customer = 2,
}

/// <summary>What a slab's rate applies to.</summary>
public enum SlabMode
{
    /// <summary>Each step's rate to the part of the turnover inside the step.</summary>
    Marginal = 0,

    /// <summary>The reached step's rate to the whole turnover; what was given before is deducted.</summary>
    Whole = 1,
}

/// <summary>One step of a slab formula: from this turnover on, <c>Points</c> for each <c>Per</c>.</summary>
/// <param name="From">Turnover at which the step begins: whole money, quantity or count.</param>
/// <param name="Points">Points in the smallest unit.</param>
/// <param name="Per">For each of this much turnover, above zero.</param>
public sealed record SlabStep(decimal From, long Points, decimal Per);
