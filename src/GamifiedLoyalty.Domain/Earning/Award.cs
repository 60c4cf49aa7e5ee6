using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Domain.Earning;

/// <summary>
/// What one rule gave one owner for one activity. Whether it is pending or posted follows from
/// <see cref="AvailableAt"/> and the instant through which the program has posted.
/// </summary>
public sealed record Award
{
    /// <summary>Who receives it.</summary>
    public required OwnerRef Owner { get; init; }

    /// <summary>In which currency.</summary>
    public required string Currency { get; init; }

    /// <summary>How many, in the currency's smallest unit, after caps.</summary>
    public required long Points { get; init; }

    /// <summary>How many before caps.</summary>
    public required long Uncapped { get; init; }

    /// <summary>How many after the beneficiary's and partner's caps, before program and sponsor budgets.</summary>
    public required long BeforeBudgets { get; init; }

    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>The rule's version.</summary>
    public required int RuleVersion { get; init; }

    /// <summary>The numbers that the explanation fills in.</summary>
    public required AwardBasis Basis { get; init; }

    /// <summary>The cap that cut it last, such as <c>beneficiary/month</c>; null when none did.</summary>
    public string? CappedBy { get; init; }

    /// <summary>When a pending award posts, in UTC; null when it posted on recording.</summary>
    public DateTimeOffset? AvailableAt { get; init; }

    /// <summary>The sponsor that pays, null for the program.</summary>
    public string? Sponsor { get; init; }

    /// <summary>Whether it is still pending when everything due through an instant has posted.</summary>
    public bool IsPending(DateTimeOffset postedThrough) => AvailableAt is { } due && due > postedThrough;
}

/// <summary>The numbers behind an award, enough to tell the formula again in any language.</summary>
/// <param name="Sum">What the formula was applied to: amount in whole money, quantity, or points of other rules.</param>
/// <param name="Exact">The exact result before rounding and splitting.</param>
/// <param name="Total">The rounded result before splitting.</param>
/// <param name="Turnover">For thresholds and slabs, the period's sum including this activity.</param>
public sealed record AwardBasis(decimal Sum, decimal Exact, long Total, decimal? Turnover);
