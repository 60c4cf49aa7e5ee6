namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>Which sales were posted when, and which messages reached whom when.</summary>
/// <param name="watchers">How many viewers there are.</param>
internal sealed class Arrivals(int watchers)
{
    private readonly List<(int Watcher, long Version, long At)> _messages = [];
    private readonly Dictionary<long, long> _postedAt = [];
    private readonly long[] _shown = new long[watchers];
    private readonly long[] _counted = new long[watchers];
    private long _first = long.MaxValue;
    private long _posted;

    /// <summary>Whether every viewer was told of every sale.</summary>
    public bool IsComplete => _shown.AsSpan().IndexOfAnyInRange(0, _posted - 1) < 0;

    /// <summary>A sale was acknowledged.</summary>
    public void Posted(long version, long startedAt)
    {
        _postedAt[version] = startedAt;
        _posted = Math.Max(_posted, version);
        _first = Math.Min(_first, version);
    }

    /// <summary>A message arrived.</summary>
    public void Arrived(int watcher, long version)
    {
        _messages.Add((watcher, version, Clock.Now));
        _shown[watcher] = Math.Max(_shown[watcher], version);
    }

    /// <summary>How many messages arrived in a time.</summary>
    public long CountIn(Window window) => _messages.LongCount(m => window.Contains(m.At));

    /// <summary>
    /// For each sale posted in a time and each viewer: how long until the first message that covers the sale. What arrived
    /// before an instant is counted and forgotten.
    /// </summary>
    /// <param name="window">The time.</param>
    /// <param name="before">
    /// The instant. A change may arrive before the sale's own answer is read; later messages wait, so that the answer is known.
    /// </param>
    public Histogram TakeLatencies(Window window, long before)
    {
        var latencies = new Histogram();
        var taken = _messages.FindIndex(m => m.At >= before) is var at and >= 0 ? at : _messages.Count;
        for (var i = 0; i < taken; i++)
        {
            Count(_messages[i], window, latencies);
        }

        _messages.RemoveRange(0, taken);
        Forget();
        return latencies;
    }

    private void Count((int Watcher, long Version, long At) message, Window window, Histogram latencies)
    {
        for (var version = Math.Max(_counted[message.Watcher] + 1, _first); version <= message.Version; version++)
        {
            if (_postedAt.TryGetValue(version, out var startedAt) && window.Contains(startedAt))
            {
                latencies.Record(Clock.Microseconds(startedAt, message.At));
            }
        }

        _counted[message.Watcher] = Math.Max(_counted[message.Watcher], message.Version);
    }

    // Sales that everybody was told of have been counted.
    private void Forget()
    {
        var told = _counted.Min();
        for (; _first <= told && _postedAt.Count > 0; _first++)
        {
            _postedAt.Remove(_first);
        }
    }
}
