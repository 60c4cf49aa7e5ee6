using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GamifiedLoyalty.Engine.Diagnostics;

/// <summary>What an operator watches of live boards: how often they are filled from stored scores, and for how long.</summary>
public static class BoardMetrics
{
    private static readonly Meter Meter = new(EngineMetrics.Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "gamifiedloyalty.boards.rebuild.duration", "s", "Time to fill the standings of a board and period from stored scores.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [.01, .05, .1, .5, 1, 5, 10, 30, 60] });

    /// <summary>Rebuilds, and measures it.</summary>
    /// <param name="program">The program's slug.</param>
    /// <param name="provider">Which boards, such as <c>memory</c>.</param>
    /// <param name="rebuild">What is measured.</param>
    public static async Task RebuildAsync(string program, string provider, Func<Task> rebuild)
    {
        ArgumentNullException.ThrowIfNull(rebuild);
        using var span = EngineMetrics.Source.StartActivity("rebuild");
        span?.SetTag(EngineMetrics.ProgramLabel, program);
        var started = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            await rebuild();
            outcome = "rebuilt";
        }
        finally
        {
            span?.SetStatus(outcome == "rebuilt" ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            Duration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                new(EngineMetrics.ProgramLabel, program),
                new("provider", provider),
                new(EngineMetrics.OutcomeLabel, outcome));
        }
    }
}
