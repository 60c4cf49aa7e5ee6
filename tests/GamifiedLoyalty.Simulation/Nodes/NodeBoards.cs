using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Simulation.Nodes;

/// <summary>
/// A node's live boards behind a bad line, as a mirror elsewhere would be: it may be wiped, hear late, hear old news again,
/// or break down while it is told. Outside of that it is the boards in memory.
/// </summary>
/// <param name="make">Makes the boards behind the line.</param>
internal sealed class NodeBoards(Func<ILiveBoards> make) : ILiveBoards
{
    private const int RememberedUpdates = 20;
    private readonly Queue<BoardUpdate> _waiting = new();
    private readonly List<BoardUpdate> _told = [];
    private readonly Dictionary<string, Headcount> _heads = new(StringComparer.Ordinal);
    private ILiveBoards _inner = make();
    private (BoardSetup Setup, IScoreSource Scores)? _opened;
    private long _version;

    /// <summary>Updates wait instead of being applied.</summary>
    public bool IsSlow { get; private set; }

    /// <summary>The next update breaks it.</summary>
    public bool BreaksNext { get; set; }

    public void Open(BoardSetup setup, IScoreSource scores)
    {
        _opened = (setup, scores);
        _waiting.Clear();
        _told.Clear();
        _heads.Clear();
        foreach (var (partner, heads) in setup.Headcounts)
        {
            _heads[partner] = heads;
        }

        _version = setup.Version;
        _inner.Open(setup, scores);
    }

    public void Apply(string program, BoardUpdate update)
    {
        if (BreaksNext)
        {
            BreaksNext = false;
            throw new InvalidOperationException("The simulated boards break down.");
        }

        _waiting.Enqueue(update);
        if (!IsSlow)
        {
            CatchUp();
        }
    }

    public void SlowDown() => IsSlow = true;

    /// <summary>Applies what waited.</summary>
    public void CatchUp()
    {
        IsSlow = false;
        while (_waiting.TryDequeue(out var update))
        {
            Tell(update);
        }
    }

    /// <summary>Everything it held is lost; it starts again at the version it had reached, from stored scores.</summary>
    public void Wipe()
    {
        _inner = make();
        if (_opened is { } opened)
        {
            _inner.Open(
                opened.Setup with { Version = _version, Headcounts = new Dictionary<string, Headcount>(_heads, StringComparer.Ordinal) },
                opened.Scores);
        }
    }

    /// <summary>It is told again what it was told before, oldest last.</summary>
    public void RepeatOldNews()
    {
        if (_opened is { } opened)
        {
            Enumerable.Reverse(_told).ToList().ForEach(u => _inner.Apply(opened.Setup.Program, u));
        }
    }

    public long Version(string program) => _inner.Version(program);

    public ValueTask<BoardPage?> ReadAsync(BoardQuery query, int offset, int limit, CancellationToken cancellationToken) =>
        _inner.ReadAsync(query, offset, limit, cancellationToken);

    public ValueTask<BoardAround?> AroundAsync(BoardQuery query, string subject, int span, CancellationToken cancellationToken) =>
        _inner.AroundAsync(query, subject, span, cancellationToken);

    public ValueTask<BoardHistory?> HistoryAsync(BoardQuery query, string subject, CancellationToken cancellationToken) =>
        _inner.HistoryAsync(query, subject, cancellationToken);

    private void Tell(BoardUpdate update)
    {
        foreach (var (partner, heads) in update.Headcounts)
        {
            _heads[partner] = heads;
        }

        _version = Math.Max(_version, update.LastVersion);
        _told.Add(update);
        _told.RemoveRange(0, Math.Max(0, _told.Count - RememberedUpdates));
        _inner.Apply(_opened!.Value.Setup.Program, update);
    }
}
