using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.Memory;

namespace GamifiedLoyalty.Live.History;

/// <summary>
/// The histories of one program's boards, read from stored scores when first asked for. What they tell changes only when a
/// past day is corrected or a day ends, so they are kept until then. Thread-safe.
/// </summary>
/// <param name="scores">Where scores are read.</param>
/// <param name="options">Bounds.</param>
/// <param name="subjects">The program's subjects.</param>
/// <param name="heads">Copies the headcounts, with the version that they show.</param>
internal sealed class HistoryTables(
    IScoreSource scores, MemoryBoardsOptions options, SubjectPool subjects, Func<(Dictionary<string, Headcount> Heads, long Version)> heads)
{
    private const int MaxTables = 64;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly LinkedList<Held> _held = [];

    /// <summary>The table of the days before a last one; null when it would be too large.</summary>
    /// <param name="key">Which standings.</param>
    /// <param name="last">The last day, which is not told; after the first day of the period.</param>
    /// <param name="atLeast">The version it has to show at least.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask<HistoryTable?> FindAsync(StandingsKey key, DateOnly last, long atLeast, CancellationToken cancellationToken)
    {
        // One read at a time: whoever asks for the same meanwhile finds it done.
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var found = _held.FirstOrDefault(h => h.Key == key && h.Last == last);
            if (found is not null)
            {
                _held.Remove(found);
            }

            if (found is null || found.Table is { } table && table.Version < atLeast)
            {
                found = new Held(key, last, await LoadAsync(key, last, cancellationToken));
            }

            _held.AddFirst(found);
            Evict();
            return found.Table;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<HistoryTable?> LoadAsync(StandingsKey key, DateOnly last, CancellationToken cancellationToken)
    {
        var (counts, countsVersion) = key.PerHead ? heads() : ([], long.MaxValue);
        var members = new MemberTable(subjects);
        var read = new List<DayScore>();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        long version;
        try
        {
            version = await scores.ReadScoresAsync(
                key.Series,
                key.Period.Start,
                last,
                (score, value) =>
                {
                    if (read.Count < options.MaxHistoryScores)
                    {
                        read.Add(new DayScore(score.Day, members.FindOrAdd(score.Subject), value.Value, value.Reach));
                    }
                    else
                    {
                        enough.Cancel();
                    }
                },
                enough.Token);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        if (enough.IsCancellationRequested)
        {
            return null;
        }

        read.Sort((a, b) => a.Day.CompareTo(b.Day));
        var table = (First(key.Period, last, read), last);
        return new HistoryTable(Math.Min(version, countsVersion), table, members, read, new Placing(key, counts), key.SharedTies);
    }

    private DateOnly First(Period period, DateOnly last, List<DayScore> read)
    {
        var earliest = last.AddDays(-Math.Min(options.MaxHistoryDays - 1, last.DayNumber));
        var first = period.Kind == PeriodKind.All ? read.Count > 0 ? read[0].Day : last : period.Start;
        return first < earliest ? earliest : first;
    }

    private void Evict()
    {
        var room = (long)options.MaxHistoryScores;
        var kept = 0;
        for (var node = _held.First; node is not null;)
        {
            var next = node.Next;
            room -= node.Value.Table?.Count ?? 0;
            if (++kept > MaxTables || room < 0)
            {
                _held.Remove(node);
            }

            node = next;
        }
    }

    private sealed record Held(StandingsKey Key, DateOnly Last, HistoryTable? Table);
}
