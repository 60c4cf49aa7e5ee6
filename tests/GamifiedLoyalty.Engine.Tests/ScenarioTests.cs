using GamifiedLoyalty.Testing.Scenarios;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>Runs the scenario files beside this file.</summary>
public sealed class ScenarioTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Scenarios");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.scenario").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_scenario_goes_as_written(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".scenario"));
        text.ShouldContain("=>");
        var differences = await ScenarioRunner.RunAsync(text);
        differences.ShouldBeEmpty(string.Join('\n', differences));
    }
}
