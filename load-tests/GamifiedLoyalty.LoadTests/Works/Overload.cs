using System.Globalization;
using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(e) Twice the sales that the server can take, while boards are read and watched.</summary>
internal static class Overload
{
    private const int Watchers = 100;
    private const int ReadsPerSecond = 100;

    public static async Task RunAsync(WorkContext context)
    {
        if (context.SingleSalesRate is null)
        {
            await SingleSales.RunAsync(context);
        }

        var sales = await context.PrepareAsync("overload", context.Options.Sellers);
        BulkSales.Load(context, [sales], sales.Sellers);
        await Checks.SettleAsync(context, sales);
        Measure(context, sales, context.SingleSalesRate!.Value * context.Options.OverloadFactor);
    }

    private static void Measure(WorkContext context, Sales sales, double rate)
    {
        using var poller = new Poller();
        var viewers = new Viewers(context, poller, sales, Watchers);
        var before = context.Meter.ServerMegabytes;
        context.Meter.Start();
        var offered = new OfferedSales(context, poller, sales, rate, viewers.Arrivals.Posted);
        var window = Window.StartingNow(context.Options);
        var reads = new SteadyReads(context, poller, sales, ReadsPerSecond, window);
        offered.Begin(window);
        context.Run(poller, window, offered.SendDue, reads.SendDue, viewers.PingDue);
        context.Drain(poller, [.. offered.Links, .. reads.Links]);
        var usage = context.Meter.Stop();

        var refused = offered.Refused.Count / window.Seconds;
        context.Rows.Add(Row.Of($"e  {rate:N0} sales/s offered: recorded", offered.Accepted.Count / window.Seconds, offered.Accepted, usage));
        context.Rows.Add(Row.Of($"   refused: {offered.TooMany:N0} x 429, {offered.Unavailable:N0} x 503", refused, offered.Refused));
        context.Rows.Add(Row.Of("   given up: all connections waiting", offered.NotSent / window.Seconds, latency: null));
        context.Rows.Add(Row.Of("   top 100 meanwhile", reads.Latency.Count / window.Seconds, reads.Latency));
        context.Rows.Add(Row.Of($"   change at {Watchers} watchers meanwhile", rate: null, viewers.Arrivals.TakeLatencies(window, long.MaxValue)));
        context.Checks.Add(new("refusals say when to try again", offered.WithoutRetryAfter == 0, Without(offered.WithoutRetryAfter)));
        if (usage.Server is { } server)
        {
            context.Findings.Add(new("e  server memory before", before!.Value, "MB"));
            context.Findings.Add(new("e  server memory at most", server.PeakMegabytes, "MB"));
        }
    }

    private static string Without(long refusals) => string.Create(CultureInfo.InvariantCulture, $"{refusals:N0} without Retry-After");
}
