using System.CommandLine;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary><c>serve</c>: runs the server until it is stopped.</summary>
internal static class ServeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var urls = new Option<string?>("--urls")
        {
            Description = $"Where to listen (default: {ServerRunner.DefaultUrl}).",
            HelpName = "URLS",
        };
        return CommandContext.Command("serve", "Run the server.", [urls], async (parsed, cancellationToken) =>
        {
            var configuration = context.ConfigurationFor(parsed, ("urls", parsed.GetValue(urls)));
            await ServerRunner.RunAsync(configuration, _ => { }, (_, addresses) => AnnounceAsync(context, addresses), cancellationToken);
            return ExitCodes.Success;
        });
    }

    private static Task AnnounceAsync(CommandContext context, IReadOnlyList<string> addresses) =>
        context.Output.WriteLineAsync($"Listening on {string.Join(", ", addresses)} (Ctrl-C ends)");
}
