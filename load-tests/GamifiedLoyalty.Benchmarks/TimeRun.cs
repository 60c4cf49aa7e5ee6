using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.EventProcessors;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using GamifiedLoyalty.Benchmarks.Operations;
using Perfolizer.Horology;

namespace GamifiedLoyalty.Benchmarks;

/// <summary>Times operations with BenchmarkDotNet, in this process: short, and exact enough for a warning.</summary>
internal static class TimeRun
{
    private const int WarmUps = 3;
    private const int Iterations = 7;
    private const int WidestName = 40;
    private static readonly TimeInterval Iteration = TimeInterval.FromMilliseconds(100);

    /// <summary>Times them, prints the table, and answers the mean nanoseconds by name.</summary>
    /// <param name="operations">Which.</param>
    /// <param name="folder">For the files that BenchmarkDotNet leaves.</param>
    public static Times Measure(IReadOnlyList<Operation> operations, string folder)
    {
        OperationBenchmarks.Chosen = operations;
        var summary = BenchmarkRunner.Run<OperationBenchmarks>(Config(operations.Count, folder));
        MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
        var means = summary.Reports
            .Where(r => r.ResultStatistics is not null)
            .ToDictionary(NameOf, r => r.ResultStatistics!.Mean, StringComparer.Ordinal);
        return new Times(Machine(summary), means);
    }

    private static string NameOf(BenchmarkReport report) => (string)report.BenchmarkCase.Parameters[nameof(OperationBenchmarks.Operation)];

    private static string Machine(Summary summary) =>
        $"{summary.HostEnvironmentInfo.CpuInfo.Value.ProcessorName}, {Environment.ProcessorCount} processors, .NET {Environment.Version}";

    private static ManualConfig Config(int count, string folder) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(WarmUps)
            .WithIterationCount(Iterations)
            .WithIterationTime(Iteration)
            .WithEvaluateOverhead(false)
            // The largest boards stay in memory; collecting them before each iteration would take minutes.
            .WithGcForce(false))
        .AddColumnProvider(DefaultColumnProviders.Params, DefaultColumnProviders.Statistics, DefaultColumnProviders.Metrics)
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(WidestName))
        .AddLogger(NullLogger.Instance)
        .AddEventProcessor(new Progress(count))
        .WithArtifactsPath(folder);

    private sealed class Progress(int count) : EventProcessor
    {
        private int _done;

        public override void OnEndRunBenchmark(BenchmarkCase benchmarkCase, BenchmarkReport report) =>
            Console.Error.WriteLine($"{++_done} of {count}: {NameOf(report)}");
    }
}

/// <summary>How long operations took.</summary>
/// <param name="Machine">Where.</param>
/// <param name="MeanNanoseconds">By the operation's name.</param>
internal sealed record Times(string Machine, IReadOnlyDictionary<string, double> MeanNanoseconds);
