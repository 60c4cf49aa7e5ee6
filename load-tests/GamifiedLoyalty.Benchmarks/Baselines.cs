using System.Text.Json;

namespace GamifiedLoyalty.Benchmarks;

/// <summary>What one call of an operation may cost.</summary>
/// <param name="Bytes">How much it allocates; more fails.</param>
/// <param name="Nanoseconds">How long it took on the machine that the baselines name; null when it was not timed.</param>
internal sealed record Baseline(long Bytes, double? Nanoseconds);

/// <summary>The file <c>load-tests/baselines.json</c>.</summary>
/// <param name="Machine">Where the times were taken.</param>
/// <param name="Operations">By the operation's name.</param>
internal sealed record Baselines(string Machine, IReadOnlyDictionary<string, Baseline> Operations)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>No baselines at all.</summary>
    public static Baselines None { get; } = new("", new Dictionary<string, Baseline>(StringComparer.Ordinal));

    /// <summary>Reads a file; none when there is no file.</summary>
    public static Baselines Read(string file) =>
        File.Exists(file) ? JsonSerializer.Deserialize<Baselines>(File.ReadAllText(file), Json) ?? None : None;

    /// <summary>Writes a file.</summary>
    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Json) + "\n");

    /// <summary>These baselines with what was measured in place of what was known; what was not measured stays.</summary>
    /// <param name="bytes">Allocations by name.</param>
    /// <param name="times">Times, if any were taken.</param>
    /// <param name="order">The names of all operations there are, in the order of the file.</param>
    public Baselines With(IReadOnlyDictionary<string, long> bytes, Times? times, IEnumerable<string> order)
    {
        var next = new Dictionary<string, Baseline>(StringComparer.Ordinal);
        foreach (var name in order)
        {
            var known = Operations.GetValueOrDefault(name);
            double? time = times is not null && times.MeanNanoseconds.TryGetValue(name, out var mean) ? Math.Round(mean, 1) : known?.Nanoseconds;
            if (bytes.TryGetValue(name, out var measured))
            {
                next.Add(name, new Baseline(measured, time));
            }
            else if (known is not null)
            {
                next.Add(name, known);
            }
        }

        return new Baselines(times?.Machine ?? Machine, next);
    }
}
