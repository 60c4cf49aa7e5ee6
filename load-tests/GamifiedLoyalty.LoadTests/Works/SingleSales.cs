using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(a) One sale a request; every connection sends its next sale when the last one is answered.</summary>
internal static class SingleSales
{
    public static async Task RunAsync(WorkContext context)
    {
        var sales = await context.PrepareAsync("sales", context.Options.Sellers);
        context.Rows.Add(Measure(context, sales));
    }

    private static Row Measure(WorkContext context, Sales sales)
    {
        var text = context.Request(sales);
        var latency = new Histogram();
        using var poller = new Poller();
        context.Meter.Start();
        var window = Window.StartingNow(context.Options);
        var links = context.Connect(poller, context.Options.Connections, OnAnswer);
        Array.ForEach(links, Send);
        while (Clock.Now < window.End)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            poller.Wait(milliseconds: 10);
        }

        context.Drain(poller, links);
        var row = Row.Of($"a  one sale a request, {links.Length} connections", latency.Count / window.Seconds, latency, context.Meter.Stop());
        return row with { Limit = context.SmallCommitLimit };

        void Send(HttpLink link)
        {
            var number = sales.Take();
            link.Send(text.For(sales, number), Clock.Now, number);
        }

        void OnAnswer(HttpLink link, HttpAnswer answer)
        {
            var now = Clock.Now;
            WorkContext.Recorded(link, answer, sales);
            if (window.Contains(now))
            {
                latency.Record(Clock.Microseconds(link.StartedAt, now));
            }

            if (now < window.End)
            {
                Send(link);
            }
        }
    }
}
