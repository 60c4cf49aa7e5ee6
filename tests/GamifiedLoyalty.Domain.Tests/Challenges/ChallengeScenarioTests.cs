using GamifiedLoyalty.Testing.Challenges;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>Plays the contest scenarios beside this file.</summary>
public sealed class ChallengeScenarioTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Challenges", "Scenarios");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.scenario").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_contest_goes_as_written(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Folder, name + ".scenario"));
        text.ShouldContain("\nstandings\n");
        var differences = ChallengeScenario.Run(text);
        differences.ShouldBeEmpty(string.Join('\n', differences));
    }
}
