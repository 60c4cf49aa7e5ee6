using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.RegularExpressions;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Operations;

/// <summary>The dashboard asks for what the server tells, under the names that Prometheus makes of it.</summary>
public sealed partial class DashboardTests
{
    [Fact]
    public async Task Every_metric_of_the_dashboard_is_told_and_every_own_metric_is_on_the_dashboard()
    {
        using var measured = new Measurements();
        await using var server = await TestServer.StartAsync();

        // Some instruments exist once there is something to measure.
        var program = await ContractProgram.CreateAsync(server, definition: null);
        await program.BoardAsync("revenue");
        var told = measured.Instruments.Values.ToDictionary(i => i.Name, Names, StringComparer.Ordinal);

        var asked = Expressions().SelectMany(e => MetricName().Matches(e).Select(m => m.Value)).ToHashSet(StringComparer.Ordinal);

        asked.Except(told.Values.SelectMany(n => n), StringComparer.Ordinal).ShouldBeEmpty();
        told.Where(t => t.Key.StartsWith("gamifiedloyalty.", StringComparison.Ordinal) && !t.Value.Any(asked.Contains))
            .Select(t => t.Key)
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Expressions()
    {
        var file = Path.Combine(Repository(), "deploy", "dashboards", "gamifiedloyalty.json");
        using var dashboard = JsonDocument.Parse(File.ReadAllText(file));
        return dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(p => p.TryGetProperty("targets", out _))
            .SelectMany(p => p.GetProperty("targets").EnumerateArray())
            .Select(t => t.GetProperty("expr").GetString()!)
            .ToList();
    }

    /// <summary>What OpenTelemetry's rules for Prometheus make of an instrument.</summary>
    private static IEnumerable<string> Names(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var name = instrument.Name.Replace('.', '_') + unit;
        var kind = instrument.GetType().Name;
        return kind.StartsWith("Histogram", StringComparison.Ordinal) ? [$"{name}_bucket", $"{name}_sum", $"{name}_count"]
            : kind.Contains("UpDown", StringComparison.Ordinal) || kind.Contains("Gauge", StringComparison.Ordinal) ? [name]
            : [$"{name}_total"];
    }

    private static string Repository([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));

    [GeneratedRegex(@"\b(gamifiedloyalty|http|dotnet|kestrel)_[a-z_]+(?=\{)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex MetricName();
}
