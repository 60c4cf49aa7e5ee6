using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Architecture.Tests;

public sealed partial class HabitTests
{
    private const int MaxLinesOfAFile = 350;

    private static readonly string[] TopLevel =
    [
        ".ci", ".config", ".editorconfig", ".gitattributes", ".gitignore", "Directory.Build.props", "Directory.Packages.props",
        "GamifiedLoyalty.sln", "README.md", "deploy", "docker-compose.yml", "global.json", "load-tests", "src", "tests",
    ];

    [Fact]
    public void The_top_level_holds_what_was_agreed() =>
        Repository.Files.Select(f => f.Split('/')[0]).Distinct(StringComparer.Ordinal).Except(TopLevel, StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void No_source_file_is_overlong() =>
        Repository.Sources
            .Select(f => (File: f, Lines: Repository.Read(f).Split('\n').Length - 1))
            .Where(f => f.Lines > MaxLinesOfAFile)
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_is_left_for_later() =>
        Repository.Places(Repository.Sources, @"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b").ShouldBeEmpty();

    [Fact]
    public void The_inner_layers_have_no_placeholders() =>
        Repository.Places(
            Repository.Under("GamifiedLoyalty.Domain").Concat(Repository.Under("GamifiedLoyalty.Engine")),
            "throw new NotSupportedException").ShouldBeEmpty();

    [Fact]
    public void Banned_symbols_stay_banned() =>
        Repository.Places(Repository.Files.Where(IsCode).Where(IsNotThisFile), "RS0030").Where(p => !p.StartsWith(".editorconfig", StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Points_scores_and_money_are_never_floating_point() =>
        Repository.Places(
            Repository.Under("GamifiedLoyalty.Domain").Concat(Repository.Under("GamifiedLoyalty.Live")),
            @"\b(double|float)\b(?!\.TryParse)").Where(p => !IsComment(p)).ShouldBeEmpty();

    [Fact]
    public void No_file_knows_the_machine_it_was_written_on() =>
        Repository.Places(Repository.Files.Where(IsText).Where(IsNotThisFile), @"(/home/|/root/|/Users/|[A-Z]:\\\\Users)[a-z]*").ShouldBeEmpty();

    [Fact]
    public void Package_versions_are_in_one_place() =>
        Repository.Places(Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)), @"<PackageReference[^>]*\bVersion=").ShouldBeEmpty();

    [Fact]
    public void No_test_sleeps() =>
        Repository.Places(
            Repository.Files.Where(f => f.StartsWith("tests/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)).Where(IsNotThisFile),
            @"Thread\.Sleep").ShouldBeEmpty();

    [Fact]
    public void Tests_have_names_that_are_sentences() =>
        Repository.Files
            .Where(f => f.StartsWith("tests/", StringComparison.Ordinal) && f.EndsWith("Tests.cs", StringComparison.Ordinal))
            .SelectMany(f => TestMethod().Matches(Repository.Read(f)).Select(m => (File: f, Name: m.Groups["name"].Value)))
            .Where(t => !t.Name.Contains('_', StringComparison.Ordinal))
            .ShouldBeEmpty();

    [Fact]
    public void Scripts_can_be_executed()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no executable bit.");
            return;
        }

        foreach (var script in Repository.Files.Where(f => f.EndsWith(".sh", StringComparison.Ordinal)).Append(".ci/run"))
        {
            (File.GetUnixFileMode(Path.Combine(Repository.Root, script)) & UnixFileMode.UserExecute).ShouldNotBe(UnixFileMode.None, script);
        }
    }

    [Fact]
    public void Sources_use_line_feeds_and_end_with_one() =>
        Repository.Sources.Where(f => Repository.Read(f) is var text && (text.Contains('\r', StringComparison.Ordinal) || !text.EndsWith('\n'))).ShouldBeEmpty();

    private static bool IsComment(string place) => place.Split(": ", 2)[^1].StartsWith("//", StringComparison.Ordinal);

    private static bool IsCode(string file) => Path.GetExtension(file) is ".cs" or ".props" or ".csproj" or ".editorconfig" or ".razor";

    private static bool IsText(string file) =>
        Path.GetExtension(file) is ".cs" or ".md" or ".json" or ".sh" or ".props" or ".csproj" or ".ts" or ".css" or ".razor" or ".sln" or ".mjs";

    private static bool IsNotThisFile(string file) => !file.EndsWith(nameof(HabitTests) + ".cs", StringComparison.Ordinal);

    [GeneratedRegex(@"\[(Fact|Theory)[^\]]*\](\s*\[[^\]]*\])*\s*public\s+(async\s+)?[\w<>]+\s+(?<name>\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex TestMethod();
}
