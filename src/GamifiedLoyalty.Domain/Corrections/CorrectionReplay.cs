using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Corrections;

/// <summary>What a correction changes.</summary>
/// <param name="Activities">The corrected activity and the later ones whose awards change with it, in recording order.</param>
/// <param name="Changes">What running values change by.</param>
public sealed record CorrectionOutcome(
    IReadOnlyList<CorrectedActivity> Activities, IReadOnlyList<AccumulatorChange> Changes);

/// <summary>
/// Recomputes awards as if a part of an activity had never been: evaluates the corrected activity again, then every later
/// one that depends on a running value which differs from what was recorded. Budgets of program and sponsors are not
/// replayed: what they granted stays granted, room that is freed serves later activities only.
/// </summary>
public sealed class CorrectionReplay
{
    private readonly IReadOnlyList<ReplayedActivity> _timeline;
    private readonly IReadOnlySet<OwnerRef> _owners;
    private readonly Dictionary<AccumulatorKey, decimal> _replayed = [];
    private readonly Dictionary<AccumulatorKey, decimal> _recorded = [];
    private readonly Dictionary<AccumulatorKey, decimal> _granted = [];
    private readonly Dictionary<AccumulatorKey, decimal> _taken = [];
    private readonly Func<AccumulatorKey, decimal> _current;
    private readonly HashSet<OwnerRef> _missing = [];

    /// <summary>Prepares a replay.</summary>
    /// <param name="timeline">Every activity from the corrected one on that concerns one of the owners, in recording order; the first is the corrected one.</param>
    /// <param name="owners">The owners whose later activities the timeline holds completely.</param>
    /// <param name="current">The running values as they are now.</param>
    public CorrectionReplay(
        IReadOnlyList<ReplayedActivity> timeline, IReadOnlySet<OwnerRef> owners, Func<AccumulatorKey, decimal> current)
    {
        _timeline = timeline;
        _owners = owners;
        _current = current;
    }

    /// <summary>Owners that the timeline must hold as well before the outcome can be known; then <see cref="Run"/> returns null.</summary>
    public IReadOnlySet<OwnerRef> Missing => _missing;

    /// <summary>
    /// Whether changing what an activity contributed can change any later award. Most corrections cannot: a cap that was
    /// never reached cut nobody, a bonus that was not given hangs on nothing.
    /// </summary>
    /// <param name="before">The activity's contributions before the correction.</param>
    /// <param name="after">Its contributions afterwards.</param>
    /// <param name="current">The running values as they are now.</param>
    /// <param name="rulesOfId">Every version of a rule that may have been in force.</param>
    public static bool CanReachLaterActivities(
        IReadOnlyList<AccumulatorChange> before, IReadOnlyList<AccumulatorChange> after,
        Func<AccumulatorKey, decimal> current, Func<string, IEnumerable<EarningRule>> rulesOfId)
    {
        var differences = new Dictionary<AccumulatorKey, decimal>();
        foreach (var (key, change) in before.Where(c => !c.Key.IsBudget))
        {
            Add(differences, key, -change);
        }

        foreach (var (key, change) in after.Where(c => !c.Key.IsBudget))
        {
            Add(differences, key, change);
        }

        // A slab's points hang on what came before the activity, and the running values of now hold what came after it too.
        return before.Concat(after).Any(c => c is { Key.Kind: AccumulatorKind.SlabSum, Change: not 0 })
            || differences.Any(d => d.Value != 0 && IsDependedOn(d.Key, d.Value, current, rulesOfId));
    }

    /// <summary>Runs the replay.</summary>
    /// <param name="corrected">The corrected activity's facts with the lines that remain now.</param>
    public CorrectionOutcome? Run(ActivityFacts corrected)
    {
        var contributions = _timeline.Select(a => RecordedContributions.Of(a.Rules, a.Facts, a.Awards)).ToList();
        Rewind(contributions);
        var changed = new List<CorrectedActivity>();
        for (var i = 0; i < _timeline.Count && (i == 0 || IsDirty()); i++)
        {
            var activity = _timeline[i];
            var facts = i == 0 ? corrected : activity.Facts;
            var reads = i == 0 ? contributions[i].Concat(RecordedContributions.Of(activity.Rules, facts, [])).ToList() : contributions[i];
            if (i > 0 && !reads.Exists(c => IsDirty(c.Key)))
            {
                Advance(contributions[i], contributions[i]);
            }
            else if (CanEvaluate(reads))
            {
                Replay(activity, facts, contributions[i], changed, isCorrected: i == 0);
            }
        }

        return _missing.Count > 0 ? null : new CorrectionOutcome(changed, FinalChanges());
    }

    private static bool IsDependedOn(
        AccumulatorKey key, decimal difference, Func<AccumulatorKey, decimal> current, Func<string, IEnumerable<EarningRule>> rulesOfId) => key.Kind switch
        {
            AccumulatorKind.CapBeneficiary => WasReached(key, CapScope.Beneficiary, current, rulesOfId),
            AccumulatorKind.CapPartner => WasReached(key, CapScope.Partner, current, rulesOfId),
            AccumulatorKind.ThresholdSum => difference > 0 || current(key with { Kind = AccumulatorKind.ThresholdGiven }) > 0,
            _ => true,
        };

