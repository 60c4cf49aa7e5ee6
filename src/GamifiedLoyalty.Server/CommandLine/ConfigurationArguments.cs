namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>Tells configuration on the command line (<c>--Section:Key=value</c>) from commands and their options.</summary>
internal static class ConfigurationArguments
{
    /// <summary>Splits arguments; a configuration key may also be followed by its value as an argument of its own.</summary>
    public static (string[] Command, string[] Configuration) Split(IReadOnlyList<string> arguments)
    {
        var command = new List<string>();
        var configuration = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (!IsKey(argument))
            {
                command.Add(argument);
            }
            else if (argument.Contains('=', StringComparison.Ordinal) || i + 1 == arguments.Count)
            {
                configuration.Add(argument);
            }
            else
            {
                configuration.Add($"{argument}={arguments[++i]}");
            }
        }

        return ([.. command], [.. configuration]);
    }

    private static bool IsKey(string argument)
    {
        var colon = argument.IndexOf(':', StringComparison.Ordinal);
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return argument.StartsWith("--", StringComparison.Ordinal) && colon > 2 && (equals < 0 || colon < equals)
            && argument.AsSpan(2, colon - 2).IndexOfAnyExceptInRange('A', 'z') < 0;
    }
}
