using System.Runtime.InteropServices;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Domain.Time;

namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>
/// The contributions of a challenge, summed up by subject. It knows nothing of participants and formats; whoever fills it
/// sets what each activity counts, in the order of versions. Not safe for several threads: its owner locks.
/// </summary>
public sealed class ChallengeTally
{
    private readonly Dictionary<string, SubjectTally> _subjects = new(StringComparer.Ordinal);
    private readonly LatestChanges _latest = new();
    private readonly ProgramCalendar _calendar;
    private readonly CalendarDuration? _returnWindow;

    /// <summary>An empty tally.</summary>
    /// <param name="calendar">The program's calendar, in which return windows end.</param>
    /// <param name="returnWindow">How long after a sale it may be returned; null for never.</param>
    public ChallengeTally(ProgramCalendar calendar, CalendarDuration? returnWindow) => (_calendar, _returnWindow) = (calendar, returnWindow);

    /// <summary>Everyone for whom something was ever set, in no order.</summary>
    public IReadOnlyCollection<SubjectTally> Subjects => _subjects.Values;

    /// <summary>The counted amount of all subjects together, in minor units; what pots grow with.</summary>
    public long Turnover { get; private set; }

    /// <summary>A subject's part; null when nothing was ever set for it.</summary>
    public SubjectTally? Find(string subject) => _subjects.GetValueOrDefault(subject);

    /// <summary>
    /// The activities whose score changed last, each once, as they stand now, the last change first: what was recorded, and
    /// what was corrected or taken back. At most <see cref="LatestChanges.Kept"/> are known.
    /// </summary>
    /// <param name="isWanted">Whose activities are wanted.</param>
    /// <param name="most">The most that are returned.</param>
    public IReadOnlyList<(string Subject, TalliedActivity Activity)> Latest(Func<string, bool> isWanted, int most)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        return [.. _latest.NewestFirst().Where(l => isWanted(l.Subject)).Take(most).Select(l => (l.Subject, _subjects[l.Subject].Find(l.Activity)!.Value))];
    }

    /// <summary>Replaces what an activity counts for a subject. Setting the same again changes nothing.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Set(Contribution contribution)
    {
        ArgumentNullException.ThrowIfNull(contribution);
        ref var subject = ref CollectionsMarshal.GetValueRefOrAddDefault(_subjects, contribution.Subject, out _);
        subject ??= new SubjectTally(contribution.Subject);
        var counts = contribution.Counts;
        var activity = new TalliedActivity(
            contribution.Activity,
            contribution.OccurredAt,
            ReturnableUntil(contribution.OccurredAt),
            counts ? contribution.Score : 0,
            counts ? contribution.PendingPoints : 0,
            counts ? contribution.Turnover : 0,
            Changed: 0,
            contribution.Seller,
            counts,
            Recorded: 0);
        if (subject.Set(activity, contribution.Version) is not { } before)
        {
            return false;
        }

        if (activity.Score != before.Score)
        {
            _latest.Add(contribution.Subject, activity.Activity, contribution.Version, isKnown: before.Changed > 0);
        }

        Turnover += activity.Turnover - before.Turnover;
        return true;
    }

    /// <summary>What a subject's activities of the window <c>[from, until)</c> come to.</summary>
    public WindowSum Sum(string subject, DateTimeOffset from, DateTimeOffset until) => Find(subject)?.In(from, until) ?? default;

    private DateTimeOffset ReturnableUntil(DateTimeOffset occurredAt) => _returnWindow is { } window
        ? _calendar.Add(occurredAt, window.Months, window.Days, window.Time)
        : DateTimeOffset.MinValue;
}
