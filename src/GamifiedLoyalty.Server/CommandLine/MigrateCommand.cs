using System.CommandLine;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary><c>migrate</c>: creates or upgrades the store's schema.</summary>
internal static class MigrateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context) =>
        CommandContext.Command("migrate", "Create the store or bring its schema up to date.", [], async (parsed, cancellationToken) =>
        {
            await using var local = await LocalServices.OpenAsync(context.ConfigurationFor(parsed), cancellationToken);
            var heads = await local.Store.ListHeadsAsync(cancellationToken);
            await context.Output.WriteLineAsync($"The schema is up to date; the store holds {heads.Count} program(s).");
            return ExitCodes.Success;
        });
}
