using System.Text.Json;

namespace GamifiedLoyalty.LoadTests.Reports;

/// <summary>All that a run found.</summary>
/// <param name="StartedAt">When it started.</param>
/// <param name="Setup">What was measured.</param>
/// <param name="Machine">Where it ran.</param>
/// <param name="LoadBefore">The machine's load averages before the run, as the kernel tells them.</param>
/// <param name="Seconds">Measured seconds of each work.</param>
/// <param name="Rows">The table.</param>
/// <param name="Findings">Figures beside the table.</param>
/// <param name="Checks">What was verified.</param>
internal sealed record Report(
    DateTimeOffset StartedAt, string Setup, string Machine, string LoadBefore, int Seconds,
    IReadOnlyList<Row> Rows, IReadOnlyList<Finding> Findings, IReadOnlyList<Check> Checks)
{

    /// <summary>Whether the figures mean anything.</summary>
    public bool IsRight => Checks.All(c => c.IsRight);

    /// <summary>The load averages now.</summary>
    public static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));

    /// <summary>This machine, in a few words.</summary>
    public static string ThisMachine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[^1].Trim();
        return $"{Environment.ProcessorCount} processors ({model ?? "unknown"}), .NET {Environment.Version}";
    }

}

/// <summary>Writes reports as JSON.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a report to a file; nothing when there is no file.</summary>
    public static async Task WriteAsync<T>(string? file, T report)
    {
        if (file is not null)
        {
            await using var stream = File.Create(file);
            await JsonSerializer.SerializeAsync(stream, report, Options);
        }
    }
}
