using System.CommandLine;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary><c>restore</c>: replaces everything by a backup, also while a server runs.</summary>
internal static class RestoreCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "A file that backup wrote." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask." };
        return CommandContext.Command("restore", "Replace everything by the content of a backup, also while the server runs.", [file, yes], async (parsed, cancellationToken) =>
        {
            var source = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (!File.Exists(source))
            {
                throw new CommandException($"There is no file {source}.", ExitCodes.Usage);
            }

            var configuration = context.ConfigurationFor(parsed);
            await DemandCopiesAsync(configuration);
            Confirm(context, parsed.GetValue(yes), await DataDirectory.OfAsync(configuration));
            await ReadAsync(configuration, source, cancellationToken);
            await context.Output.WriteLineAsync($"Restored {source}.");
            return ExitCodes.Success;
        });
    }

    private static async Task DemandCopiesAsync(string[] configuration)
    {
        await using var app = LocalServices.BuildQuietly(configuration);
        DataDirectory.DemandCopies(app);
    }

    private static void Confirm(CommandContext context, bool confirmed, string directory)
    {
        if (confirmed)
        {
            return;
        }

        context.Error.Write($"This replaces everything in {directory}. Type yes to go on: ");
        if (Console.In.ReadLine()?.Trim() != "yes")
        {
            throw new CommandException("Nothing was changed (answer yes, or give --yes).", ExitCodes.Usage);
        }
    }

    private static async Task ReadAsync(string[] configuration, string source, CancellationToken cancellationToken)
    {
        using var server = await DataDirectory.FindServerAsync(configuration);
        if (server is not null)
        {
            await server.SendJsonAsync(HttpMethod.Post, "operator/restore", new JsonObject { ["file"] = source }, cancellationToken);
            return;
        }

        await using var local = await LocalServices.OpenAsync(configuration, cancellationToken);
        await local.Copies.RestoreAsync(source, cancellationToken);
    }
}
