namespace GamifiedLoyalty.Domain.Ledger;

/// <summary>The two sides of an account, in the currency's smallest unit.</summary>
/// <param name="Available">Posted postings, what can be spent; negative after a clawback of spent points.</param>
/// <param name="Pending">Awards inside their return window.</param>
public readonly record struct Balance(long Available, long Pending)
{
    /// <summary>Nothing.</summary>
    public static Balance Zero { get; }

    /// <summary>The balance after adding to both sides; checked.</summary>
    public Balance Plus(long available, long pending) => new(Available + available, Pending + pending);
}
