namespace GamifiedLoyalty.Server.Hubs;

/// <summary>A row as the hub sends it.</summary>
/// <param name="Subject">The employee's or partner's id.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Score">The score, including <paramref name="Provisional"/>.</param>
/// <param name="Provisional">The pending part.</param>
/// <param name="Reach">Orders equal scores; 0 on boards with shared ties.</param>
/// <param name="Company">An employee's company.</param>
internal readonly record struct HubRow(string Subject, string Name, long Score, long Provisional, long Reach, string? Company);

/// <summary>
/// What a channel last told of a board, and since which version each part of it is so: enough to tell any viewer who knows
/// a version since <see cref="Floor"/> what changed since, whole values only.
/// </summary>
internal sealed class BoardHistory
{
    private const int MaxRemoved = 1_000;

    private readonly Dictionary<string, Entry> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _removed = new(StringComparer.Ordinal);

    /// <summary>The version shown.</summary>
    public long Version { get; private set; }

    /// <summary>The version at which what is shown last changed.</summary>
    public long ChangedAt { get; private set; }

    /// <summary>Changes since this version or later are known; for earlier ones a snapshot is needed.</summary>
    public long Floor { get; private set; }

    /// <summary>How many subjects the board lists in all.</summary>
    public int Total { get; private set; }

    /// <summary>The rows shown, in no order.</summary>
    public IEnumerable<HubRow> Rows => _rows.Values.Select(e => e.Row);

    /// <summary>Starts anew from what is shown at a version.</summary>
    public void Reset(long version, int total, IReadOnlyList<HubRow> rows)
    {
        _rows.Clear();
        _removed.Clear();
        foreach (var row in rows)
        {
            _rows[row.Subject] = new Entry(row, version, version);
        }

        (Version, ChangedAt, Floor, Total) = (version, version, version, total);
    }

    /// <summary>Takes over what is shown at a later version; returns whether anything differs.</summary>
    public bool Advance(long version, int total, IReadOnlyList<HubRow> rows)
    {
        var changed = RemoveMissing(version, rows);
        foreach (var row in rows)
        {
            changed |= Set(version, row);
        }

        if (total != Total)
        {
            (Total, changed) = (total, true);
        }

        Version = version;
        ChangedAt = changed ? version : ChangedAt;
        Forget();
        return changed;
    }

    /// <summary>The rows that changed after a version, and whether each entered after it.</summary>
    public IEnumerable<(HubRow Row, bool Entered)> ChangedSince(long version) =>
        _rows.Values.Where(e => e.ChangedAt > version).Select(e => (e.Row, e.EnteredAt > version));

    /// <summary>The subjects that left after a version.</summary>
    public IEnumerable<string> RemovedSince(long version) => _removed.Where(r => r.Value > version).Select(r => r.Key);

    private bool Set(long version, HubRow row)
    {
        if (_rows.TryGetValue(row.Subject, out var known))
        {
            if (known.Row == row)
            {
                return false;
            }

            _rows[row.Subject] = new Entry(row, version, known.EnteredAt);
            return true;
        }

        _removed.Remove(row.Subject);
        _rows[row.Subject] = new Entry(row, version, version);
        return true;
    }

    private bool RemoveMissing(long version, IReadOnlyList<HubRow> rows)
    {
        var kept = rows.Select(r => r.Subject).ToHashSet(StringComparer.Ordinal);
        var gone = _rows.Keys.Where(s => !kept.Contains(s)).ToList();
        foreach (var subject in gone)
        {
            _rows.Remove(subject);
            _removed[subject] = version;
        }

        return gone.Count > 0;
    }

    private void Forget()
    {
        if (_removed.Count <= MaxRemoved)
        {
            return;
        }

        var forgotten = _removed.OrderBy(r => r.Value).Take(_removed.Count - (MaxRemoved / 2)).ToList();
        Floor = Math.Max(Floor, forgotten[^1].Value);
        foreach (var (subject, _) in forgotten)
        {
            _removed.Remove(subject);
        }
    }

    private readonly record struct Entry(HubRow Row, long ChangedAt, long EnteredAt);
}
