using GamifiedLoyalty.Storage.Backlogs;

namespace GamifiedLoyalty.Storage.Sqlite.Backlogs;

/// <summary>
/// The backlog in memory, shared by the writer, which changes it after each transaction, and by reads of owners. A read
/// has a snapshot of the database that may be older or newer than this; <see cref="Find"/> says when the two do not fit.
/// </summary>
internal sealed class BacklogOverlay
{
    private readonly Lock _lock = new();
    private Generation? _folding;
    private Generation _current = new();
    private long _folded;
    private long _last;

    /// <summary>Looks an owner up for a snapshot in which rows after <paramref name="folded"/> and through <paramref name="last"/> are the backlog.</summary>
    /// <returns>
    /// <c>Fits</c> is false when the snapshot is too old and has to be taken again. <c>State</c> is the newest one in the
    /// rows through <c>Covered</c>, null when they have none; later rows of the snapshot are not known here.
    /// </returns>
    public (bool Fits, byte[]? State, long Covered) Find(OwnerKey owner, long folded, long last)
    {
        lock (_lock)
        {
            var (row, state) = _current.FindOwner(owner);
            if (row == 0 && _folding is not null)
            {
                (row, state) = _folding.FindOwner(owner);
            }

            return (_folded <= folded && row <= last, row > folded ? state : null, _last);
        }
    }

    /// <summary>Replaces everything by what the writer read from the database.</summary>
    public void Reset(Generation? folding, Generation current, long folded, long last)
    {
        lock (_lock)
        {
            (_folding, _current, _folded, _last) = (folding, current, folded, last);
        }
    }

    /// <summary>Forgets everything, because the database was replaced: reads look into the database until the writer reads it.</summary>
    public void Clear() => Reset(null, new Generation(), 0, 0);

    /// <summary>Takes over what a transaction changed, and the generations as they are after it.</summary>
    public void Publish(IEnumerable<AppendedRow> rows, Generation? folding, Generation current, long folded)
    {
        lock (_lock)
        {
            foreach (var row in rows)
            {
                row.AddTo(current);
                _last = row.Number;
            }

            (_folding, _current, _folded, _last) = (folding, current, folded, Math.Max(_last, folded));
        }
    }
}
