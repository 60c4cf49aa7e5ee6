using System.CommandLine;
using System.Globalization;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary><c>backup</c>: writes a consistent copy of everything, also while a server runs.</summary>
internal static class BackupCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write; it must not exist." };
        return CommandContext.Command("backup", "Write a consistent copy of everything to a file, also while the server runs.", [file], async (parsed, cancellationToken) =>
        {
            var target = Path.GetFullPath(parsed.GetRequiredValue(file));
            if (File.Exists(target))
            {
                throw new CommandException($"{target} exists already; a backup does not overwrite.", ExitCodes.Usage);
            }

            await WriteAsync(context, context.ConfigurationFor(parsed), target, cancellationToken);
            var bytes = new FileInfo(target).Length.ToString("N0", CultureInfo.InvariantCulture);
            await context.Output.WriteLineAsync($"Wrote {target} ({bytes} bytes).");
            return ExitCodes.Success;
        });
    }

    // Neither alone on the directory nor upgrading it: the copy is a snapshot beside whatever a server writes meanwhile.
    private static async Task WriteAsync(CommandContext context, string[] configuration, string target, CancellationToken cancellationToken)
    {
        await using var app = LocalServices.BuildQuietly(configuration);
        var store = DataDirectory.DemandCopies(app);
        DataDirectory.DemandStore(app);
        using var display = new ProgressDisplay(context.Error, context.Time, !Console.IsErrorRedirected);
        var progress = new DirectProgress<double>(done => display.Report(done, count: 0, unit: ""));
        await store.BackupAsync(target, progress, cancellationToken);
    }
}
