using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.Memory;

namespace GamifiedLoyalty.Live.History;

/// <summary>
/// Follows one subject through the days: running sums of all subjects, and how many of them stand before it. Everybody is
/// counted only on days on which the subject itself scored; on others, only those who did.
/// </summary>
/// <param name="subjects">The subjects by slot.</param>
/// <param name="placing">Makes keys of sums.</param>
/// <param name="sharedTies">Whether equal scores share a rank.</param>
/// <param name="own">The slot of the subject followed.</param>
internal sealed class HistoryRun(MemberTable subjects, Placing placing, bool sharedTies, int own)
{
    private readonly ScoreValue[] _totals = new ScoreValue[subjects.Count];
    private readonly long[] _reaches = new long[subjects.Count];
    private StandingKey? _ownKey;
    private int _before;

    /// <summary>Adds the scores of the next day.</summary>
    public void Add(ReadOnlySpan<DayScore> day)
    {
        var isOwnDay = HasOwn(day);
        foreach (ref readonly var score in day)
        {
            _before -= isOwnDay ? 0 : StandsBefore(score.Slot);
            _totals[score.Slot] += score.Value;
            _reaches[score.Slot] = Math.Max(_reaches[score.Slot], score.Reach);
            _before += isOwnDay ? 0 : StandsBefore(score.Slot);
        }

        if (isOwnDay)
        {
            CountAll();
        }
    }

    /// <summary>Where the subject stands after what was added.</summary>
    public HistoryDay At(DateOnly day) =>
        _ownKey is { } key ? new HistoryDay(day, _before + 1, key.Score) : new HistoryDay(day, null, 0);

    private bool HasOwn(ReadOnlySpan<DayScore> day)
    {
        foreach (ref readonly var score in day)
        {
            if (score.Slot == own)
            {
                return true;
            }
        }

        return false;
    }

    private void CountAll()
    {
        _ownKey = KeyOf(own);
        _before = 0;
        for (var slot = 0; slot < _totals.Length; slot++)
        {
            _before += StandsBefore(slot);
        }
    }

    private int StandsBefore(int slot) =>
        _ownKey is { } mine && KeyOf(slot) is { } key && (sharedTies ? key.Score > mine.Score : key.CompareTo(mine) < 0) ? 1 : 0;

    private StandingKey? KeyOf(int slot) => placing.Key(subjects[slot].Subject, _totals[slot], _reaches[slot]);
}
