using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Ledger;

/// <summary>
/// What the ledger and the rules remember of one owner: balances, running values, and the newest versions that concern
/// it. Changed only by the engine that owns the program.
/// </summary>
public sealed class OwnerState
{
    /// <summary>How many versions are kept here before they move to a page of their own.</summary>
    public const int RecentVersions = 64;

    private readonly SortedList<string, AccountState> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Rule, AccumulatorKind Kind, Period Period), decimal> _accumulators = [];
    private readonly List<long> _recent = [];
    private long _noted;

    /// <summary>The accounts by currency.</summary>
    public IReadOnlyDictionary<string, AccountState> Accounts => _accounts;

    /// <summary>The running values.</summary>
    public IReadOnlyDictionary<(string Rule, AccumulatorKind Kind, Period Period), decimal> Accumulators => _accumulators;

    /// <summary>The newest versions that concern the owner, ascending.</summary>
    public IReadOnlyList<long> Recent => _recent;

    /// <summary>The account of a currency; empty when nothing was posted yet.</summary>
    public AccountState Account(string currency) => _accounts.GetValueOrDefault(currency);

    /// <summary>A running value; 0 when nothing was counted.</summary>
    public decimal Accumulated(AccumulatorKey key) => _accumulators.GetValueOrDefault((key.Rule, key.Kind, key.Period));

    /// <summary>Changes a running value.</summary>
    public void Accumulate(AccumulatorKey key, decimal change)
    {
        var name = (key.Rule, key.Kind, key.Period);
        var value = _accumulators.GetValueOrDefault(name) + change;
        if (value == 0)
        {
            _accumulators.Remove(name);
        }
        else
        {
            _accumulators[name] = Decimals.Normalize(value);
        }
    }

    /// <summary>Posts to an account.</summary>
    /// <exception cref="OverflowException">A balance leaves <see cref="Limits.MaxMagnitude"/>.</exception>
    public void Post(string currency, long available, long pending, long lifetime)
    {
        var account = Account(currency);
        var next = new AccountState(account.Balance.Plus(available, pending), account.Lifetime + lifetime);
        if (Math.Abs(next.Balance.Available) > Limits.MaxMagnitude || Math.Abs(next.Balance.Pending) > Limits.MaxMagnitude)
        {
            throw new OverflowException("The balance is larger than the largest exact number of points.");
        }

        _accounts[currency] = next;
    }

    /// <summary>Notes that a version concerns the owner; returns a page to store when enough have gathered.</summary>
    public IReadOnlyList<long>? Note(long version)
    {
        if (_noted == version)
        {
            return null;
        }

        _noted = version;
        _recent.Add(version);
        if (_recent.Count < RecentVersions)
        {
            return null;
        }

        var page = _recent.ToArray();
        _recent.Clear();
        return page;
    }

    /// <summary>Sets what was stored; used when a state is read back.</summary>
    public void Restore(string currency, AccountState account) => _accounts[currency] = account;

    /// <summary>Sets what was stored; used when a state is read back.</summary>
    public void Restore(string rule, AccumulatorKind kind, Period period, decimal value) => _accumulators[(rule, kind, period)] = value;

    /// <summary>Sets what was stored; used when a state is read back.</summary>
    public void RestoreVersion(long version) => _recent.Add(_noted = version);
}

/// <summary>An account's balance, with what it ever earned less what was taken back.</summary>
/// <param name="Balance">Available and pending.</param>
/// <param name="Lifetime">Points earned, pending ones included, never reduced by spending.</param>
public readonly record struct AccountState(Balance Balance, long Lifetime);
