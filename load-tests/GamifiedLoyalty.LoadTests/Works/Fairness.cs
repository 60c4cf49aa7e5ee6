using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(f) A program with few sales, alone and beside one that floods the server with single sales and bulk.</summary>
internal static class Fairness
{
    private const int QuietRate = 50;

    public static async Task RunAsync(WorkContext context)
    {
        var quiet = await context.PrepareAsync("quiet", context.Options.Sellers);
        var noisy = await context.PrepareAsync("noisy", context.Options.Sellers);
        var alone = Measure(context, quiet, noisy: null, "f  quiet program alone");
        var bulk = BulkSales.SendAsync(context, [noisy], context.Options.WarmUp + context.Options.Measured);
        var beside = Measure(context, quiet, noisy, "f  quiet program beside a noisy one");
        await bulk;
        context.Rows.AddRange([.. alone, .. beside]);
        if (alone[0].P99 > 0 && beside[0].P99 is { } p99)
        {
            context.Findings.Add(new("f  p99 of the quiet program, beside noise / alone", p99 / alone[0].P99!.Value, "times"));
        }
    }

    private static Row[] Measure(WorkContext context, Sales quiet, Sales? noisy, string name)
    {
        using var poller = new Poller();
        context.Meter.Start();
        var window = Window.StartingNow(context.Options);
        var steady = new SteadySales(context, poller, quiet, QuietRate, window, (_, _) => { });
        var busy = noisy is null ? null : new BusySales(context, poller, [noisy], context.Options.Connections, window);
        context.Run(poller, window, steady.SendDue);
        context.Drain(poller, [.. steady.Links, .. busy?.Links ?? []]);
        var row = Row.Of(name, steady.Latency.Count / window.Seconds, steady.Latency, context.Meter.Stop());
        return busy is null
            ? [row]
            : [row, Row.Of("   the noisy one's single sales", busy.Latency.Count / window.Seconds, busy.Latency)];
    }
}
