namespace GamifiedLoyalty.Live.Memory;

/// <summary>The members of standings by slot, found by subject. Not thread-safe.</summary>
internal sealed class MemberTable(SubjectPool pool)
{
    private readonly Dictionary<string, int> _slots = new(StringComparer.Ordinal);
    private Member[] _members = [];

    /// <summary>How many members there are; slots run from 0.</summary>
    public int Count => _slots.Count;

    /// <summary>The member in a slot; the reference is valid until a member is added.</summary>
    public ref Member this[int slot] => ref _members[slot];

    /// <summary>Finds a member's slot.</summary>
    public bool TryFind(string subject, out int slot) => _slots.TryGetValue(subject, out slot);

    /// <summary>Finds or adds a member.</summary>
    public int FindOrAdd(string subject) => _slots.TryGetValue(subject, out var slot) ? slot : Add(pool.Get(subject));

    /// <summary>Gives back room that growing left over.</summary>
    public void Trim()
    {
        _slots.TrimExcess();
        Array.Resize(ref _members, Count);
    }

    private int Add(string subject)
    {
        var slot = _slots.Count;
        if (slot == _members.Length)
        {
            Array.Resize(ref _members, Math.Max(16, slot + (slot / 2)));
        }

        _slots.Add(subject, slot);
        _members[slot] = new Member { Subject = subject, Recent = RecentDays.None };
        return slot;
    }
}
