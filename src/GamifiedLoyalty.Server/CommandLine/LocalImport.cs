namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>Imports straight into the data directory, when no server has it.</summary>
internal static class LocalImport
{
    /// <summary>Refuses: rows go through a server.</summary>
    public static Task<ImportOutcome> RunAsync(
        string[] configuration, ImportRequest request, ImportSource source, ImportErrorFile errors, CancellationToken cancellationToken) =>
        throw new CommandException("No server runs on the data directory; start one with: serve.", ExitCodes.Usage);
}
