using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>
/// The log as typed entries. The newest are kept, because every challenge that is open reads them, each when somebody asks
/// for it; older ones are read from the store by whoever catches up, who parses only what can matter to its window. Safe for
/// concurrent use.
/// </summary>
internal sealed class RecentLog(ICommitStore store)
{
    private const int PageSize = 1_000;
    private const int Kept = 4_000;
    private readonly Lock _gate = new();

    // Contiguous versions, oldest first.
    private List<LogEntry> _recent = [];

    /// <summary>Entries after a version, oldest first; not all of them. Nothing at the end of the log.</summary>
    /// <param name="program">The program's number.</param>
    /// <param name="after">The version.</param>
    /// <param name="atLeast">How far the log is known to reach.</param>
    /// <param name="from">First instant of the window that is looked at; activities outside it may be left out.</param>
    /// <param name="until">First instant after it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<LogPage> ReadAsync(
        int program, long after, long atLeast, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (FindRecent(after) is { Count: > 0 } recent)
        {
            return new(recent, recent[^1].Version);
        }

        if (after >= atLeast)
        {
            return new([], after);
        }

        var stored = await store.ReadLogAsync(program, after, PageSize, cancellationToken);
        var isNewest = stored.Count < PageSize;
        var entries = new List<LogEntry>(stored.Count);
        foreach (var entry in stored)
        {
            if (isNewest || !ActivityPeek.IsOutside(entry, from, until))
            {
                entries.Add(EntryReader.Read(entry));
            }
        }

        if (isNewest && entries.Count > 0)
        {
            Keep(entries);
        }

        return new(entries, stored.Count == 0 ? after : stored[^1].Version);
    }

    private List<LogEntry> FindRecent(long after)
    {
        lock (_gate)
        {
            var skip = _recent.Count == 0 ? -1 : after + 1 - _recent[0].Version;
            return skip < 0 || skip >= _recent.Count ? [] : _recent.GetRange((int)skip, _recent.Count - (int)skip);
        }
    }

    private void Keep(List<LogEntry> newest)
    {
        lock (_gate)
        {
            var last = _recent.Count == 0 ? 0 : _recent[^1].Version;
            if (newest[^1].Version <= last)
            {
                return;
            }

            if (newest[0].Version > last + 1 || _recent.Count + newest.Count > Kept)
            {
                _recent = [];
                last = newest[0].Version - 1;
            }

            _recent.AddRange(newest.Skip((int)(last + 1 - newest[0].Version)));
        }
    }
}

/// <summary>A part of the log.</summary>
/// <param name="Entries">What can matter, oldest first.</param>
/// <param name="Last">The last version that was read; the one asked after at the end of the log.</param>
internal readonly record struct LogPage(IReadOnlyList<LogEntry> Entries, long Last);
