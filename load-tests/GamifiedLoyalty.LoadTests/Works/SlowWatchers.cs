using System.Net.Sockets;
using GamifiedLoyalty.LoadTests.Net;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(g) Viewers, alone and beside others that never read what they are sent.</summary>
internal static class SlowWatchers
{
    private const int Readers = 100;

    // The kernel keeps little of what is not read, so that it soon waits in the server.
    private const int ReceiveBuffer = 4_096;

    public static async Task RunAsync(WorkContext context)
    {
        var sales = await context.PrepareAsync("slow", WatchedSales.Sellers);
        using var poller = new Poller();
        var viewers = new Viewers(context, poller, sales, Readers);
        context.Meter.Start();
        var alone = WatchedSales.Measure(context, poller, sales, viewers, $"g  change at {Readers} watchers alone");
        var before = context.Meter.ServerMegabytes;
        var slow = Connect(context, sales);
        context.Meter.Start();
        var beside = WatchedSales.Measure(context, poller, sales, viewers, $"g  beside {slow.Count:N0} that never read");
        context.Rows.AddRange([.. alone, .. beside]);
        context.Findings.Add(new("g  p99 at those who read, beside slow ones / alone", beside[0].P99!.Value / alone[0].P99!.Value, "times"));
        context.Findings.Add(new("g  slow ones that the server cut off", slow.Count(IsCutOff), $"of {slow.Count}"));
        if (beside[0].Usage?.Server is { } server)
        {
            context.Findings.Add(new("g  server memory before the slow ones", before!.Value, "MB"));
            context.Findings.Add(new("g  server memory at most with them", server.PeakMegabytes, "MB"));
        }

        slow.ForEach(w => w.Dispose());
    }

    private static List<WatcherLink> Connect(WorkContext context, Sales sales)
    {
        var slow = new List<WatcherLink>();
        for (var i = 0; i < context.Options.SlowWatchers; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var watcher = new WatcherLink(context.Api.ServerOf(i), context.Api.Key, Viewers.Subscription(sales), i, (_, _) => { }, ReceiveBuffer);
            watcher.AwaitSubscription();
            slow.Add(watcher);
        }

        return slow;
    }

    private static bool IsCutOff(WatcherLink watcher)
    {
        try
        {
            // The first after the connection was closed tells the kernel, the second finds out.
            watcher.Ping();
            watcher.Ping();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
