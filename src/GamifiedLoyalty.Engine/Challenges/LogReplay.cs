using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Corrections;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>
/// Follows the activities of a window through the log: tells each as it was recorded, and again whenever a correction or a
/// posting changed it, in version order. What it tells follows from the log alone.
/// </summary>
internal sealed class LogReplay
{
    private readonly ActivityReader _activities;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;
    private readonly Action<ReplayedActivity, long, DateTimeOffset> _tell;
    private readonly Dictionary<long, (IReadOnlyList<ActivityLine> Lines, IReadOnlyList<Award> Awards)> _corrected = [];
    private readonly HashSet<long> _pending = [];
    private DateTimeOffset _postedThrough;

    /// <summary>A replay that begins before anything of the window was recorded.</summary>
    /// <param name="activities">Reads activities.</param>
    /// <param name="from">First instant of the window.</param>
    /// <param name="until">First instant after it.</param>
    /// <param name="tell">Receives an activity as it stands, the version that made it so, and through when awards had posted.</param>
    public LogReplay(
        ActivityReader activities, DateTimeOffset from, DateTimeOffset until, Action<ReplayedActivity, long, DateTimeOffset> tell)
    {
        (_activities, _from, _until, _tell) = (activities, from, until, tell);
        _postedThrough = from;
    }

    /// <summary>Whether an activity could count.</summary>
    private bool IsInWindow(RecordedActivity recorded) => recorded.OccurredAt >= _from && recorded.OccurredAt < _until;

    /// <summary>Takes entries that follow those taken before.</summary>
    public async Task ApplyAsync(ProgramState state, IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        var earlier = await EarlierAsync(state, entries, cancellationToken);
        foreach (var entry in entries)
        {
            switch (entry)
            {
                case ActivityEntry { Activity: var recorded } when IsInWindow(recorded):
                    await TellAsync(state, recorded, recorded.Version, cancellationToken);
                    break;
                case ReversalEntry reversal:
                    await CorrectAsync(state, reversal, earlier, cancellationToken);
                    break;
                case PostingEntry posting:
                    await PostAsync(state, posting, earlier, cancellationToken);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The activities that corrections and postings among entries change.</summary>
    private async Task<Dictionary<long, RecordedActivity>> EarlierAsync(
        ProgramState state, IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<long>();
        var here = new Dictionary<long, RecordedActivity>();
        foreach (var entry in entries)
        {
            if (entry is ReversalEntry reversal)
            {
                wanted.UnionWith(reversal.Corrections.Select(c => c.Activity));
            }
            else if (entry is PostingEntry posting)
            {
                wanted.UnionWith(posting.Activities.Where(v => v >= entries[0].Version || _pending.Contains(v)));
            }
        }

        if (wanted.Count == 0)
        {
            return here;
        }

        foreach (var activity in entries.OfType<ActivityEntry>().Where(a => wanted.Remove(a.Version)))
        {
            here[activity.Version] = activity.Activity;
        }

        foreach (var (version, recorded) in await _activities.FindAsync(state.Head.Number, wanted, cancellationToken))
        {
            here[version] = recorded;
        }

        return here;
    }

    private async Task CorrectAsync(
        ProgramState state, ReversalEntry reversal, Dictionary<long, RecordedActivity> earlier, CancellationToken cancellationToken)
    {
        foreach (var correction in reversal.Corrections)
        {
            if (earlier.GetValueOrDefault(correction.Activity) is { } recorded && IsInWindow(recorded))
            {
                var lines = correction.Activity == reversal.Activity ? reversal.Lines : Standing(recorded).Lines;
                _corrected[recorded.Version] = (lines, correction.Awards);
                await TellAsync(state, recorded, reversal.Version, cancellationToken);
            }
        }
    }

    private async Task PostAsync(
        ProgramState state, PostingEntry posting, Dictionary<long, RecordedActivity> earlier, CancellationToken cancellationToken)
    {
        _postedThrough = posting.Through > _postedThrough ? posting.Through : _postedThrough;
        foreach (var version in posting.Activities)
        {
            if (_pending.Contains(version) && earlier.GetValueOrDefault(version) is { } recorded)
            {
                await TellAsync(state, recorded, posting.Version, cancellationToken);
            }
        }
    }

    private (IReadOnlyList<ActivityLine> Lines, IReadOnlyList<Award> Awards) Standing(RecordedActivity recorded) =>
        _corrected.TryGetValue(recorded.Version, out var corrected) ? corrected : (recorded.Sent.Lines, recorded.Awards);

    private async ValueTask TellAsync(ProgramState state, RecordedActivity recorded, long version, CancellationToken cancellationToken)
    {
        var (lines, awards) = Standing(recorded);
        if (awards.Any(a => a.IsPending(_postedThrough)))
        {
            _pending.Add(recorded.Version);
        }
        else
        {
            _pending.Remove(recorded.Version);
        }

        _tell(await _activities.ReplayedAsync(state, recorded, lines, awards, cancellationToken), version, _postedThrough);
    }
}
