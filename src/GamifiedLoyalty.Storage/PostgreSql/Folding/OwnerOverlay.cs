using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.PostgreSql.Folding;

/// <summary>
/// The owner states of a program that are committed but not folded into their table, as far as this node has seen them: the
/// newest state of each owner that a change set in versions after <c>Floor</c> through <c>Covered</c>. Reads bring it up to
/// date with the changes of their own snapshot, so that it never answers with less than the snapshot has. Thread-safe.
/// </summary>
internal sealed class OwnerOverlay
{
    private readonly Lock _lock = new();
    private readonly Dictionary<OwnerRef, (long Version, byte[] State)> _owners = [];
    private long _floor;
    private long _covered = -1;

    /// <summary>The version after which a read has to bring the changes along; -1 when nothing is known.</summary>
    public long Covered
    {
        get
        {
            lock (_lock)
            {
                return _covered;
            }
        }
    }

    /// <summary>Takes over what this node has committed; nothing when the changes before are not known here.</summary>
    /// <param name="commit">What was committed.</param>
    /// <param name="folded">The version folded through, as the commit saw it.</param>
    public void Committed(Commit commit, long folded)
    {
        lock (_lock)
        {
            if (_covered != commit.ExpectedHead || _covered < 0)
            {
                return;
            }

            _covered = commit.ExpectedHead + commit.Entries.Count;
            foreach (var (owner, state) in commit.Owners)
            {
                _owners[owner] = (_covered, state);
            }

            Drop(folded);
        }
    }

    /// <summary>Takes over the changes of a snapshot that come after what was covered when it was asked for.</summary>
    /// <param name="folded">The version folded through in the snapshot.</param>
    /// <param name="head">The snapshot's head.</param>
    /// <param name="after">The version after which the changes begin.</param>
    /// <param name="changes">Changes in ascending order of their versions.</param>
    public void Add(long folded, long head, long after, IEnumerable<(long Version, OwnerRef Owner, byte[] State)> changes)
    {
        lock (_lock)
        {
            if (after > _covered)
            {
                // What lies between is folded: the table has it.
                _owners.Clear();
                (_floor, _covered) = (after, after);
            }

            foreach (var (version, owner, state) in changes)
            {
                if (version > _covered)
                {
                    _owners[owner] = (version, state);
                }
            }

            _covered = Math.Max(_covered, head);
            Drop(folded);
        }
    }

    /// <summary>Looks an owner up for a snapshot whose changes were added.</summary>
    /// <returns>
    /// <c>Fits</c> is false when the overlay has moved beyond the snapshot, which then has to be taken again.
    /// <c>State</c> is null when no change that waits sets it; then the table has it.
    /// </returns>
    public (bool Fits, byte[]? State) Find(OwnerRef owner, long folded, long head)
    {
        lock (_lock)
        {
            var (version, state) = _owners.GetValueOrDefault(owner);
            return (_floor <= folded && version <= head, state);
        }
    }

    private void Drop(long folded)
    {
        if (folded <= _floor)
        {
            return;
        }

        _floor = folded;
        foreach (var (owner, (version, _)) in _owners)
        {
            if (version <= folded)
            {
                _owners.Remove(owner);
            }
        }
    }
}
