using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Diagnostics;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.History;

namespace GamifiedLoyalty.Live.Memory;

/// <summary>The standings of one program under one definition, loaded when first read. Thread-safe.</summary>
internal sealed class ProgramBoards
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (BoardDefinition Definition, int Series)> _boards = new(StringComparer.Ordinal);
    private readonly Dictionary<StandingsKey, StandingsSlot> _slots = [];
    private readonly Dictionary<string, Headcount> _heads;
    private readonly SubjectPool _subjects = new();
    private readonly IScoreSource _scores;
    private readonly TimeProvider _time;
    private readonly string _program;
    private readonly MemoryBoardsOptions _options;
    private readonly HistoryTables _history;
    private StandingsSlot[] _targets = [];
    private DateOnly _today;
    private long _taken;
    private long _version;
    private long _swept;

    public ProgramBoards(BoardSetup setup, IScoreSource scores, TimeProvider time, MemoryBoardsOptions options)
    {
        foreach (var (board, series) in setup.Boards)
        {
            _boards.Add(board.Id, (board, series.Number));
        }

        _heads = new Dictionary<string, Headcount>(setup.Headcounts, StringComparer.Ordinal);
        (_scores, _time, _options, _program) = (scores, time, options, setup.Program);
        _history = new HistoryTables(scores, options, _subjects, CopyHeads);
        _taken = _version = setup.Version;
        _swept = time.GetTimestamp();
    }

    /// <summary>The version through which updates are applied.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>How many standings are held.</summary>
    public int Held => Volatile.Read(ref _targets).Length;

    /// <summary>Applies an update; one that was applied is ignored.</summary>
    public void Apply(BoardUpdate update)
    {
        if (Take(update) is not { } targets)
        {
            return;
        }

        foreach (var slot in targets)
        {
            slot.Apply(update);
        }

        // Published last: whoever sees this version reads standings that contain it.
        Volatile.Write(ref _version, update.LastVersion);
    }

    /// <summary>A board's definition, or null.</summary>
    public BoardDefinition? Board(string id) => _boards.TryGetValue(id, out var board) ? board.Definition : null;

    /// <summary>The loaded standings of a board that exists.</summary>
    public async ValueTask<StandingsSlot> StandingsAsync(BoardQuery query, CancellationToken cancellationToken)
    {
        var (definition, series) = _boards[query.Board];
        var slot = FindOrLoad(StandingsKey.Of(definition, series, query.Period), query.Today);
        await slot.Loaded.WaitAsync(cancellationToken);
        return slot;
    }

    /// <summary>What was on a board that exists at the ends of earlier days; null when that is too much to keep.</summary>
    /// <param name="query">Which board and period.</param>
    /// <param name="last">The day before which the days are wanted; after the first day of the period.</param>
    /// <param name="atLeast">The version it has to show at least.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<HistoryTable?> HistoryAsync(BoardQuery query, DateOnly last, long atLeast, CancellationToken cancellationToken)
    {
        var (definition, series) = _boards[query.Board];
        return _history.FindAsync(StandingsKey.Of(definition, series, query.Period), last, atLeast, cancellationToken);
    }

    private (Dictionary<string, Headcount> Heads, long Version) CopyHeads()
    {
        lock (_gate)
        {
            return (new(_heads, StringComparer.Ordinal), _taken);
        }
    }

    private StandingsSlot[]? Take(BoardUpdate update)
    {
        lock (_gate)
        {
            if (update.LastVersion <= _taken)
            {
                return null;
            }

            if (update.FirstVersion > _taken + 1)
            {
                // Versions are missing, so what is loaded misses changes: it is loaded anew when read.
                Forget();
            }

            _taken = update.LastVersion;
            foreach (var (partner, headcount) in update.Headcounts)
            {
                _heads[partner] = headcount;
            }

            var now = _time.GetTimestamp();
            if (_time.GetElapsedTime(_swept, now) > _options.KeepUnread)
            {
                Evict(now);
            }

            return _targets;
        }
    }

    private StandingsSlot FindOrLoad(StandingsKey key, DateOnly today)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            _today = today > _today ? today : _today;
            if (!_slots.TryGetValue(key, out var slot))
            {
                Evict(now);
                slot = new StandingsSlot(key, Drop);
                _slots.Add(key, slot);
                _targets = [.. _slots.Values];
                slot.Loaded = Load(slot, today);
            }

            slot.LastRead = now;
            return slot;
        }
    }

    private Task Load(StandingsSlot slot, DateOnly today)
    {
        Dictionary<string, Headcount> heads = slot.Key.PerHead ? new(_heads, StringComparer.Ordinal) : [];
        var empty = new Standings(slot.Key, today, heads, _taken, _subjects);
        return Task.Run(async () =>
        {
            try
            {
                await BoardMetrics.RebuildAsync(_program, "memory", () => slot.LoadAsync(_scores, empty));
            }
            catch
            {
                Drop(slot);
                throw;
            }
        });
    }

    private void Drop(StandingsSlot slot)
    {
        lock (_gate)
        {
            if (_slots.TryGetValue(slot.Key, out var held) && held == slot)
            {
                _slots.Remove(slot.Key);
                _targets = [.. _slots.Values];
            }
        }
    }

    private void Forget()
    {
        _slots.Clear();
        _targets = [];
    }

    private void Evict(long now)
    {
        _swept = now;
        var past = _slots.Values
            .Where(slot => slot.Loaded.IsCompleted && !slot.Key.Period.Contains(_today))
            .OrderByDescending(slot => slot.LastRead)
            .ToList();
        for (var i = 0; i < past.Count; i++)
        {
            if (i >= _options.MaxPastStandings || _time.GetElapsedTime(past[i].LastRead, now) > _options.KeepUnread)
            {
                _slots.Remove(past[i].Key);
            }
        }

        _targets = [.. _slots.Values];
    }
}
