using GamifiedLoyalty.Domain.Earning;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>The running values of the owners that a draft has loaded.</summary>
internal sealed class OwnerAccumulators(CommitDraft draft) : IAccumulators
{
    public decimal this[AccumulatorKey key] => draft.Owner(key.Owner).Accumulated(key);
}
