using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Live.Memory;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>Stored scores summed per subject, to be written to Redis. Not thread-safe.</summary>
/// <param name="key">Which standings.</param>
/// <param name="today">The local day now.</param>
internal sealed class StandingsImage(StandingsKey key, DateOnly today)
{
    private readonly MemberTable _members = new(new SubjectPool());
    private readonly RecentDays _recent = new();

    /// <summary>The local day for which it is made.</summary>
    public DateOnly Today => today;

    /// <summary>Whether the days before today are ranked as well.</summary>
    public bool HasBefore { get; } = key.Period.Kind != PeriodKind.Day && today < key.Period.End;

    /// <summary>How many subjects there are; they are numbered from 0.</summary>
    public int Count => _members.Count;

    /// <summary>A subject's sums.</summary>
    public ref Member this[int subject] => ref _members[subject];

    /// <summary>Adds a stored score.</summary>
    public void Add(ScoreKey score, StoredScore stored)
    {
        var slot = _members.FindOrAdd(score.Subject);
        ref var member = ref _members[slot];
        member.Total += stored.Value;
        member.Reach = Math.Max(member.Reach, stored.Reach);
        if (HasBefore && score.Day < today)
        {
            member.EarlierReach = Math.Max(member.EarlierReach, stored.Reach);
        }
        else if (HasBefore)
        {
            _recent.Add(ref member.Recent, slot, score.Day, stored.Value, stored.Reach);
        }
    }

    /// <summary>A subject's sums of the days before today.</summary>
    public ScoreValue EarlierOf(in Member member) => HasBefore ? member.Total - _recent.Sum(member.Recent) : default;

    /// <summary>A subject's parts of today and later days.</summary>
    public IEnumerable<RecentDays.Entry> RecentOf(int first)
    {
        for (var at = first; at != RecentDays.None; at = _recent[at].Next)
        {
            yield return _recent[at];
        }
    }
}
