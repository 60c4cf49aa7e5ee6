namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>What can be won, who pays, and the most that it may cost.</summary>
public sealed record PrizePlan
{
    /// <summary>Nothing but the honour.</summary>
    public static PrizePlan None { get; } = new();

    /// <summary>The currency of points; needed when points can be won.</summary>
    public string? Currency { get; init; }

    /// <summary>The sponsor that pays points; null for the program.</summary>
    public string? Sponsor { get; init; }

    /// <summary>The most points, in the currency's smallest unit; prizes never exceed it.</summary>
    public long BudgetPoints { get; init; }

    /// <summary>The most money, in the program's minor units, rewards at their value included; prizes never exceed it.</summary>
    public long BudgetMoney { get; init; }

    /// <summary>The pot that percentages are of; null when there is none.</summary>
    public Pot? Pot { get; init; }

    /// <summary>Most prizes for members of one partner together; the next in order take the others. Null for no limit.</summary>
    public int? MostPerPartner { get; init; }

    /// <summary>The prizes, in the order in which the budget pays them.</summary>
    public IReadOnlyList<Prize> Prizes { get; init; } = [];
}

/// <summary>A sum that prizes divide.</summary>
/// <param name="Kind">Points or money.</param>
/// <param name="Fixed">The sum, in smallest units; null when it grows with turnover.</param>
/// <param name="PercentOfTurnover">The share of the counted amount, for money only.</param>
public sealed record Pot(PrizeKind Kind, long? Fixed, decimal? PercentOfTurnover);

/// <summary>What a prize consists of. Values are persisted and never change.</summary>
public enum PrizeKind
{
    /// <summary>Points, posted to the winner's account.</summary>
    Points = 0,

    /// <summary>A named thing, handed over outside this server.</summary>
    Reward = 1,

    /// <summary>Money, paid outside this server.</summary>
    Money = 2,
}

/// <summary>What earns a prize. Values are persisted and never change.</summary>
public enum PrizeFor
{
    /// <summary>A place from one to another.</summary>
    Place = 0,

    /// <summary>Reaching the target.</summary>
    Target = 1,

    /// <summary>Reaching a milestone.</summary>
    Milestone = 2,

    /// <summary>Each duel won, or each crown.</summary>
    Win = 3,
}

/// <summary>A prize.</summary>
public sealed record Prize
{
    /// <summary>What earns it.</summary>
    public required PrizeFor For { get; init; }

    /// <summary>The first place that earns it, from 1.</summary>
    public int FromPlace { get; init; }

    /// <summary>The last place that earns it.</summary>
    public int ToPlace { get; init; }

    /// <summary>The milestone that earns it.</summary>
    public string? Milestone { get; init; }

    /// <summary>What it consists of.</summary>
    public required PrizeKind Kind { get; init; }

    /// <summary>Points, money in minor units, or a reward's value in minor units; 0 with <see cref="PercentOfPot"/>.</summary>
    public long Value { get; init; }

    /// <summary>The share of the pot that each winner receives.</summary>
    public decimal? PercentOfPot { get; init; }

    /// <summary>The reward's name.</summary>
    public LocalizedText? Reward { get; init; }

    /// <summary>The least score that earns it.</summary>
    public long MinimumScore { get; init; }
}
