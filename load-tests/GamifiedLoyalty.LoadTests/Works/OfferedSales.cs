using System.Diagnostics;
using GamifiedLoyalty.LoadTests.Net;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>
/// Sales offered at a fixed rate to a server that may refuse them. A sale that is refused, or that finds no free connection
/// when it is due, is given up.
/// </summary>
internal sealed class OfferedSales
{
    private readonly Sales _sales;
    private readonly SaleText _text;
    private readonly Stack<HttpLink> _idle;
    private readonly HttpLink[] _links;
    private Window _window;
    private readonly Action<long, long> _recorded;
    private readonly double _interval;
    private long _start;
    private long _due;

    /// <summary>Connects; nothing is sent yet.</summary>
    public OfferedSales(WorkContext context, Poller poller, Sales sales, double rate, Action<long, long> recorded)
    {
        (_sales, _text, _recorded) = (sales, context.Request(sales), recorded);
        _interval = Stopwatch.Frequency / rate;
        _links = context.Connect(poller, context.Options.OfferConnections, OnAnswer);
        _idle = new Stack<HttpLink>(_links);
    }

    /// <summary>From sending a sale that was recorded to its answer.</summary>
    public Histogram Accepted { get; } = new();

    /// <summary>From sending a sale that was refused to its answer.</summary>
    public Histogram Refused { get; } = new();

    /// <summary>Refused with 429 in the measured time.</summary>
    public long TooMany { get; private set; }

    /// <summary>Refused with 503 in the measured time.</summary>
    public long Unavailable { get; private set; }

    /// <summary>Refusals that did not say when to try again.</summary>
    public long WithoutRetryAfter { get; private set; }

    /// <summary>Given up in the measured time, because all connections were waiting for answers.</summary>
    public long NotSent { get; private set; }

    /// <summary>The connections.</summary>
    public IReadOnlyList<HttpLink> Links => _links;

    /// <summary>The first sale is due now.</summary>
    /// <param name="window">When to measure, and when to end.</param>
    public void Begin(Window window) => (_window, _start) = (window, Clock.Now);

    /// <summary>Sends what is due, and says how many milliseconds there are until more is.</summary>
    public int SendDue()
    {
        var now = Clock.Now;
        for (; DueAt(_due) <= now && DueAt(_due) < _window.End; _due++)
        {
            if (_idle.TryPop(out var link))
            {
                var number = _sales.Take();
                link.Send(_text.For(_sales, number), Clock.Now, number);
            }
            else if (_window.Contains(now))
            {
                NotSent++;
            }
        }

        return 1;
    }

    private long DueAt(long sale) => _start + (long)(sale * _interval);

    private void OnAnswer(HttpLink link, HttpAnswer answer)
    {
        var now = Clock.Now;
        _idle.Push(link);
        var counts = _window.Contains(now);
        if (answer.Status is 429 or 503)
        {
            WithoutRetryAfter += answer.HasHeader("\r\nRetry-After: "u8) ? 0 : 1;
            TooMany += counts && answer.Status == 429 ? 1 : 0;
            Unavailable += counts && answer.Status == 503 ? 1 : 0;
        }
        else
        {
            _recorded(WorkContext.Recorded(link.Tag, answer, _sales), link.StartedAt);
        }

        if (counts)
        {
            (answer.Status == 200 ? Accepted : Refused).Record(Clock.Microseconds(link.StartedAt, now));
        }
    }
}
