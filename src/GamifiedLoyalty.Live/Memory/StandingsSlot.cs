using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Live.Memory;

/// <summary>
/// Standings that are being loaded or are loaded, behind a lock. Updates that arrive during the load wait in a buffer, so
/// loading holds up nobody but its readers. Afterwards they wait until somebody reads, or until there are many: on a large
/// board changes cost half as much when many are applied in a row.
/// </summary>
/// <param name="key">Which standings.</param>
/// <param name="drop">Told when an update could not be applied, so that the standings are right no more.</param>
internal sealed class StandingsSlot(StandingsKey key, Action<StandingsSlot> drop)
{
    // Updates and the changes of all series in them; a few milliseconds' work at most.
    private const int MostWaiting = 1_000;

    private readonly Lock _gate = new();
    private List<BoardUpdate> _waiting = [];
    private Standings? _standings;
    private int _waits;
    private long _lastRead;

    /// <summary>Which standings.</summary>
    public StandingsKey Key { get; } = key;

    /// <summary>Ends when the standings can be read; fails when they could not be loaded.</summary>
    public Task Loaded { get; set; } = Task.CompletedTask;

    /// <summary>When they were last asked for, in the time provider's timestamps.</summary>
    public long LastRead
    {
        get => Volatile.Read(ref _lastRead);
        set => Volatile.Write(ref _lastRead, value);
    }

    /// <summary>Takes an update: every read from now on shows it.</summary>
    public void Apply(BoardUpdate update)
    {
        lock (_gate)
        {
            _waiting.Add(update);
            _waits += 1 + update.Scores.Count;
            if (_standings is not null && _waits >= MostWaiting)
            {
                CatchUp(_standings);
            }
        }
    }

    /// <summary>Fills <paramref name="empty"/>, catches up with the updates that arrived meanwhile, and makes it readable.</summary>
    public async Task LoadAsync(IScoreSource scores, Standings empty)
    {
        var version = await scores.ReadScoresAsync(
            Key.Series, Key.Period.Start, Key.Period.End, empty.Load, CancellationToken.None);
        empty.Seal(version);
        while (!Publish(empty, out var batch))
        {
            foreach (var update in batch)
            {
                empty.Apply(update);
            }
        }
    }

    /// <summary>Reads the loaded standings as of a local day.</summary>
    public TResult Read<TState, TResult>(DateOnly today, TState state, Func<Standings, TState, TResult> read)
    {
        lock (_gate)
        {
            var standings = _standings ?? throw new InvalidOperationException("The standings are not loaded.");
            CatchUp(standings);
            standings.Advance(today);
            return read(standings, state);
        }
    }

    private void CatchUp(Standings standings)
    {
        try
        {
            foreach (var update in _waiting)
            {
                standings.Apply(update);
            }
        }
        catch
        {
            // One is applied by half: nobody may read these any more.
            _standings = null;
            drop(this);
            throw;
        }

        _waiting.Clear();
        _waits = 0;
    }

    private bool Publish(Standings ready, out List<BoardUpdate> batch)
    {
        lock (_gate)
        {
            batch = _waiting;
            (_waiting, _waits) = ([], 0);
            if (batch.Count == 0)
            {
                _standings = ready;
            }

            return batch.Count == 0;
        }
    }
}
