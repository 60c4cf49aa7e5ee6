using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Engine.State;

/// <summary>
/// Owner states in memory: loaded on demand and changed by the engine only. The ones in use are ready to be changed; many
/// more are kept as they are stored, a tenth of the size, so that even in a large program few are read from the store.
/// What the commit being stored and the draft after it use stays ready.
/// </summary>
internal sealed class OwnerCache
{
    private readonly Dictionary<OwnerRef, Slot> _slots = [];
    private readonly Aging<Slot> _ready;
    private readonly Aging<Slot> _packed;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="ready">About how many are kept ready.</param>
    /// <param name="packed">About how many are kept as they are stored.</param>
    public OwnerCache(int ready, int packed)
    {
        _ready = new Aging<Slot>(ready, slot => ref slot.ReadyAge);
        _packed = new Aging<Slot>(packed, slot => ref slot.PackedAge);
    }

    /// <summary>A state that is ready, or null.</summary>
    public OwnerState? Find(OwnerRef owner) => _slots.TryGetValue(owner, out var slot) ? Used(slot) : null;

    /// <summary>Makes sure that a state is ready if it is in memory at all; asking counts as use.</summary>
    public bool Contains(OwnerRef owner)
    {
        if (!_slots.TryGetValue(owner, out var slot))
        {
            return false;
        }

        if (slot.Ready is null)
        {
            slot.Ready = OwnerStateCodec.Read(slot.Packed);
            _packed.Use(slot);
        }

        _ready.Use(slot);
        return true;
    }

    /// <summary>Adds a state that was read from the store.</summary>
    public void Add(OwnerRef owner, byte[]? stored)
    {
        var slot = SlotOf(owner);
        slot.Ready = OwnerStateCodec.Read(stored);
        _ready.Use(slot);
        if (stored is not null)
        {
            Pack(slot, stored);
        }
    }

    /// <summary>Keeps a state as it is stored, before anybody asks for it: many are read at once for a fraction of what they cost one by one.</summary>
    public void Keep(OwnerRef owner, byte[] stored) => Pack(SlotOf(owner), stored);

    /// <summary>Takes over what another node stored, if the owner is in memory at all.</summary>
    public void Replace(OwnerRef owner, byte[] stored)
    {
        if (_slots.TryGetValue(owner, out var slot))
        {
            (slot.Ready, slot.ReadyAge) = (null, 0);
            Pack(slot, stored);
        }
    }

    /// <summary>Forgets a state that holds changes which were not stored.</summary>
    public void Forget(OwnerRef owner)
    {
        if (_slots.Remove(owner, out var slot))
        {
            (slot.ReadyAge, slot.PackedAge) = (0, 0);
        }
    }

    /// <summary>Notes how a state that changed is being stored.</summary>
    public void Stored(OwnerRef owner, byte[] state) => Pack(SlotOf(owner), state);

    /// <summary>Ends a commit: what was not used for long may go.</summary>
    public void EndCommit()
    {
        _ready.Age(slot => Drop(slot, slot.Packed, null));
        _packed.Age(slot => Drop(slot, null, slot.Ready));
    }

    private OwnerState? Used(Slot slot)
    {
        if (slot.Ready is not null)
        {
            _ready.Use(slot);
        }

        return slot.Ready;
    }

    private Slot SlotOf(OwnerRef owner)
    {
        if (!_slots.TryGetValue(owner, out var slot))
        {
            slot = new Slot(owner);
            _slots.Add(owner, slot);
        }

        return slot;
    }

    private void Pack(Slot slot, byte[] stored)
    {
        slot.Packed = stored;
        _packed.Use(slot);
    }

    private void Drop(Slot slot, byte[]? packed, OwnerState? ready)
    {
        (slot.Packed, slot.Ready) = (packed, ready);
        if (packed is null && ready is null)
        {
            _slots.Remove(slot.Owner);
        }
    }

    /// <summary>One owner; at least one of the two forms is there.</summary>
    private sealed class Slot(OwnerRef owner)
    {
        public readonly OwnerRef Owner = owner;
        public byte[]? Packed;
        public OwnerState? Ready;
        public int ReadyAge;
        public int PackedAge;
    }
}
