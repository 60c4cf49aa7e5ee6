using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(b) Sales in streams of newline-delimited JSON, as fast as the server takes them.</summary>
internal static class BulkSales
{
    private const int Streams = 2;

    public static async Task RunAsync(WorkContext context)
    {
        var sales = await context.PrepareAsync("bulk", context.Options.Sellers);
        context.Meter.Start();
        await SendAsync(context, sales, context.Options.WarmUp);
        var start = Clock.Now;
        var recorded = await SendAsync(context, sales, context.Options.Measured);
        var seconds = Clock.Seconds(start, Clock.Now);
        context.Rows.Add(Row.Of($"b  bulk NDJSON, {Streams} streams", recorded / seconds, latency: null, context.Meter.Stop()) with { Limit = context.LargeCommitLimit });
    }

    // Each stream has a thread of its own, because it waits for the server to take what it sends.
    private static async Task<long> SendAsync(WorkContext context, Sales sales, TimeSpan time)
    {
        var end = Clock.Add(Clock.Now, time);
        var streams = Enumerable.Range(0, Streams).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using var stream = new BulkStream(context.Api, sales);
                while (Clock.Now < end)
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    stream.SendBlock(int.MaxValue);
                }

                return stream.Finish();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)).ToArray();
        return (await Task.WhenAll(streams)).Sum();
    }
}