    // What a cap let through a budget may have cut further: then the cap was reached, although its running value does not show it.
    private static bool WasReached(
        AccumulatorKey key, CapScope scope, Func<AccumulatorKey, decimal> current, Func<string, IEnumerable<EarningRule>> rulesOfId) =>
        rulesOfId(key.Rule).Any(r => r.Caps.Any(c => c.Scope == scope && c.Period == key.Period.Kind && (current(key) >= c.Max || HasBudget(r))));

    private static bool HasBudget(EarningRule rule) => rule.Caps.Any(c => c.Scope is CapScope.Program or CapScope.Sponsor);

    private void Rewind(List<List<AccumulatorChange>> contributions)
    {
        foreach (var change in contributions.SelectMany(c => c).Where(c => !c.Key.IsBudget))
        {
            _recorded.TryAdd(change.Key, _current(change.Key));
            _recorded[change.Key] -= change.Change;
        }

        foreach (var (key, value) in _recorded)
        {
            _replayed[key] = value;
        }
    }

    private void Replay(
        ReplayedActivity activity, ActivityFacts facts, List<AccumulatorChange> before, List<CorrectedActivity> changed, bool isCorrected)
    {
        var outcome = activity.Rules.Evaluate(facts, new Values(this), new KeptBudgets(activity.Awards));
        var after = RecordedContributions.Of(activity.Rules, facts, outcome.Awards);
        Advance(before, after);
        if (isCorrected || !outcome.Awards.SequenceEqual(activity.Awards))
        {
            changed.Add(new CorrectedActivity(activity, facts, outcome.Awards));
        }
    }

    private bool CanEvaluate(List<AccumulatorChange> reads)
    {
        var absent = reads.Where(c => !c.Key.IsBudget && !_owners.Contains(c.Key.Owner)).Select(c => c.Key.Owner).ToList();
        _missing.UnionWith(absent);
        return absent.Count == 0;
    }

    private void Advance(List<AccumulatorChange> recorded, List<AccumulatorChange> replayed)
    {
        var budgets = new Dictionary<AccumulatorKey, decimal>();
        foreach (var (key, change) in recorded)
        {
            Add(key.IsBudget ? budgets : _recorded, key, key.IsBudget ? -change : change);
        }

        foreach (var (key, change) in replayed)
        {
            Add(key.IsBudget ? budgets : _replayed, key, change);
        }

        foreach (var (key, change) in budgets)
        {
            Add(_granted, key, change);
            Add(_taken, key, Math.Max(0, change));
        }
    }

    private static void Add(Dictionary<AccumulatorKey, decimal> values, AccumulatorKey key, decimal change) =>
        values[key] = values.GetValueOrDefault(key) + change;

    private bool IsDirty() => _missing.Count > 0 || _replayed.Any(v => v.Value != _recorded.GetValueOrDefault(v.Key));

    private bool IsDirty(AccumulatorKey key) =>
        !key.IsBudget && _replayed.GetValueOrDefault(key) != _recorded.GetValueOrDefault(key);

    private List<AccumulatorChange> FinalChanges()
    {
        var changes = _granted.Where(g => g.Value != 0).Select(g => new AccumulatorChange(g.Key, g.Value)).ToList();
        changes.AddRange(_replayed.Where(v => v.Value != _recorded.GetValueOrDefault(v.Key))
            .Select(v => new AccumulatorChange(v.Key, v.Value - _recorded.GetValueOrDefault(v.Key))));
        return changes;
    }

    /// <summary>Running values as replayed; budgets as they are now, without what this correction frees.</summary>
    private sealed class Values(CorrectionReplay replay) : IAccumulators
    {
        public decimal this[AccumulatorKey key]
        {
            get
            {
                if (key.IsBudget)
                {
                    return replay._current(key) + replay._taken.GetValueOrDefault(key);
                }

                if (!replay._replayed.TryGetValue(key, out var value))
                {
                    value = replay._current(key);
                    replay._recorded[key] = value;
                    replay._replayed[key] = value;
                }

                return value;
            }
        }
    }

    /// <summary>A budget's grant stays, an award that grows takes from what is free now.</summary>
    private sealed class KeptBudgets(IReadOnlyList<Award> before) : IBudgetPolicy
    {
        public long Allow(string rule, OwnerRef owner, long wanted, long room)
        {
            var old = Before(rule, owner);
            var granted = old?.Points ?? 0;
            var more = Math.Max(0, wanted - (old?.BeforeBudgets ?? 0));
            return Math.Min(wanted, granted + Math.Min(more, Math.Max(0, room)));
        }

        public long Taken(string rule, OwnerRef owner, long points) => Math.Max(0, points - (Before(rule, owner)?.Points ?? 0));

        private Award? Before(string rule, OwnerRef owner) => before.FirstOrDefault(a => a.Rule == rule && a.Owner == owner);
    }
}
