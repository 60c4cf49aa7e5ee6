using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace GamifiedLoyalty.Architecture.Tests;

/// <summary>The repository's files as git sees them: tracked, or new and not ignored.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    public static IReadOnlyList<string> Files { get; } = List();

    public static IReadOnlyList<string> Sources { get; } =
        Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal)).ToArray();

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>Places (file and line) whose text matches.</summary>
    public static IReadOnlyList<string> Places(IEnumerable<string> files, string pattern)
    {
        var regex = new Regex(pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        return files
            .SelectMany(f => Read(f).Split('\n').Select((line, i) => (Place: string.Create(CultureInfo.InvariantCulture, $"{f}:{i + 1}: {line.Trim()}"), line)))
            .Where(l => regex.IsMatch(l.line))
            .Select(l => l.Place)
            .ToArray();
    }

    public static IEnumerable<string> Under(string folder) =>
        Sources.Where(f => f.StartsWith($"src/{folder}/", StringComparison.Ordinal));

    private static string[] List()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Root, "ls-files", "--cached", "--others", "--exclude-standard"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var files = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return files.Where(f => File.Exists(Path.Combine(Root, f))).ToArray();
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
