using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GamifiedLoyalty.LoadTests;

/// <summary>What the commands' options have in common.</summary>
internal static class Arguments
{
    /// <summary>Measured seconds.</summary>
    public static readonly Option<int> Seconds = Number("--seconds", 10, 1, 3_600, "Measured seconds of each work.");

    /// <summary>Warm-up.</summary>
    public static readonly Option<int> WarmUp = Number("--warm-up", 6, 0, 60, "Seconds before the measuring of each work.");

    /// <summary>Connections.</summary>
    public static readonly Option<int> Connections = Number("--connections", 64, 1, 1_000, "Connections with one request at a time.");

    /// <summary>A file for the figures.</summary>
    public static readonly Option<string?> Json = new("--json") { Description = "A file for the figures.", HelpName = "FILE" };

    /// <summary>Where data directories are made.</summary>
    public static readonly Option<string> Folder = new("--folder")
    {
        Description = "Where the temporary data directory is made.",
        HelpName = "DIR",
        DefaultValueFactory = _ => Path.GetTempPath(),
    };

    /// <summary>The options that all commands have.</summary>
    public static Options Common(ParseResult parsed) => new()
    {
        Seconds = parsed.GetValue(Seconds),
        WarmUpSeconds = parsed.GetValue(WarmUp),
        Connections = parsed.GetValue(Connections),
        JsonFile = parsed.GetValue(Json),
        DataFolder = parsed.GetValue(Folder)!,
    };

    /// <summary>A whole number.</summary>
    public static Option<int> Number(string name, int standard, int min, int max, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard, HelpName = "N" };
        option.Validators.Add(result => Demand(result, name, min, max));
        return option;
    }

    /// <summary>Whole numbers separated by commas; an empty text is none.</summary>
    public static Option<string> Numbers(string name, string standard, int min, int max, string description)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => standard, HelpName = "N,N" };
        option.Validators.Add(result => Demand(result, name, min, max));
        return option;
    }

    /// <summary>The numbers of such an option.</summary>
    public static int[] Read(ParseResult parsed, Option<string> numbers) =>
        [.. Split(parsed.GetValue(numbers)!).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

    /// <summary>The parts of a list.</summary>
    public static string[] Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Demand(OptionResult result, string name, int min, int max)
    {
        foreach (var text in result.Tokens.SelectMany(t => Split(t.Value)))
        {
            if (!int.TryParse(text, CultureInfo.InvariantCulture, out var value) || value < min || value > max)
            {
                result.AddError($"{name} takes whole numbers from {min} to {max}.");
            }
        }
    }
}
