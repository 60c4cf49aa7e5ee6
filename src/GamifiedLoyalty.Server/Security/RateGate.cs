using System.Collections.Concurrent;

namespace GamifiedLoyalty.Server.Security;

/// <summary>Counts events of each origin in windows of fixed length; safe for concurrent use.</summary>
/// <param name="time">The clock.</param>
/// <param name="window">The length of a window.</param>
/// <param name="limit">Most events of one origin in a window; 0 for no limit.</param>
internal sealed class RateGate(TimeProvider time, TimeSpan window, int limit)
{
    private const int MaxOrigins = 100_000;

    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);

    /// <summary>Counts an event; false when the origin has used up its window.</summary>
    public bool TryTake(string origin)
    {
        if (limit == 0)
        {
            return true;
        }

        if (_counters.Count >= MaxOrigins)
        {
            // Forgetting counts is harmless for a moment; growing without bound is not.
            _counters.Clear();
        }

        return _counters.GetOrAdd(origin, static _ => new Counter()).Increment(CurrentWindow()) <= limit;
    }

    /// <summary>Whether an origin has used up its window; counts nothing.</summary>
    public bool IsClosed(string origin) => limit != 0
        && _counters.TryGetValue(origin, out var counter) && counter.Read(CurrentWindow()) >= limit;

    /// <summary>Whole seconds until the next window.</summary>
    public int RetryAfterSeconds()
    {
        var rest = window.Ticks - (time.GetUtcNow().Ticks % window.Ticks);
        return (int)Math.Ceiling(TimeSpan.FromTicks(rest).TotalSeconds);
    }

    private long CurrentWindow() => time.GetUtcNow().Ticks / window.Ticks;

    private sealed class Counter
    {
        private readonly Lock _gate = new();
        private long _window;
        private int _count;

        public int Increment(long window)
        {
            lock (_gate)
            {
                Roll(window);
                return _count = Math.Min(_count, int.MaxValue - 1) + 1;
            }
        }

        public int Read(long window)
        {
            lock (_gate)
            {
                Roll(window);
                return _count;
            }
        }

        private void Roll(long window)
        {
            if (_window != window)
            {
                _window = window;
                _count = 0;
            }
        }
    }
}
