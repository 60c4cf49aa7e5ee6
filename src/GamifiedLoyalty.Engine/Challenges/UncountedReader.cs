using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Finds the activities of a subject around the window of a challenge that do not count, and why.</summary>
internal sealed class UncountedReader(ICommitStore store, ActivityReader activities, ProgramState state, ChallengeCase challenge)
{
    private const int Most = 200;
    private const int PagesAtOnce = 4;
    private static readonly TimeSpan Around = TimeSpan.FromDays(30);
    private readonly ChallengeRecord _record = challenge.Record!;

    /// <summary>Reads them, newest first; activities recorded after a version are not looked at.</summary>
    public async Task<IReadOnlyList<UncountedActivity>> ReadAsync(
        string subject, long through, IReadOnlySet<long> counted, CancellationToken cancellationToken)
    {
        var evaluator = new ContributionEvaluator(_record, state.Definitions.Rules.Definition.Money);
        var uncounted = new List<UncountedActivity>();
        foreach (var recorded in await NewestAsync(subject, through, cancellationToken))
        {
            if (!counted.Contains(recorded.Version)
                && await ReasonAsync(evaluator, subject, recorded, through, cancellationToken) is var reason and not NotCounted.None)
            {
                uncounted.Add(new UncountedActivity(recorded.Version, recorded.OccurredAt, reason));
            }
        }

        return uncounted;
    }

    private async Task<List<RecordedActivity>> NewestAsync(string subject, long through, CancellationToken cancellationToken)
    {
        var found = new List<RecordedActivity>();
        var owner = new OwnerRef(_record.Definition.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee, subject);
        var (_, _, stored) = await store.ReadOwnerAsync(state.Head.Number, owner, cancellationToken);
        var versions = OwnerStateCodec.Read(stored).Recent;
        var before = long.MaxValue;
        while (await AddAsync(found, versions.Where(v => v <= through), cancellationToken))
        {
            var pages = await store.ReadOwnerPagesAsync(state.Head.Number, owner, before, PagesAtOnce, cancellationToken);
            if (pages.Count == 0)
            {
                break;
            }

            versions = [.. pages.SelectMany(p => p.Versions)];
            before = versions.Min();
        }

        return [.. found.OrderByDescending(f => f.OccurredAt).ThenByDescending(f => f.Version).Take(Most)];
    }

    /// <summary>Adds activities of versions; false when enough are found, or older ones were recorded too early to matter.</summary>
    private async Task<bool> AddAsync(List<RecordedActivity> found, IEnumerable<long> versions, CancellationToken cancellationToken)
    {
        var earliest = DateTimeOffset.MaxValue;
        foreach (var recorded in (await activities.FindAsync(state.Head.Number, versions, cancellationToken)).Values)
        {
            earliest = recorded.RecordedAt < earliest ? recorded.RecordedAt : earliest;
            if (recorded.OccurredAt >= _record.Start - Around && recorded.OccurredAt < _record.End + Around)
            {
                found.Add(recorded);
            }
        }

        return found.Count < Most && earliest >= _record.Start - Around - Limits.FutureTolerance;
    }

    private async Task<NotCounted> ReasonAsync(
        ContributionEvaluator evaluator, string subject, RecordedActivity recorded, long through, CancellationToken cancellationToken)
    {
        var adjustments = await store.FindAdjustmentsAsync(state.Head.Number, [recorded.Version], cancellationToken);
        var adjustment = adjustments.Count > 0 ? AdjustmentCodec.Read(adjustments[0]) : null;
        if (adjustment?.Reversals.Any(r => r.Version > through) == true)
        {
            // What came later is not told.
            adjustment = null;
        }

        var activity = await activities.ReplayedAsync(
            state, recorded, adjustment?.Lines ?? recorded.Sent.Lines, adjustment?.Awards ?? recorded.Awards, cancellationToken);
        var isSubject = evaluator.SubjectOf(activity.Facts) == subject;
        return isSubject
            ? evaluator.Evaluate(challenge.FindParticipant(subject), recorded.Version, activity.Facts, activity.Awards, state.Head.PostedThrough, through).Reason
            : NotCounted.None;
    }
}
