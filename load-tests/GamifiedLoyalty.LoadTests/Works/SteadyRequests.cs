using System.Diagnostics;
using GamifiedLoyalty.LoadTests.Net;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>
/// Requests at a fixed rate, whatever the server does: one that finds no free connection waits, and its time counts from
/// when it was due.
/// </summary>
internal abstract class SteadyRequests
{
    // Connections take turns: the server closes one that nothing was sent over for two minutes.
    private readonly Queue<HttpLink> _idle;
    private readonly HttpLink[] _links;
    private readonly Window _window;
    private readonly double _interval;
    private readonly long _start = Clock.Now;
    private long _sent;

    /// <summary>Connects; nothing is sent yet.</summary>
    /// <param name="context">The server.</param>
    /// <param name="poller">Waits for the answers.</param>
    /// <param name="connections">How many at once.</param>
    /// <param name="rate">How many a second.</param>
    /// <param name="window">When to measure, and when to end.</param>
    protected SteadyRequests(WorkContext context, Poller poller, int connections, double rate, Window window)
    {
        _window = window;
        _interval = Stopwatch.Frequency / rate;
        _links = context.Connect(poller, connections, OnAnswer);
        _idle = new Queue<HttpLink>(_links);
    }

    /// <summary>From when a request was due to its answer.</summary>
    public Histogram Latency { get; private set; } = new();

    /// <summary>The connections.</summary>
    public IReadOnlyList<HttpLink> Links => _links;

    /// <summary>The times since the last call; they start anew.</summary>
    public Histogram TakeLatency()
    {
        var taken = Latency;
        Latency = new Histogram();
        return taken;
    }

    /// <summary>Sends what is due, and says how many milliseconds there are until more is.</summary>
    public int SendDue()
    {
        var now = Clock.Now;
        while (DueAt(_sent) <= now && DueAt(_sent) < _window.End && _idle.TryDequeue(out var link))
        {
            Send(link, DueAt(_sent));
            _sent++;
        }

        return Math.Clamp((int)(Clock.Microseconds(now, DueAt(_sent)) / 1_000), 1, 10);
    }

    /// <summary>Sends a request that was due at an instant.</summary>
    protected abstract void Send(HttpLink link, long dueAt);

    /// <summary>Whether another answer will come, because the request was sent again.</summary>
    protected virtual bool HasToWait(HttpLink link, HttpAnswer answer) => false;

    /// <summary>Handles an answer.</summary>
    protected abstract void Handle(HttpLink link, HttpAnswer answer);

    private long DueAt(long request) => _start + (long)(request * _interval);

    private void OnAnswer(HttpLink link, HttpAnswer answer)
    {
        if (HasToWait(link, answer))
        {
            return;
        }

        var now = Clock.Now;
        _idle.Enqueue(link);
        if (_window.Contains(now))
        {
            Latency.Record(Clock.Microseconds(link.StartedAt, now));
        }

        Handle(link, answer);
    }
}
