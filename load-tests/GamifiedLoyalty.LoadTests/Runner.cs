using GamifiedLoyalty.LoadTests.Installations;
using GamifiedLoyalty.LoadTests.Reports;
using GamifiedLoyalty.LoadTests.Works;

namespace GamifiedLoyalty.LoadTests;

/// <summary>Runs the works in order, checks what came out, and reports.</summary>
internal static class Runner
{
    private static readonly (string Letter, Func<WorkContext, Task> Run)[] Works =
    [
        ("a", SingleSales.RunAsync), ("b", BulkSales.RunAsync), ("c", BoardReads.RunAsync), ("d", WatchedSales.RunAsync),
        ("e", Overload.RunAsync), ("f", Fairness.RunAsync), ("g", SlowWatchers.RunAsync),
    ];

    /// <summary>Runs everything that is asked for, one installation after the other; returns the exit code.</summary>
    public static async Task<int> RunAsync(Options options, CancellationToken cancellationToken)
    {
        var code = 0;
        foreach (var setup in options.Setups)
        {
            var file = options.Setups.Count > 1 && options.JsonFile is { } json ? setup.FileOf(json) : options.JsonFile;
            code |= await MeasureAsync(options with { Setups = [setup], JsonFile = file }, cancellationToken);
        }

        return code;
    }

    private static async Task<int> MeasureAsync(Options options, CancellationToken cancellationToken)
    {
        var (startedAt, load) = (TimeProvider.System.GetUtcNow(), Report.Load());
        var folder = Directory.CreateDirectory(Path.Combine(options.DataFolder, $"load-test-{Environment.ProcessId}")).FullName;
        try
        {
            var context = await MeasureAsync(options, folder, startedAt, cancellationToken);
            var name = options.Url?.ToString() ?? options.Setup.Name;
            var report = new Report(startedAt, name, Report.ThisMachine(), load, options.Seconds, context.Rows, context.Findings, context.Checks);
            Table.Write(Console.Out, report);
            await JsonFile.WriteAsync(options.JsonFile, report);

            return report.IsRight ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<WorkContext> MeasureAsync(
        Options options, string folder, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        await using var installation = await Installation.StartAsync(options, folder, cancellationToken);
        using var api = new Api(installation.Nodes, installation.Key, startedAt);
        var context = new WorkContext(options, api, installation.Meter, cancellationToken) { Written = installation.Written };
        await installation.MeasureLimitsAsync(context, folder);
        foreach (var (letter, run) in Works)
        {
            if (options.Works.Contains(letter))
            {
                await run(context);
            }
        }

        context.Findings.Add(new("longest time in which the generator did not run", context.LongestPause, "s"));
        if (api.Servers.Count > 1)
        {
            context.Findings.Add(new("sent again with the same ids after 503", context.Retries, "times"));
        }

        await Checks.CountAsync(context);
        if (await installation.VerifyAsync(context) is { } verified)
        {
            context.Checks.Add(verified);
        }

        return context;
    }
}
