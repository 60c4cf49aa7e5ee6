using GamifiedLoyalty.LoadTests.Net;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>Connected viewers of the board of revenue, and what reached them when.</summary>
internal sealed class Viewers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);
    private readonly WorkContext _context;
    private readonly Poller _poller;
    private readonly List<WatcherLink> _links = [];
    private long _pingAt = Clock.Add(Clock.Now, PingEvery);

    /// <summary>Connects them and waits until all are subscribed.</summary>
    public Viewers(WorkContext context, Poller poller, Sales sales, int count)
    {
        (_context, _poller, Arrivals) = (context, poller, new Arrivals(count));
        for (var i = 0; i < count; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var watcher = new WatcherLink(context.Api.ServerOf(i), context.Api.Key, Subscription(sales), i, Arrivals.Arrived);
            poller.Add(watcher);
            _links.Add(watcher);
            PingDue();
        }

        if (!poller.WaitUntil(() => _links.TrueForAll(w => w.IsSubscribed), Patience, context.Cancellation))
        {
            throw new LoadTestException($"Not all viewers were subscribed within {Patience.TotalSeconds} seconds.");
        }
    }

    /// <summary>What reached them.</summary>
    public Arrivals Arrivals { get; }

    /// <summary>What they ask the hub for.</summary>
    public static string Subscription(Sales sales) => $$"""{"program":"{{sales.Program}}","channel":"board/revenue"}""";

    /// <summary>Lets them say that they are still there when it is time; says how many milliseconds there are until then.</summary>
    public int PingDue()
    {
        if (Clock.Now >= _pingAt)
        {
            _links.ForEach(w => w.Ping());
            _pingAt = Clock.Add(Clock.Now, PingEvery);
        }

        return (int)Math.Max(1, Clock.Microseconds(Clock.Now, _pingAt) / 1_000);
    }

    /// <summary>Waits until every one was told of every sale; ends the run when that does not happen.</summary>
    public void AwaitAll()
    {
        if (!_poller.WaitUntil(() => Arrivals.IsComplete, Patience, _context.Cancellation))
        {
            throw new LoadTestException($"Not all changes arrived within {Patience.TotalSeconds} seconds.");
        }
    }
}
