using System.CommandLine;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Hosting;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary><c>check-config</c>: explains the configuration and tries the store.</summary>
internal static class CheckConfigCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context) =>
        CommandContext.Command("check-config", "Show the configuration in force and where it comes from, and try the store.", [], async (parsed, cancellationToken) =>
        {
            await using var app = LocalServices.BuildQuietly(context.ConfigurationFor(parsed));
            var report = new ConfigurationReport((IConfigurationRoot)app.Configuration);
            await WriteSettingsAsync(context.Output, report);
            var unknown = report.UnknownKeys();
            foreach (var warning in report.Warnings())
            {
                await context.Error.WriteLineAsync($"Warning: {warning}");
            }

            await context.Output.WriteLineAsync(await TryStoreAsync(app, cancellationToken));
            return unknown.Count == 0 ? ExitCodes.Success : ExitCodes.Usage;
        });

    private static async Task WriteSettingsAsync(TextWriter output, ConfigurationReport report)
    {
        foreach (var setting in report.Settings())
        {
            await output.WriteLineAsync($"{setting.Key,-40} {setting.Value,-40} {setting.Source}");
        }
    }

    // Only looks: a check neither creates a store nor upgrades one.
    private static async Task<string> TryStoreAsync(WebApplication app, CancellationToken cancellationToken)
    {
        if (app.Configuration.IsPostgreSql())
        {
            await app.Services.GetRequiredService<ICommitStore>().PingAsync(cancellationToken);
            return "Store: the PostgreSQL database can be reached.";
        }

        var directory = DataDirectory.Of(app);
        if (!DataDirectory.HasStore(directory))
        {
            return $"Store: none yet in {directory}; the first start creates it.";
        }

        await app.Services.GetRequiredService<ICommitStore>().PingAsync(cancellationToken);
        return $"Store: {directory} can be read.";
    }
}
