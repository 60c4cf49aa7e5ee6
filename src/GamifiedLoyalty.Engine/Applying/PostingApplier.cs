using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Corrections;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>Posts pending awards whose window has ended: one command for all that is due, with bounded work.</summary>
internal sealed class PostingApplier(ICommitStore store, CommitDraft draft, EngineOptions options)
{
    private readonly Timeline _timeline = new(store, draft);

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var ranges = draft.State.Due.Through(draft.At);
        if (ranges.Count == 0)
        {
            // Another node has posted what was due.
            return;
        }

        var through = draft.At;
        if (ranges.Count > options.DueRangesPerCommit && ranges[options.DueRangesPerCommit].Due > ranges[0].Due)
        {
            // Only whole instants: everything due at or before the bound is in the ranges kept.
            through = ranges[options.DueRangesPerCommit].Due.AddTicks(-1);
            ranges = ranges.TakeWhile(r => r.Due <= through).ToList();
        }

        var before = draft.PostedThrough;
        var posted = new SortedSet<long>();
        foreach (var range in ranges)
        {
            await PostRangeAsync(range, before, through, posted, cancellationToken);
        }

        draft.PostedThrough = through;
        draft.Append(new PostingEntry(draft.NextVersion, draft.At, through, [.. posted]));
    }

    private async Task PostRangeAsync(
        DueRange range, DateTimeOffset before, DateTimeOffset through, SortedSet<long> posted, CancellationToken cancellationToken)
    {
        var versions = Enumerable.Range(0, (int)(range.LastVersion - range.FirstVersion + 1)).Select(i => range.FirstVersion + i).ToList();
        var activities = await _timeline.LoadAsync(versions, cancellationToken);
        var owners = activities.SelectMany(a => a.Awards).SelectMany(a => new[] { a.Owner, AwardPoster.Funder(a) });
        await draft.State.LoadOwnersAsync(store, owners, cancellationToken);
        foreach (var activity in activities.Where(a => a.Awards.Any(w => IsDue(w, before, through))))
        {
            // A range may be looked at twice; what it shares with another range posts once.
            if (posted.Add(activity.Recorded.Version))
            {
                Post(activity, before, through);
            }
        }

        draft.Due.Advance(range, activities.SelectMany(a => a.Awards).Where(a => a.IsPending(through)).Min(a => a.AvailableAt));
    }

    private static bool IsDue(Award award, DateTimeOffset before, DateTimeOffset through) =>
        award.IsPending(before) && !award.IsPending(through);

    private void Post(ReplayedActivity activity, DateTimeOffset before, DateTimeOffset through)
    {
        foreach (var award in activity.Awards.Where(a => IsDue(a, before, through)))
        {
            AwardPoster.PostDue(draft, award);
        }

        var series = draft.State.Definitions.ActiveSeries;
        var money = draft.State.Definitions.Rules.Definition.Money;
        ScoreCalculator.Visit(series, activity.Facts, activity.Awards, money, before, (key, value) =>
            draft.AddScore(key, new ScoreValue(0, -value.Provisional, 0), draft.NextVersion));
        ScoreCalculator.Visit(series, activity.Facts, activity.Awards, money, through, (key, value) =>
            draft.AddScore(key, new ScoreValue(0, value.Provisional, 0), draft.NextVersion));
    }
}
