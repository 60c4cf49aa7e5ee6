using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Corrections;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>
/// Applies reversals: works out the lines that remain, replays what depends on them, and turns the differences into new
/// transfers and scores. Nothing that was recorded is edited.
/// </summary>
internal sealed class ReversalApplier(ICommitStore store, CommitDraft draft)
{
    private readonly Timeline _timeline = new(store, draft);

    public async Task<ReversalResult> ApplyAsync(long activity, ReversalRequest request, string actor, CancellationToken cancellationToken)
    {
        if (await _timeline.FindAsync(activity, cancellationToken) is not { } reversed)
        {
            return new ReversalResult(ReversalStatus.NotFound, 0, new Fault("unknownActivity", "There is no such activity."));
        }

        var adjustment = await _timeline.AdjustmentAsync(activity, cancellationToken);
        if (adjustment?.Reversals.FirstOrDefault(r => r.Request.ExternalId == request.ExternalId) is { } before)
        {
            return before.Request.SameContent(request)
                ? new ReversalResult(ReversalStatus.Duplicate, before.Version, null)
                : new ReversalResult(ReversalStatus.Conflict, before.Version, new Fault(
                    "externalIdTaken", $"The activity already has another reversal {request.ExternalId}.", "/externalId"));
        }

        var definition = reversed.Rules.Definition;
        var (lines, fault) = LineReversals.Apply(reversed.Recorded.Sent.Lines, reversed.Facts.Lines, request, definition.Money.Decimals);
        if (fault is not null)
        {
            return new ReversalResult(ReversalStatus.Rejected, 0, fault);
        }

        await ReverseAsync(reversed, adjustment, request, lines, actor, cancellationToken);
        return new ReversalResult(ReversalStatus.Applied, draft.State.Head.Version + draft.Count, null);
    }

    private async Task ReverseAsync(
        ReplayedActivity reversed, ActivityAdjustment? adjustment, ReversalRequest request,
        IReadOnlyList<ActivityLine> lines, string actor, CancellationToken cancellationToken)
    {
        var employee = reversed.Facts.EmployeeProfile;
        var facts = ActivityFacts.Of(reversed.Recorded, lines, employee, reversed.Facts.PartnerProfile, reversed.Facts.Calendar);
        var outcome = await ReplayAsync(reversed, facts, cancellationToken);
        var version = draft.NextVersion;
        draft.Append(new ReversalEntry(
            version, draft.At, actor, reversed.Recorded.Version, request, lines,
            outcome.Activities.Select(a => new AwardCorrection(
                a.Activity.Recorded.Version, a.Awards, AwardDifference.Between(a.Activity.Awards, a.Awards))).ToList()));
        foreach (var change in outcome.Changes)
        {
            draft.Accumulate(change.Key, change.Change);
        }

        GrossTotals.Of(facts, reversed.Rules.Definition.Money)
            .Minus(GrossTotals.Of(reversed.Facts, reversed.Rules.Definition.Money)).Add(draft);
        var definitions = draft.State.Definitions;
        var scores = new CommandScores(definitions.ActiveSeries, definitions.Rules.Definition.Money, draft.PostedThrough);
        foreach (var corrected in outcome.Activities)
        {
            var isReversed = corrected.Activity.Recorded.Version == reversed.Recorded.Version;
            var old = isReversed ? adjustment : await _timeline.AdjustmentAsync(corrected.Activity.Recorded.Version, cancellationToken);
            var applied = old?.Reversals ?? [];
            draft.SetAdjustment(new ActivityAdjustment(
                corrected.Activity.Recorded.Version,
                corrected.Facts.Lines,
                corrected.Awards,
                isReversed ? [.. applied, new AppliedReversal(request, version, draft.At)] : applied));
            await CorrectAsync(corrected, version, scores, cancellationToken);
        }

        scores.AddTo(draft, version);
    }

