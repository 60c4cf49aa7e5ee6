using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Corrections;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>
/// Scores everything in the log for new series, command by command, so that ties fall as if their boards had always been
/// there.
/// </summary>
internal sealed class SeriesFiller(ICommitStore store, CommitDraft draft, IReadOnlyList<ScoreSeries> series, MoneyDefinition money)
{
    private const int PageSize = 2_000;
    private readonly Timeline _timeline = new(store, draft);
    private readonly CommandScores _scores = new(series, money, draft.PostedThrough);

    // As they stand at this point of the log.
    private readonly Dictionary<long, ReplayedActivity> _corrected = [];

    /// <summary>Fills from the whole log.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        var last = 0L;
        while (last < draft.State.Head.Version)
        {
            var entries = await store.ReadLogAsync(draft.State.Head.Number, last, PageSize, cancellationToken);
            if (entries.Count == 0)
            {
                throw new InvalidDataException($"The log ends at version {last}, the program's head is {draft.State.Head.Version}.");
            }

            foreach (var entry in entries.Select(EntryReader.Read))
            {
                await CountAsync(entry, cancellationToken);
                _scores.AddTo(draft, entry.Version);
            }

            last = entries[^1].Version;
        }
    }

    private async ValueTask CountAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        switch (entry)
        {
            case ActivityEntry { Activity: var recorded }:
                var activity = await _timeline.ReplayedAsync(recorded, adjustment: null, cancellationToken);
                _scores.Count(activity.Facts, activity.Awards, 1);
                break;
            case ReversalEntry reversal:
                foreach (var correction in reversal.Corrections)
                {
                    await CorrectAsync(reversal, correction, cancellationToken);
                }

                break;
            default:
                break;
        }
    }

    private async Task CorrectAsync(ReversalEntry reversal, AwardCorrection correction, CancellationToken cancellationToken)
    {
        var before = _corrected.GetValueOrDefault(correction.Activity) ?? await FindAsync(correction.Activity, cancellationToken);
        var facts = correction.Activity == reversal.Activity ? WithLines(before, reversal.Lines) : before.Facts;
        _scores.Count(before.Facts, before.Awards, -1);
        _scores.Count(facts, correction.Awards, 1);
        _corrected[correction.Activity] = before with { Facts = facts, Awards = correction.Awards };
    }

    private async Task<ReplayedActivity> FindAsync(long version, CancellationToken cancellationToken)
    {
        var entries = await store.FindEntriesAsync(draft.State.Head.Number, [version], cancellationToken);
        return entries.Count > 0 && EntryReader.Read(entries[0]) is ActivityEntry entry
            ? await _timeline.ReplayedAsync(entry.Activity, adjustment: null, cancellationToken)
            : throw new InvalidDataException($"A reversal corrects version {version}, which is not an activity.");
    }

    private static ActivityFacts WithLines(ReplayedActivity activity, IReadOnlyList<ActivityLine> lines) => ActivityFacts.Of(
        activity.Recorded, lines, activity.Facts.EmployeeProfile, activity.Facts.PartnerProfile, activity.Facts.Calendar);
}
