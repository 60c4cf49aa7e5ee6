namespace GamifiedLoyalty.Domain.Challenges.Prizes;

/// <summary>What the rows of standings win.</summary>
/// <param name="Shares">By the index of the row, in the order of the plan; what the budget cut to nothing is listed.</param>
/// <param name="Cost">What they cost together; never above the budget.</param>
public sealed record PrizeAllocation(IReadOnlyList<IReadOnlyList<PrizeShare>> Shares, PrizeCost Cost);
