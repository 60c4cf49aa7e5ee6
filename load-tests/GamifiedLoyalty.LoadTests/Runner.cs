using GamifiedLoyalty.LoadTests.Reports;
using GamifiedLoyalty.LoadTests.Works;

namespace GamifiedLoyalty.LoadTests;

/// <summary>Runs the works in order, checks what came out, and reports.</summary>
internal static class Runner
{
    private const int SmallCommit = 64;
    private const int LargeCommit = 500;

    private static readonly (string Letter, Func<WorkContext, Task> Run)[] Works =
    [
        ("a", SingleSales.RunAsync), ("b", BulkSales.RunAsync), ("c", BoardReads.RunAsync), ("d", WatchedSales.RunAsync),
        ("e", Overload.RunAsync), ("f", Fairness.RunAsync), ("g", SlowWatchers.RunAsync),
    ];

    /// <summary>Runs; returns the exit code.</summary>
    public static async Task<int> RunAsync(Options options, CancellationToken cancellationToken)
    {
        var (startedAt, load) = (TimeProvider.System.GetUtcNow(), Report.Load());
        var folder = Directory.CreateDirectory(Path.Combine(options.DataFolder, $"load-test-{Environment.ProcessId}")).FullName;
        try
        {
            var context = await RunAsync(options, folder, startedAt, cancellationToken);
            var report = new Report(startedAt, Report.ThisMachine(), load, options.Seconds, context.Rows, context.Findings, context.Checks);
            Table.Write(Console.Out, report);
            await JsonFile.WriteAsync(options.JsonFile, report);

            return report.IsRight ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<WorkContext> RunAsync(
        Options options, string folder, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var data = Path.Combine(folder, "data");
        await using var server = options.Url is null ? await ServerProcess.StartAsync(data, cancellationToken) : null;
        using var api = new Api(options.Url ?? server!.Url, options.Key ?? server!.Key, startedAt);
        var context = new WorkContext(options, api, new UsageMeter { Server = server?.Id }, cancellationToken);
        context.SmallCommitLimit = RawLimit.Measure(context, folder, SmallCommit);
        context.LargeCommitLimit = RawLimit.Measure(context, folder, LargeCommit);
        foreach (var (letter, run) in Works)
        {
            if (options.Works.Contains(letter))
            {
                await run(context);
            }
        }

        context.Findings.Add(new("longest time in which the generator did not run", context.LongestPause, "s"));
        await Checks.CountAsync(context);
        if (server is not null)
        {
            await server.StopAsync();
            context.Checks.Add(await Checks.VerifyAsync(data, context.Sales, cancellationToken));
        }

        return context;
    }
}
