using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(b) Sales in streams of newline-delimited JSON, as fast as the server takes them.</summary>
internal static class BulkSales
{
    private const int LeastThreads = 2;

    public static async Task RunAsync(WorkContext context)
    {
        var sales = await context.PrepareAsync("bulk", context.Options.Sellers);
        context.Rows.Add(await context.CountedAsync(() => MeasureAsync(context, [sales]), (row, rows) => WithCopyLimit(context, row, rows)));
    }

    /// <summary>Measures streams to some programs: two, or one a program when there are more.</summary>
    public static async Task<Row> MeasureAsync(WorkContext context, IReadOnlyList<Sales> programs)
    {
        context.Meter.Start();
        var recorded = await SendAsync(context, programs, context.Options.WarmUp);
        var start = Clock.Now;
        var measured = await SendAsync(context, programs, context.Options.Measured);
        var seconds = Clock.Seconds(start, Clock.Now);
        var streams = Math.Max(Threads(context), programs.Count);
        var row = Row.Of($"b  bulk NDJSON, {streams} streams", measured / seconds, latency: null, context.Meter.Stop());
        return row with { Items = recorded + measured, Limit = context.LargeCommitLimit };
    }

    /// <summary>Sends for a time; returns how many were recorded.</summary>
    public static async Task<long> SendAsync(WorkContext context, IReadOnlyList<Sales> programs, TimeSpan time)
    {
        var end = Clock.Add(Clock.Now, time);
        var threads = Enumerable.Range(0, Threads(context)).Select(i => Task.Factory.StartNew(
            () => Stream(context, i, Share(context, programs, i), () => Clock.Now < end ? int.MaxValue : 0),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        return (await Task.WhenAll(threads)).Sum();
    }

    /// <summary>Sends so many sales to each program.</summary>
    public static void Load(WorkContext context, IReadOnlyList<Sales> programs, long each)
    {
        foreach (var sales in programs)
        {
            var left = each;
            Stream(context, thread: 0, [sales], () => (int)Math.Min(left, int.MaxValue), sent => left -= sent);
        }
    }

    // One of several threads has its share of the programs; a single program is shared by all of them.
    private static Sales[] Share(WorkContext context, IReadOnlyList<Sales> programs, int thread) =>
        programs.Count < Threads(context) ? [.. programs] : [.. programs.Where((_, i) => i % Threads(context) == thread)];

    // Every node has a stream.
    private static int Threads(WorkContext context) => Math.Max(LeastThreads, context.Api.Servers.Count);

    // The limit counts rows, the table activities.
    private static (Row Row, Finding Ratio) WithCopyLimit(WorkContext context, Row row, RowsPerActivity rows)
    {
        var written = row.Rate * rows.Tables;
        return (
            row with { Limit = context.CopyLimit / rows.Tables },
            new($"b  {Table.Text(written, "N0")} row/s, of {Table.Text(context.CopyLimit, "N0")} row/s of raw COPY", (written / context.CopyLimit * 100)!.Value, "%"));
    }

    // The thread waits while the server takes no more of what it sends.
    private static long Stream(WorkContext context, int thread, Sales[] programs, Func<int> left, Action<int>? sent = null)
    {
        var streams = programs.Select(sales => new BulkStream(context.Api, thread, sales)).ToArray();
        try
        {
            for (var i = 0; left() is > 0 and var most; i++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                var count = streams[i % streams.Length].SendBlock(most);
                sent?.Invoke(count);
            }

            var recorded = streams.Sum(s => s.Finish());
            context.CountRetries(streams.Sum(s => s.Retries));
            return recorded;
        }
        finally
        {
            Array.ForEach(streams, s => s.Dispose());
        }
    }
}