    private async Task<CorrectionOutcome> ReplayAsync(ReplayedActivity reversed, ActivityFacts facts, CancellationToken cancellationToken)
    {
        var before = RecordedContributions.Of(reversed.Rules, reversed.Facts, reversed.Awards);
        var owners = before.Concat(RecordedContributions.Of(reversed.Rules, facts, []))
            .Select(c => c.Key.Owner).Append(OwnerRef.Program).ToHashSet();
        await LoadAsync(owners, reversed, cancellationToken);
        if (AloneOutcome(reversed, facts, before) is { } alone)
        {
            return alone;
        }

        owners.Remove(OwnerRef.Program);
        owners.RemoveWhere(o => o.Kind == OwnerKind.Sponsor);
        while (true)
        {
            var timeline = await _timeline.FromAsync(reversed.Recorded.Version, owners, cancellationToken);
            await LoadAsync(timeline.SelectMany(Owners), reversed, cancellationToken);
            var replay = new CorrectionReplay(timeline, owners, Current);
            if (replay.Run(facts) is { } outcome)
            {
                return outcome;
            }

            owners.UnionWith(replay.Missing);
        }
    }

    /// <summary>The outcome when no later activity can depend on the reversed one, as is mostly so; else null.</summary>
    private CorrectionOutcome? AloneOutcome(ReplayedActivity reversed, ActivityFacts facts, IReadOnlyList<AccumulatorChange> before)
    {
        var owners = before.Select(c => c.Key.Owner).ToHashSet();
        var replay = new CorrectionReplay([reversed], owners, Current);
        if (replay.Run(facts) is not { } outcome || outcome.Activities[0].Awards.Any(a => a.BeforeBudgets < a.Uncapped))
        {
            // What leaves no room under a cap now may have come later.
            return null;
        }

        var after = RecordedContributions.Of(reversed.Rules, facts, outcome.Activities[0].Awards);
        return CorrectionReplay.CanReachLaterActivities(before, after, Current, draft.State.Definitions.EveryVersionOf) ? null : outcome;
    }

    private decimal Current(AccumulatorKey key) => draft.Owner(key.Owner).Accumulated(key);

    private ValueTask LoadAsync(IEnumerable<OwnerRef> owners, ReplayedActivity reversed, CancellationToken cancellationToken) =>
        draft.State.LoadOwnersAsync(store, owners.Concat(Owners(reversed)).Append(OwnerRef.Program), cancellationToken);

    private static IEnumerable<OwnerRef> Owners(ReplayedActivity activity)
    {
        var sent = activity.Recorded.Sent;
        var members = new[] { activity.Recorded.EmployeeRef, activity.Recorded.PartnerRef }.OfType<OwnerRef>();
        var sponsors = activity.Rules.Definition.Rules.Select(r => r.Sponsor).OfType<string>().Select(s => new OwnerRef(OwnerKind.Sponsor, s));
        return sent.Customer is { } customer
            ? members.Concat(sponsors).Append(new OwnerRef(OwnerKind.Customer, customer.Id))
            : members.Concat(sponsors);
    }

    private async Task CorrectAsync(CorrectedActivity corrected, long version, CommandScores scores, CancellationToken cancellationToken)
    {
        await LoadAsync([], corrected.Activity, cancellationToken);
        PostDifferences(corrected, version);
        scores.Count(corrected.Activity.Facts, corrected.Activity.Awards, -1);
        scores.Count(corrected.Facts, corrected.Awards, 1);
        if (corrected.Awards.Where(a => a.IsPending(draft.PostedThrough)).Min(a => a.AvailableAt) is { } due)
        {
            draft.Due.AddCorrected(corrected.Activity.Recorded.Version, due);
        }
    }

    private void PostDifferences(CorrectedActivity corrected, long version)
    {
        foreach (var award in corrected.Activity.Awards)
        {
            AwardPoster.Post(draft, award, -award.Points);
            draft.Note(award.Owner, version);
        }

        foreach (var award in corrected.Awards)
        {
            AwardPoster.Post(draft, award, award.Points);
            draft.Note(award.Owner, version);
        }
    }
}
