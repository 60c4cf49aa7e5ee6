using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(c) Reads of a board that everybody is on, while sales go on; and how far the answers lag behind.</summary>
internal static class BoardReads
{
    public static async Task RunAsync(WorkContext context)
    {
        var members = context.Options.Members;
        var sales = await context.PrepareAsync("reads", members);
        await Console.Error.WriteLineAsync("reads: one sale of each seller");
        BulkSales.Load(context, [sales], sales.Sellers);
        await Checks.SettleAsync(context, sales);
        context.Rows.AddRange(Measure(context, sales, $"c  top 100 of {members:N0}", ReadText.Top(context.Api, sales)));
        context.Rows.AddRange(Measure(context, sales, $"c  around me, 5, of {members:N0}", ReadText.AroundMe(context.Api, sales)));
    }

    /// <summary>Reads, one request at a time on every connection; returns the reads, their lag, and the sales meanwhile.</summary>
    public static Row[] Measure(WorkContext context, Sales sales, string name, ReadText text)
    {
        var options = context.Options;
        var (latency, lag) = (new Histogram(), new Histogram());
        var acknowledged = new Acknowledgements();
        var reads = 0L;
        using var poller = new Poller();
        context.Meter.Start();
        var window = Window.StartingNow(options);
        var steady = new SteadySales(context, poller, sales, options.ReadRate, window, (version, _) => acknowledged.Add(version, Clock.Now));
        var links = context.Connect(poller, options.Connections, OnAnswer);
        Array.ForEach(links, Send);
        context.Run(poller, window, steady.SendDue);
        context.Drain(poller, [.. links, .. steady.Links]);
        var usage = context.Meter.Stop();
        return
        [
            Row.Of(name, latency.Count / window.Seconds, latency, usage),
            Row.Of("   lag of the version shown", rate: null, lag),
            Row.Of("   sales meanwhile", steady.Latency.Count / window.Seconds, steady.Latency),
        ];

        void Send(HttpLink link)
        {
            var seller = sales.SellerOf(++reads);
            link.Send(text.For(seller), Clock.Now, seller);
        }

        void OnAnswer(HttpLink link, HttpAnswer answer)
        {
            var now = Clock.Now;
            text.Check(answer, (int)link.Tag);
            if (window.Contains(now))
            {
                latency.Record(Clock.Microseconds(link.StartedAt, now));
                lag.Record(acknowledged.Lag(answer.Number("\"version\":"u8), now));
            }

            if (now < window.End)
            {
                Send(link);
            }
        }
    }
}

/// <summary>When sales were acknowledged, by version.</summary>
internal sealed class Acknowledgements
{
    private readonly Dictionary<long, long> _at = [];

    /// <summary>A sale was acknowledged.</summary>
    public void Add(long version, long at) => _at[version] = at;

    /// <summary>
    /// For how long, in microseconds, the first sale that an answer does not show had been acknowledged when the answer
    /// was read; 0 when it shows everything.
    /// </summary>
    public long Lag(long shown, long now) => _at.TryGetValue(shown + 1, out var at) ? Clock.Microseconds(at, now) : 0;
}
