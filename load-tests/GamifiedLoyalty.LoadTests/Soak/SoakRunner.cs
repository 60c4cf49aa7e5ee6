using GamifiedLoyalty.LoadTests.Reports;
using GamifiedLoyalty.LoadTests.Works;

namespace GamifiedLoyalty.LoadTests.Soak;

/// <summary>Runs for a long time at a steady rate, and prints every minute as it ends.</summary>
internal static class SoakRunner
{
    /// <summary>Runs; returns the exit code.</summary>
    public static async Task<int> RunAsync(SoakOptions options, CancellationToken cancellationToken)
    {
        var (startedAt, load) = (TimeProvider.System.GetUtcNow(), Report.Load());
        var folder = Directory.CreateDirectory(Path.Combine(options.Common.DataFolder, $"load-test-{Environment.ProcessId}")).FullName;
        try
        {
            var (rows, checks, pause) = await RunAsync(options, Path.Combine(folder, "data"), startedAt, cancellationToken);
            Finding[] slopes = [.. SoakReport.Slopes(rows), new("longest time in which the generator did not run", pause, "s")];
            Table.WriteNotes(Console.Out, slopes, checks);
            var report = new SoakReport(startedAt, Report.ThisMachine(), load, rows, slopes, checks);
            await JsonFile.WriteAsync(options.Common.JsonFile, report);
            return report.IsRight ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(List<SoakRow> Rows, List<Check> Checks, double LongestPause)> RunAsync(
        SoakOptions options, string data, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        await using var server = await ServerProcess.StartAsync(data, cancellationToken);
        using var api = new Api([server.Url], server.Key, startedAt);
        var context = new WorkContext(options.Common, api, new UsageMeter { Servers = [server.Id] }, cancellationToken);
        var sales = await context.PrepareAsync("soak", options.Common.Sellers);
        var watched = await context.PrepareAsync("watched", WatchedSales.Sellers);
        BulkSales.Load(context, [sales, watched], options.Common.Sellers);
        Console.Out.WriteLine(SoakReport.Title());
        var rows = new SoakLoad(options, context, sales, watched, data).Run();
        await Checks.CountAsync(context);
        await server.StopAsync();
        context.Checks.Add(await Checks.VerifyAsync(data, context.Sales, cancellationToken));
        return (rows, context.Checks, context.LongestPause);
    }
}
