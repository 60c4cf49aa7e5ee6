using GamifiedLoyalty.Domain.Challenges;

namespace GamifiedLoyalty.Domain.Programs;

/// <summary>What a program asks of its challenges.</summary>
/// <param name="ApprovalAbovePoints">A budget of more points needs a second person's approval; null for never.</param>
/// <param name="ApprovalAboveMoney">A budget of more money, in minor units, needs a second person's approval; null for never.</param>
public sealed record ChallengeSettings(long? ApprovalAbovePoints, long? ApprovalAboveMoney)
{
    /// <summary>No approval is ever needed.</summary>
    public static ChallengeSettings Default { get; } = new(null, null);

    /// <summary>Whether the budget of a plan needs the approval of a second person.</summary>
    public bool NeedsApproval(PrizePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.BudgetPoints > ApprovalAbovePoints || plan.BudgetMoney > ApprovalAboveMoney;
    }
}
