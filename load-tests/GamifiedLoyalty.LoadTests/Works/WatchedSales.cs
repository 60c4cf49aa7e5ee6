using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(d) From when a sale was due to be posted until each viewer has been sent a change that covers it.</summary>
internal static class WatchedSales
{
    // All of them are in the followed top 100, so that every sale changes what viewers see.
    private const int Sellers = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(WorkContext context)
    {
        var sales = await context.PrepareAsync("watched", Sellers);
        await Console.Error.WriteLineAsync($"watched: connecting {context.Options.Watchers:N0} viewers");
        Measure(context, sales);
    }

    private static void Measure(WorkContext context, Sales sales)
    {
        var options = context.Options;
        var arrivals = new Arrivals(options.Watchers);
        using var poller = new Poller();
        context.Meter.Start();
        var watchers = Connect(context, poller, sales, arrivals);
        var window = Window.StartingNow(options);
        var steady = new SteadySales(context, poller, sales, options.WatchedRate, window, arrivals.Posted);
        var pingAt = Clock.Add(Clock.Now, PingEvery);
        while (Clock.Now < window.End)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            poller.Wait(steady.SendDue());
            if (Clock.Now >= pingAt)
            {
                watchers.ForEach(w => w.Ping());
                pingAt = Clock.Add(Clock.Now, PingEvery);
            }
        }

        context.Drain(poller, steady.Links);
        if (!poller.WaitUntil(() => arrivals.IsComplete, Patience, context.Cancellation))
        {
            throw new LoadTestException($"Not all changes arrived within {Patience.TotalSeconds} seconds.");
        }

        var usage = context.Meter.Stop();
        context.Rows.Add(Row.Of($"d  change at {options.Watchers:N0} watchers", rate: null, arrivals.Latencies(window), usage));
        context.Rows.Add(Row.Of("   messages to watchers", arrivals.CountIn(window) / window.Seconds, latency: null));
        context.Rows.Add(Row.Of("   sales meanwhile", steady.Latency.Count / window.Seconds, steady.Latency));
    }

    private static List<WatcherLink> Connect(WorkContext context, Poller poller, Sales sales, Arrivals arrivals)
    {
        var subscription = $$"""{"program":"{{sales.Program}}","channel":"board/revenue"}""";
        var watchers = new List<WatcherLink>();
        for (var i = 0; i < context.Options.Watchers; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var watcher = new WatcherLink(context.Api.Server, context.Api.Key, subscription, i, arrivals.Arrived);
            poller.Add(watcher);
            watchers.Add(watcher);
        }

        return poller.WaitUntil(() => watchers.TrueForAll(w => w.IsSubscribed), Patience, context.Cancellation)
            ? watchers
            : throw new LoadTestException($"Not all viewers were subscribed within {Patience.TotalSeconds} seconds.");
    }
}

/// <summary>Which sales were posted when, and which messages reached whom when.</summary>
/// <param name="watchers">How many viewers there are.</param>
internal sealed class Arrivals(int watchers)
{
    private readonly List<(int Watcher, long Version, long At)> _messages = [];
    private readonly Dictionary<long, long> _postedAt = [];
    private readonly long[] _shown = new long[watchers];
    private long _posted;

    /// <summary>Whether every viewer was told of every sale.</summary>
    public bool IsComplete => _shown.AsSpan().IndexOfAnyInRange(0, _posted - 1) < 0;

    /// <summary>A sale was acknowledged.</summary>
    public void Posted(long version, long startedAt)
    {
        _postedAt[version] = startedAt;
        _posted = Math.Max(_posted, version);
    }

    /// <summary>A message arrived.</summary>
    public void Arrived(int watcher, long version)
    {
        _messages.Add((watcher, version, Clock.Now));
        _shown[watcher] = Math.Max(_shown[watcher], version);
    }

    /// <summary>How many messages arrived in a time.</summary>
    public long CountIn(Window window) => _messages.LongCount(m => window.Contains(m.At));

    /// <summary>For each sale posted in a time and each viewer: how long until the first message that covers the sale.</summary>
    public Histogram Latencies(Window window)
    {
        var latencies = new Histogram();
        var first = _postedAt.Keys.Min();
        var shown = Enumerable.Repeat(first - 1, watchers).ToArray();
        foreach (var (watcher, version, at) in _messages)
        {
            for (var v = shown[watcher] + 1; v <= version; v++)
            {
                if (_postedAt.TryGetValue(v, out var startedAt) && window.Contains(startedAt))
                {
                    latencies.Record(Clock.Microseconds(startedAt, at));
                }
            }

            shown[watcher] = Math.Max(shown[watcher], version);
        }

        return latencies;
    }
}
