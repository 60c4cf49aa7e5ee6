using System.Diagnostics;
using GamifiedLoyalty.LoadTests.Net;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>
/// Sales at a fixed rate, whatever the server does: a sale that finds no free connection waits, and its time counts from
/// when it was due.
/// </summary>
internal sealed class SteadySales
{
    private const int Connections = 64;
    private readonly Sales _sales;
    private readonly SaleText _text;
    private readonly Stack<HttpLink> _idle;
    private readonly HttpLink[] _links;
    private readonly Window _window;
    private readonly Action<long, long> _recorded;
    private readonly double _interval;
    private readonly long _start = Clock.Now;
    private long _sent;

    /// <summary>Connects; nothing is sent yet.</summary>
    /// <param name="context">The server.</param>
    /// <param name="poller">Waits for the answers.</param>
    /// <param name="sales">Which sales.</param>
    /// <param name="rate">How many a second.</param>
    /// <param name="window">When to measure, and when to end.</param>
    /// <param name="recorded">Told the version of each sale and when it was due.</param>
    public SteadySales(WorkContext context, Poller poller, Sales sales, int rate, Window window, Action<long, long> recorded)
    {
        (_sales, _text, _window, _recorded) = (sales, context.Request(sales), window, recorded);
        _interval = Stopwatch.Frequency / (double)rate;
        _links = context.Connect(poller, Connections, OnAnswer);
        _idle = new Stack<HttpLink>(_links);
    }

    /// <summary>From when a sale was due to its answer.</summary>
    public Histogram Latency { get; } = new();

    /// <summary>The connections.</summary>
    public IReadOnlyList<HttpLink> Links => _links;

    /// <summary>Sends what is due, and says how many milliseconds there are until more is.</summary>
    public int SendDue()
    {
        var now = Clock.Now;
        while (DueAt(_sent) <= now && DueAt(_sent) < _window.End && _idle.TryPop(out var link))
        {
            var number = _sales.Take();
            link.Send(_text.For(_sales, number), DueAt(_sent), number);
            _sent++;
        }

        return Math.Clamp((int)(Clock.Microseconds(now, DueAt(_sent)) / 1_000), 1, 10);
    }

    private long DueAt(long sale) => _start + (long)(sale * _interval);

    private void OnAnswer(HttpLink link, HttpAnswer answer)
    {
        var now = Clock.Now;
        var version = WorkContext.Recorded(link, answer, _sales);
        _idle.Push(link);
        if (_window.Contains(now))
        {
            Latency.Record(Clock.Microseconds(link.StartedAt, now));
        }

        _recorded(version, link.StartedAt);
    }
}
