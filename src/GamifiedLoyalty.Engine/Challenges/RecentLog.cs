using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>
/// The log as typed entries. The newest are kept, because every challenge that is open reads them, each when somebody asks
/// for it; older ones are read from the store by whoever catches up. Safe for concurrent use.
/// </summary>
internal sealed class RecentLog(ICommitStore store)
{
    private const int PageSize = 1_000;
    private const int Kept = 4_000;
    private readonly Lock _gate = new();

    // Contiguous versions, oldest first.
    private List<LogEntry> _recent = [];

    /// <summary>Entries after a version, oldest first; not all of them. Empty at the end of the log.</summary>
    public async ValueTask<IReadOnlyList<LogEntry>> ReadAsync(int program, long after, long atLeast, CancellationToken cancellationToken)
    {
        if (FindRecent(after) is { Count: > 0 } recent)
        {
            return recent;
        }

        if (after >= atLeast)
        {
            return [];
        }

        var stored = await store.ReadLogAsync(program, after, PageSize, cancellationToken);
        var entries = new LogEntry[stored.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = EntryReader.Read(stored[i]);
        }

        if (entries.Length is > 0 and < PageSize)
        {
            Keep(entries);
        }

        return entries;
    }

    private List<LogEntry> FindRecent(long after)
    {
        lock (_gate)
        {
            var skip = _recent.Count == 0 ? -1 : after + 1 - _recent[0].Version;
            return skip < 0 || skip >= _recent.Count ? [] : _recent.GetRange((int)skip, _recent.Count - (int)skip);
        }
    }

    private void Keep(LogEntry[] newest)
    {
        lock (_gate)
        {
            var last = _recent.Count == 0 ? 0 : _recent[^1].Version;
            if (newest[^1].Version <= last)
            {
                return;
            }

            if (newest[0].Version > last + 1 || _recent.Count + newest.Length > Kept)
            {
                _recent = [];
                last = newest[0].Version - 1;
            }

            _recent.AddRange(newest.AsSpan((int)(last + 1 - newest[0].Version)));
        }
    }
}
