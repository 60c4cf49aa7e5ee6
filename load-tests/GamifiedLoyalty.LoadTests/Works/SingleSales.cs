using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Works;

/// <summary>(a) One sale a request; every connection sends its next sale when the last one is answered.</summary>
internal static class SingleSales
{
    public static async Task RunAsync(WorkContext context)
    {
        var sales = await context.PrepareAsync("sales", context.Options.Sellers);
        var row = await context.CountedAsync(
            () => Task.FromResult(Measure(context, [sales])),
            (row, _) => (row, new($"a  {Table.Text(row.Rate, "N0")} sale/s, of {Table.Text(row.Limit, "N0")} raw insert-commits a second", row.Ratio!.Value * 100, "%")));
        context.SingleSalesRate = row.Rate;
        context.Rows.Add(row);
    }

    /// <summary>Measures sales that go to some programs in turn.</summary>
    public static Row Measure(WorkContext context, IReadOnlyList<Sales> programs)
    {
        var before = programs.Sum(s => s.Recorded);
        using var poller = new Poller();
        context.Meter.Start();
        var window = Window.StartingNow(context.Options);
        var busy = new BusySales(context, poller, programs, context.Options.Connections, window);
        context.Run(poller, window);
        context.Drain(poller, busy.Links);
        var name = $"a  one sale a request, {busy.Links.Count} connections";
        return Row.Of(name, busy.Latency.Count / window.Seconds, busy.Latency, context.Meter.Stop()) with
        {
            Items = programs.Sum(s => s.Recorded) - before,
            Limit = context.SmallCommitLimit,
        };
    }
}

/// <summary>Connections that always have a sale under way.</summary>
internal sealed class BusySales
{
    private readonly WorkContext _context;
    private readonly IReadOnlyList<Sales> _programs;
    private readonly SaleText[] _texts;
    private readonly Window _window;
    private readonly HttpLink[] _links;
    private int _next;

    /// <summary>Connects and starts to send.</summary>
    public BusySales(WorkContext context, Poller poller, IReadOnlyList<Sales> programs, int connections, Window window)
    {
        (_context, _programs, _window) = (context, programs, window);
        _texts = [.. programs.Select(context.Request)];
        _links = context.Connect(poller, connections, OnAnswer);
        Array.ForEach(_links, Send);
    }

    /// <summary>From sending to the answer, in the measured time.</summary>
    public Histogram Latency { get; } = new();

    /// <summary>The connections.</summary>
    public IReadOnlyList<HttpLink> Links => _links;

    private void Send(HttpLink link)
    {
        var program = _next++ % _programs.Count;
        var number = _programs[program].Take();
        link.Send(_texts[program].For(_programs[program], number), Clock.Now, (number * _programs.Count) + program);
    }

    private void OnAnswer(HttpLink link, HttpAnswer answer)
    {
        var now = Clock.Now;
        var (number, program) = Math.DivRem(link.Tag, _programs.Count);
        if (_context.SentAgain(link, answer, _texts[program].For(_programs[(int)program], number)))
        {
            return;
        }

        WorkContext.Recorded(number, answer, _programs[(int)program]);
        if (_window.Contains(now))
        {
            Latency.Record(Clock.Microseconds(link.StartedAt, now));
        }

        if (now < _window.End)
        {
            Send(link);
        }
    }
}
