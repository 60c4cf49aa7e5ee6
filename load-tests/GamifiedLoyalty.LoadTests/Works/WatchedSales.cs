using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(d) From when a sale was due to be posted until each viewer has been sent a change that covers it.</summary>
internal static class WatchedSales
{
    /// <summary>All of them are in the followed top 100, so that every sale changes what viewers see.</summary>
    public const int Sellers = 100;

    private const double KilobytesPerMegabyte = 1_024;

    public static async Task RunAsync(WorkContext context)
    {
        var sales = await context.PrepareAsync("watched", Sellers);
        await Console.Error.WriteLineAsync($"watched: connecting {context.Options.Watchers:N0} viewers");
        var before = context.Meter.ServerMegabytes;
        using var poller = new Poller();
        context.Meter.Start();
        var viewers = new Viewers(context, poller, sales, context.Options.Watchers);
        var connected = context.Meter.ServerMegabytes;
        context.Rows.AddRange(Measure(context, poller, sales, viewers, $"d  change at {context.Options.Watchers:N0} watchers"));
        if (before is { } alone)
        {
            AddMemory(context, "when all are connected", connected!.Value - alone);
            AddMemory(context, "after the sales", context.Meter.ServerMegabytes!.Value - alone);
        }
    }

    /// <summary>Measures sales at the rate of the options; the meter runs already. Returns the changes, the messages and the sales.</summary>
    public static Row[] Measure(WorkContext context, Poller poller, Sales sales, Viewers viewers, string name)
    {
        var arrivals = viewers.Arrivals;
        var window = Window.StartingNow(context.Options);
        var steady = new SteadySales(context, poller, sales, context.Options.WatchedRate, window, arrivals.Posted);
        context.Run(poller, window, steady.SendDue, viewers.PingDue);
        context.Drain(poller, steady.Links);
        viewers.AwaitAll();
        var usage = context.Meter.Stop();
        var messages = arrivals.CountIn(window);
        return
        [
            Row.Of(name, rate: null, arrivals.TakeLatencies(window, before: long.MaxValue), usage),
            Row.Of("   messages to watchers", messages / window.Seconds, latency: null),
            Row.Of("   sales meanwhile", steady.Latency.Count / window.Seconds, steady.Latency),
        ];
    }

    private static void AddMemory(WorkContext context, string when, double megabytes) =>
        context.Findings.Add(new($"d  server memory a watcher, {when}", megabytes * KilobytesPerMegabyte / context.Options.Watchers, "kB"));
}
