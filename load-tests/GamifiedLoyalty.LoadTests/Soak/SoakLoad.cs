using GamifiedLoyalty.LoadTests.Net;
using GamifiedLoyalty.LoadTests.Reports;
using GamifiedLoyalty.LoadTests.Works;

namespace GamifiedLoyalty.LoadTests.Soak;

/// <summary>The steady load, and its minutes.</summary>
internal sealed class SoakLoad(SoakOptions options, WorkContext context, Sales sales, Sales watched, string data)
{
    // Changes that arrived so recently are counted in the next minute, because their sales' answers may not be read yet.
    private static readonly TimeSpan Unsure = TimeSpan.FromSeconds(1);
    private readonly int _server = context.Meter.Servers[0];

    /// <summary>Runs all minutes.</summary>
    public List<SoakRow> Run()
    {
        using var poller = new Poller();
        var viewers = new Viewers(context, poller, watched, options.Watchers);
        var from = Clock.Add(Clock.Now, options.Common.WarmUp);
        var window = new Window(from, Clock.Add(from, options.Duration));
        var large = new SteadySales(context, poller, sales, options.SalesRate, window, (_, _) => { });
        var small = new SteadySales(context, poller, watched, options.WatchedRate, window, viewers.Arrivals.Posted);
        var reads = new SteadyReads(context, poller, sales, options.ReadRate, window);
        var rows = new List<SoakRow>();
        RunUntil(from);
        for (var minute = 1; minute <= options.Minutes; minute++)
        {
            var before = Now();
            RunUntil(Clock.Add(from, TimeSpan.FromSeconds((double)minute * options.RowSeconds)));
            rows.Add(RowOf(minute, before, (large, reads, viewers.Arrivals), window));
            Console.Out.WriteLine(SoakReport.Line(rows[^1]));
        }

        context.Drain(poller, [.. large.Links, .. small.Links, .. reads.Links]);
        return rows;

        void RunUntil(long end) => context.Run(poller, new Window(from, end), large.SendDue, small.SendDue, reads.SendDue, viewers.PingDue);
    }

    private SoakRow RowOf(
        int minute, (long At, double Cpu, double Written) before, (SteadySales Sales, SteadyReads Reads, Arrivals Arrivals) load, Window window)
    {
        var now = Now();
        var seconds = Clock.Seconds(before.At, now.At);
        var (sold, read) = (load.Sales.TakeLatency(), load.Reads.TakeLatency());
        return new SoakRow
        {
            Minute = minute,
            Sales = Row.Of("sales", sold.Count / seconds, sold),
            Reads = Row.Of("reads", read.Count / seconds, read),
            Changes = Row.Of("changes", rate: null, load.Arrivals.TakeLatencies(window, Clock.Add(now.At, -Unsure))),
            Processors = (now.Cpu - before.Cpu) / seconds,
            Megabytes = ProcessFile.Megabytes(_server, "VmRSS:"),
            AnonymousMegabytes = ProcessFile.Megabytes(_server, "RssAnon:"),
            DatabaseMegabytes = DataFiles.Megabytes(data, "*.db"),
            LogMegabytes = DataFiles.Megabytes(data, "*-wal"),
            WrittenMegabytes = now.Written - before.Written,
        };
    }

    private (long At, double Cpu, double Written) Now() => (Clock.Now, ProcessFile.CpuSeconds(_server), ProcessFile.WrittenMegabytes(_server));
}
