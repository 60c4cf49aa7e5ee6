using GamifiedLoyalty.Domain.Boards;

namespace GamifiedLoyalty.Live.Memory;

/// <summary>
/// What members scored on today and later days, day by day: the difference between the standings now and those of the
/// days before. Entries of a member are chained. Not thread-safe.
/// </summary>
internal sealed class RecentDays
{
    /// <summary>The end of a chain.</summary>
    public const int None = -1;

    private readonly List<Entry> _entries = [];

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>An entry by index.</summary>
    public ref Entry this[int index] => ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_entries)[index];

    /// <summary>Adds to a member's day; <paramref name="first"/> is the first of its chain.</summary>
    public void Add(ref int first, int slot, DateOnly day, ScoreValue change, long reach)
    {
        for (var at = first; at != None; at = this[at].Next)
        {
            ref var entry = ref this[at];
            if (entry.Day == day)
            {
                entry.Value += change;
                entry.Reach = Math.Max(entry.Reach, reach);
                return;
            }
        }

        _entries.Add(new Entry { Slot = slot, Day = day, Value = change, Reach = reach, Next = first });
        first = _entries.Count - 1;
    }

    /// <summary>Sum of a chain.</summary>
    public ScoreValue Sum(int first)
    {
        var sum = default(ScoreValue);
        for (var at = first; at != None; at = this[at].Next)
        {
            sum += this[at].Value;
        }

        return sum;
    }

    /// <summary>One member's part of one day.</summary>
    public struct Entry
    {
        /// <summary>The member.</summary>
        public int Slot;

        /// <summary>The local day.</summary>
        public DateOnly Day;

        /// <summary>The sum of the day.</summary>
        public ScoreValue Value;

        /// <summary>Version of the last change of the day's score.</summary>
        public long Reach;

        /// <summary>The member's next entry, or <see cref="None"/>.</summary>
        public int Next;
    }
}
