using System.Diagnostics;
using System.Diagnostics.Metrics;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Diagnostics;

/// <summary>
/// What an operator watches of the engines of a node. Labels are slugs of programs and words of a fixed set: no ids of
/// people, sources or activities. Whoever listens subscribes to meters and sources by <see cref="Name"/>.
/// </summary>
public sealed class EngineMetrics : IDisposable
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "GamifiedLoyalty.Engine";

    /// <summary>The label that carries a program's slug.</summary>
    public const string ProgramLabel = "program";

    /// <summary>The label that says how something ended.</summary>
    public const string OutcomeLabel = "outcome";

    private readonly Meter _meter = new(Name);

    internal EngineMetrics(Func<IEnumerable<ProgramReading>> read)
    {
        CommitDuration = _meter.CreateHistogram(
            "gamifiedloyalty.commit.duration", "s", "Time that the store took for a commit.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10] });
        CommitCommands = Sizes("gamifiedloyalty.commit.commands", "{command}", "Applied commands in a commit, each of which takes a version.");
        CommitActivities = Sizes("gamifiedloyalty.commit.activities", "{activity}", "Activities recorded by a commit.");
        Activities = _meter.CreateCounter<long>(
            "gamifiedloyalty.activities", "{activity}", "Activities answered, by what became of them and, when refused, why.");
        QueueRefusals = _meter.CreateCounter<long>(
            "gamifiedloyalty.queue.refusals", "{request}", "Submissions refused because the program's queue was full.");
        Faults = _meter.CreateCounter<long>("gamifiedloyalty.engine.faults", "{fault}", "Batches and listeners that failed, by kind.");
        Gauge("gamifiedloyalty.queue.unanswered", "{command}", "Commands taken in and not answered yet.", r => r.Unanswered, read);
        Gauge("gamifiedloyalty.program.version", "{version}", "The last version that this node knows to be committed.", r => r.Version, read);
        Gauge("gamifiedloyalty.boards.lag", "{version}", "Versions that the live boards are behind this node.", r => r.BoardsLag, read);
    }

    /// <summary>Spans of commits and of rebuilt boards.</summary>
    internal static ActivitySource Source { get; } = new(Name);

    internal Histogram<double> CommitDuration { get; }

    internal Histogram<int> CommitCommands { get; }

    internal Histogram<int> CommitActivities { get; }

    internal Counter<long> Activities { get; }

    internal Counter<long> QueueRefusals { get; }

    private Counter<long> Faults { get; }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    internal void Fault(string program, Exception exception) =>
        Faults.Add(1, new(ProgramLabel, program), new("kind", Kind(exception)));

    internal static string Kind(Exception exception) => exception switch
    {
        HeadMovedException => "headMoved",
        StoreUnavailableException => "storeUnavailable",
        QueueFullException => "queueFull",
        _ => "internal",
    };

    private Histogram<int> Sizes(string name, string unit, string description) => _meter.CreateHistogram(
        name, unit, description, tags: null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000] });

    private void Gauge(
        string name, string unit, string description, Func<ProgramReading, long> value, Func<IEnumerable<ProgramReading>> read) =>
        _meter.CreateObservableGauge(
            name,
            () => read().Select(r => new Measurement<long>(value(r), new KeyValuePair<string, object?>(ProgramLabel, r.Program))),
            unit,
            description);
}

/// <summary>What is so of a program now.</summary>
/// <param name="Program">Its slug.</param>
/// <param name="Version">The last version known to be committed.</param>
/// <param name="Unanswered">Commands taken in and not answered.</param>
/// <param name="BoardsLag">Versions that its boards are behind.</param>
internal readonly record struct ProgramReading(string Program, long Version, int Unanswered, long BoardsLag);
