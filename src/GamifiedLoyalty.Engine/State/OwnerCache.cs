using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;

namespace GamifiedLoyalty.Engine.State;

/// <summary>
/// Owner states in memory: loaded on demand and changed by the engine only. The ones in use are ready to be changed; many
/// more are kept as they are stored, a tenth of the size, so that even in a large program few are read from the store.
/// What the commit being stored and the draft after it use stays ready.
/// </summary>
/// <param name="ready">About how many are kept ready.</param>
/// <param name="packed">About how many are kept as they are stored.</param>
internal sealed class OwnerCache(int ready, int packed)
{
    private readonly AgingMap<OwnerRef, OwnerState> _ready = new(ready);
    private readonly AgingMap<OwnerRef, byte[]> _packed = new(packed);

    /// <summary>A state that is ready, or null.</summary>
    public OwnerState? Find(OwnerRef owner) => _ready.Find(owner);

    /// <summary>Makes sure that a state is ready if it is in memory at all; asking counts as use.</summary>
    public bool Contains(OwnerRef owner)
    {
        if (_ready.Find(owner) is not null)
        {
            return true;
        }

        if (_packed.Find(owner) is not { } stored)
        {
            return false;
        }

        _ready.Set(owner, OwnerStateCodec.Read(stored));
        return true;
    }

    /// <summary>Adds a state that was read from the store.</summary>
    public void Add(OwnerRef owner, byte[]? stored)
    {
        _ready.Set(owner, OwnerStateCodec.Read(stored));
        if (stored is not null)
        {
            _packed.Set(owner, stored);
        }
    }

    /// <summary>Keeps a state as it is stored, before anybody asks for it: many are read at once for a fraction of what they cost one by one.</summary>
    public void Keep(OwnerRef owner, byte[] stored) => _packed.Set(owner, stored);

    /// <summary>Takes over what another node stored, if the owner is in memory at all.</summary>
    public void Replace(OwnerRef owner, byte[] stored)
    {
        if (_ready.Find(owner) is not null || _packed.Find(owner) is not null)
        {
            _ready.Remove(owner);
            _packed.Set(owner, stored);
        }
    }

    /// <summary>Forgets a state that holds changes which were not stored.</summary>
    public void Forget(OwnerRef owner)
    {
        _ready.Remove(owner);
        _packed.Remove(owner);
    }

    /// <summary>Notes how a state that changed is being stored.</summary>
    public void Stored(OwnerRef owner, byte[] state) => _packed.Set(owner, state);

    /// <summary>Ends a commit: what was not used for long may go.</summary>
    public void EndCommit()
    {
        _ready.Age();
        _packed.Age();
    }
}
