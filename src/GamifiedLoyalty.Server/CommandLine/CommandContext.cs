using System.CommandLine;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>What every command works with.</summary>
/// <param name="Configuration">Configuration from the command line, as <c>--Section:Key=value</c>.</param>
/// <param name="Output">Where results go.</param>
/// <param name="Error">Where failures and progress go.</param>
/// <param name="Time">The clock.</param>
internal sealed record CommandContext(IReadOnlyList<string> Configuration, TextWriter Output, TextWriter Error, TimeProvider Time)
{
    /// <summary>The data directory, for every command.</summary>
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "The data directory (default: data, or Data:Directory of the configuration).",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>The configuration arguments with what a command's own options say added.</summary>
    public string[] ConfigurationFor(ParseResult parsed, params (string Key, string? Value)[] more)
    {
        var arguments = new List<string>(Configuration);
        foreach (var (key, value) in more.Prepend(("Data:Directory", parsed.GetValue(Data))))
        {
            if (value is not null)
            {
                arguments.Add($"--{key}={value}");
            }
        }

        return [.. arguments];
    }

    /// <summary>Makes a command of a name, what it is for, its symbols and its action.</summary>
    public static Command Command(string name, string description, IEnumerable<Symbol> symbols, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction(action);
        return command;
    }
}
