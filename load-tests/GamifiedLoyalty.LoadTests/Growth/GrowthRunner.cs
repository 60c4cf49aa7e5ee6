using GamifiedLoyalty.LoadTests.Reports;

namespace GamifiedLoyalty.LoadTests.Growth;

/// <summary>Measures every size of every axis; a size on several axes is measured once.</summary>
internal static class GrowthRunner
{
    /// <summary>Runs; returns the exit code.</summary>
    public static async Task<int> RunAsync(GrowthOptions options, CancellationToken cancellationToken)
    {
        var (startedAt, load) = (TimeProvider.System.GetUtcNow(), Report.Load());
        var rows = new List<GrowthRow>();
        var checks = new List<Check>();
        foreach (var (axis, size) in options.Axes.SelectMany(a => a.Sizes, (a, size) => (a.Axis, size)))
        {
            var known = rows.Find(r => r.Size == size);
            rows.Add(known is null
                ? await new GrowthCase(options, axis, size, checks, cancellationToken).RunAsync()
                : known with { Axis = axis });
        }

        var report = new GrowthReport(startedAt, Report.ThisMachine(), load, options.Common.Seconds, rows, checks);
        report.Write(Console.Out);
        await JsonFile.WriteAsync(options.Common.JsonFile, report);
        return report.IsRight ? 0 : 1;
    }
}
