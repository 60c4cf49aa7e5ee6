using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Live.Memory;

/// <summary>
/// Standings that are being loaded or are loaded, behind a lock. Updates that arrive during the load wait in a buffer, so
/// loading holds up nobody but its readers.
/// </summary>
internal sealed class StandingsSlot(StandingsKey key)
{
    private readonly Lock _gate = new();
    private List<BoardUpdate> _waiting = [];
    private Standings? _standings;
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

    /// <summary>Applies an update, or keeps it until the standings are loaded.</summary>
    public void Apply(BoardUpdate update)
    {
        lock (_gate)
        {
            if (_standings is null)
            {
                _waiting.Add(update);
            }
            else
            {
                _standings.Apply(update);
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
            standings.Advance(today);
            return read(standings, state);
        }
    }

    private bool Publish(Standings ready, out List<BoardUpdate> batch)
    {
        lock (_gate)
        {
            batch = _waiting;
            _waiting = [];
            if (batch.Count == 0)
            {
                _standings = ready;
            }

            return batch.Count == 0;
        }
    }
}
