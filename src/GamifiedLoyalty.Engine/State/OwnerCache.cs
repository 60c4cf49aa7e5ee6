using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.State;

/// <summary>
/// Owner states in memory: loaded on demand, changed by the engine only, evicted when idle. What the last two commits or
/// the draft after them used stays, so that a state that is evicted is stored as it is.
/// </summary>
internal sealed class OwnerCache(int capacity)
{
    private const int CommitsKept = 2;

    private readonly Dictionary<OwnerRef, Slot> _slots = [];
    private long _clock;

    public OwnerState? Find(OwnerRef owner)
    {
        if (!_slots.TryGetValue(owner, out var slot))
        {
            return null;
        }

        slot.LastUse = _clock;
        return slot.State;
    }

    /// <summary>Whether a state is in memory; asking counts as use.</summary>
    public bool Contains(OwnerRef owner) => Find(owner) is not null;

    public void Add(OwnerRef owner, OwnerState state) => _slots[owner] = new Slot(state) { LastUse = _clock };

    /// <summary>Ends a commit: states idle for the longest time go when there are too many.</summary>
    public void EndCommit()
    {
        _clock++;
        if (_slots.Count <= capacity)
        {
            return;
        }

        var idleFirst = _slots.Where(s => s.Value.LastUse < _clock - CommitsKept).OrderBy(s => s.Value.LastUse)
            .Select(s => s.Key).Take(_slots.Count - (capacity * 3 / 4)).ToList();
        foreach (var owner in idleFirst)
        {
            _slots.Remove(owner);
        }
    }

    private sealed class Slot(OwnerState state)
    {
        public OwnerState State { get; } = state;

        public long LastUse { get; set; }
    }
}
