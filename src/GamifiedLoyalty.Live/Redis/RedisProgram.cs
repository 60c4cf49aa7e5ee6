using System.Threading.Channels;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Live.History;
using GamifiedLoyalty.Live.Memory;

namespace GamifiedLoyalty.Live.Redis;

/// <summary>
/// What a node knows of one program under one definition: the latest updates, and the standings that it keeps current.
/// A task of its own brings the updates to Redis, so that whoever applies them never waits. Thread-safe.
/// </summary>
internal sealed class RedisProgram
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (BoardDefinition Definition, int Series)> _boards = new(StringComparer.Ordinal);
    private readonly Dictionary<StandingsKey, RedisStandings> _standings = [];
    private readonly Dictionary<string, Headcount> _heads;
    private readonly Channel<bool> _arrived = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly RedisLink _link;
    private readonly RedisBoardsOptions _options;
    private readonly TimeProvider _time;
    private readonly HistoryTables _history;
    private readonly Action<Exception> _onFault;
    private DateOnly _today;
    private int _rebuilding;
    private volatile bool _isClosed;

    public RedisProgram(
        BoardSetup setup, IScoreSource scores, RedisLink link, RedisBoardsOptions options, TimeProvider time, UpdateLog? log, Action<Exception> onFault)
    {
        foreach (var (board, series) in setup.Boards)
        {
            _boards.Add(board.Id, (board, series.Number));
        }

        Name = setup.Program;
        Scores = scores;
        Log = log ?? new UpdateLog(setup.Version, UpdateLog.HashOf(setup.Hash));
        _heads = new Dictionary<string, Headcount>(setup.Headcounts, StringComparer.Ordinal);
        (_link, _options, _time, _onFault) = (link, options, time, onFault);
        _history = new HistoryTables(scores, options.Histories, new SubjectPool(), CopyHeads);
        Ended = Task.Run(FollowAsync);
    }

    /// <summary>The program's slug.</summary>
    public string Name { get; }

    /// <summary>Where standings are rebuilt from.</summary>
    public IScoreSource Scores { get; }

    /// <summary>The latest updates.</summary>
    public UpdateLog Log { get; }

    /// <summary>Ends after <see cref="Close"/>.</summary>
    public Task Ended { get; }

    /// <summary>The version through which everything that is kept current is in Redis.</summary>
    public long Version
    {
        get
        {
            var given = Log.Last;
            foreach (var standings in Following())
            {
                given = Math.Min(given, standings.Version);
            }

            return given;
        }
    }

    /// <summary>Takes an update; one that was taken is ignored.</summary>
    public void Apply(BoardUpdate update)
    {
        var most = Volatile.Read(ref _rebuilding) > 0 ? _options.MaxLoggedChangesInRebuild : _options.MaxLoggedChanges;
        lock (_gate)
        {
            if (!Log.Add(update, most))
            {
                return;
            }

            foreach (var (partner, headcount) in update.Headcounts)
            {
                _heads[partner] = headcount;
            }
        }

        _arrived.Writer.TryWrite(true);
    }

    /// <summary>Ends following; standings that are being read still catch up by themselves.</summary>
    public void Close()
    {
        _isClosed = true;
        _arrived.Writer.TryComplete();
    }

    /// <summary>A board's definition, or null.</summary>
    public BoardDefinition? Board(string id) => _boards.TryGetValue(id, out var board) ? board.Definition : null;

    /// <summary>The standings of a board that exists.</summary>
    public RedisStandings Standings(BoardQuery query)
    {
        var key = KeyOf(query);
        lock (_gate)
        {
            _today = query.Today > _today ? query.Today : _today;
            if (!_standings.TryGetValue(key, out var standings))
            {
                standings = new RedisStandings(key, this, _link, _options, _time);
                _standings.Add(key, standings);
            }

            standings.LastRead = _time.GetTimestamp();
            return standings;
        }
    }

    /// <summary>What was on a board that exists at the ends of earlier days; null when that is too much to keep.</summary>
    public ValueTask<HistoryTable?> HistoryAsync(BoardQuery query, DateOnly last, long atLeast, CancellationToken cancellationToken) =>
        _history.FindAsync(KeyOf(query), last, atLeast, cancellationToken);

    /// <summary>The headcounts, with the version that they show.</summary>
    public (Dictionary<string, Headcount> Heads, long Version) CopyHeads()
    {
        lock (_gate)
        {
            return (new(_heads, StringComparer.Ordinal), Log.Last);
        }
    }

    /// <summary>Keeps more updates until the result is disposed, for standings that are being rebuilt.</summary>
    public IDisposable KeepMore()
    {
        Interlocked.Increment(ref _rebuilding);
        return new Kept(this);
    }

    private StandingsKey KeyOf(BoardQuery query)
    {
        var (definition, series) = _boards[query.Board];
        return StandingsKey.Of(definition, series, query.Period);
    }

    private List<RedisStandings> Following()
    {
        lock (_gate)
        {
            return [.. _standings.Values.Where(s => s.IsFollowing)];
        }
    }

    private async Task FollowAsync()
    {
        while (await _arrived.Reader.WaitToReadAsync())
        {
            _arrived.Reader.TryRead(out _);
            Sweep();
            while (!await TryCatchUpAsync() && !_isClosed)
            {
                await Task.Delay(_options.RetryPause, _time);
            }
        }
    }

    /// <summary>Brings everything to Redis; false when it is away and this has to be tried again.</summary>
    private async Task<bool> TryCatchUpAsync()
    {
        var through = Log.Last;
        try
        {
            await Task.WhenAll(Following().Select(s => s.CatchUpAsync(through)));
            return true;
        }
        catch (BoardsUnavailableException)
        {
            return false;
        }
        catch (Exception fault)
        {
            // Standings that cannot follow are rebuilt when they are next read.
            _onFault(fault);
            return true;
        }
    }

    /// <summary>Lets standings go that nobody read for a while; Redis drops their keys by itself.</summary>
    private void Sweep()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            foreach (var (key, standings) in _standings)
            {
                if (_time.GetElapsedTime(standings.LastRead, now) > Keep(key))
                {
                    _standings.Remove(key);
                }
            }
        }
    }

    private TimeSpan Keep(StandingsKey key) => key.Period.Contains(_today) ? _options.KeepCurrent : _options.KeepUnread;

    private sealed class Kept(RedisProgram program) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref program._rebuilding);
    }
}
