using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace GamifiedLoyalty.Server.Tests.Operations;

/// <summary>
/// What the instruments of this process say, as a collector would hear it. Other tests' servers are in the same process, so
/// ask by the labels of a program of your own.
/// </summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, double Value, string Labels)> _measured = new();

    public Measurements()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            Instruments[instrument.Name] = instrument;
            if (instrument.Meter.Name.StartsWith("GamifiedLoyalty.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Add(instrument, value, labels));
        _listener.Start();
    }

    /// <summary>Every instrument that there is, by name, of the framework as well.</summary>
    public ConcurrentDictionary<string, Instrument> Instruments { get; } = new(StringComparer.Ordinal);

    /// <summary>The sum of what was measured with all of some labels, each as <c>key=value</c>.</summary>
    public double Sum(string instrument, params string[] labels) => Find(instrument, labels).Sum();

    /// <summary>How often something was measured.</summary>
    public int Count(string instrument, params string[] labels) => Find(instrument, labels).Count();

    /// <summary>What an observed instrument says now.</summary>
    public double Now(string instrument, params string[] labels)
    {
        _listener.RecordObservableInstruments();
        return Find(instrument, labels).Last();
    }

    public void Dispose() => _listener.Dispose();

    private IEnumerable<double> Find(string instrument, string[] labels) => _measured
        .Where(m => m.Instrument == instrument && labels.All(l => m.Labels.Contains($";{l};", StringComparison.Ordinal)))
        .Select(m => m.Value);

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = ";";
        foreach (var (key, label) in labels)
        {
            text += $"{key}={label};";
        }

        _measured.Enqueue((instrument.Name, value, text));
    }
}
