using GamifiedLoyalty.Benchmarks.Operations;

namespace GamifiedLoyalty.Benchmarks;

/// <summary>Measures, and compares or renews the baselines.</summary>
internal static class Runner
{
    /// <summary>Does what the command line asks for; answers the exit code.</summary>
    public static async Task<int> RunAsync(Options options)
    {
        if (!OptimizedBuild.Is)
        {
            await Console.Error.WriteLineAsync(OptimizedBuild.Missing);
            return 1;
        }

        var names = OperationCatalog.All.Select(o => o.Name).ToList();
        var chosen = OperationCatalog.All.Where(o => o.Name.Contains(options.Filter, StringComparison.Ordinal)).ToList();
        if (chosen.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No operation's name contains \"{options.Filter}\". There are: {string.Join(", ", names)}");
            return 1;
        }

        var known = Baselines.Read(Places.Baselines);
        var bytes = await AllocationMeter.MeasureAsync(chosen);
        var times = options.Times ? TimeRun.Measure(chosen, Places.Artifacts) : null;
        var findings = Compare(known, bytes, times, names);
        if (options.WriteBaselines)
        {
            Changes(known, bytes).ForEach(Console.WriteLine);
            known.With(bytes, times, names).Write(Places.Baselines);
            Console.WriteLine("The baselines are renewed: load-tests/baselines.json");
            return 0;
        }

        findings.ForEach(f => Console.WriteLine($"{(f.Fails ? "ERROR" : "note")}: {f.Text}"));
        Console.WriteLine($"{bytes.Count} operations measured, {findings.Count(f => f.Fails)} of them above their baseline or without one.");
        return findings.Exists(f => f.Fails) ? 1 : 0;
    }

    private static List<Finding> Compare(Baselines known, IReadOnlyDictionary<string, long> bytes, Times? times, IReadOnlyList<string> names) =>
    [
        .. bytes.Select(b => Comparison.Allocation(b.Key, b.Value, known)).OfType<Finding>(),
        .. Comparison.Left(names, known),
        .. (times?.MeanNanoseconds ?? new Dictionary<string, double>(StringComparer.Ordinal)).Select(t => Comparison.Time(t.Key, t.Value, known)).OfType<Finding>(),
    ];

    private static List<string> Changes(Baselines known, IReadOnlyDictionary<string, long> bytes) =>
        [.. bytes
            .Where(b => known.Operations.GetValueOrDefault(b.Key)?.Bytes != b.Value)
            .Select(b => $"{b.Key}: {known.Operations.GetValueOrDefault(b.Key)?.Bytes.ToString("N0", null) ?? "nothing"} -> {b.Value:N0} bytes")];
}
