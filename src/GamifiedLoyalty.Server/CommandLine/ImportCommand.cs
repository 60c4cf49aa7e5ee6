using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>What an import is asked to do.</summary>
/// <param name="Program">The program's slug.</param>
/// <param name="Mapping">The id of the import mapping in its definition.</param>
/// <param name="Definition">A definition to publish first; JSON in UTF-8.</param>
internal sealed record ImportRequest(string Program, string Mapping, byte[]? Definition);

/// <summary><c>import</c>: records the rows of a CSV file; doing it again changes nothing.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Source = new("FILE") { Description = "The CSV file; - reads standard input." };
    private static readonly Option<string> Program = new("--program") { Description = "The program's id.", HelpName = "P", Required = true };
    private static readonly Option<string> Mapping = new("--mapping") { Description = "The import mapping of the program's definition.", HelpName = "M", Required = true };
    private static readonly Option<string?> Definition = new("--definition") { Description = "A program definition to publish first.", HelpName = "JSON" };
    private static readonly Option<string?> Url = new("--url") { Description = "A server elsewhere (with --key).", HelpName = "URL" };
    private static readonly Option<string?> Key = new("--key") { Description = "Its API key (or the environment's GAMIFIEDLOYALTY_KEY).", HelpName = "KEY" };
    private static readonly Option<string?> Errors = new("--errors") { Description = "Where refused rows are listed (default: FILE.errors.csv).", HelpName = "CSV" };

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context) => CommandContext.Command(
        "import",
        "Record the rows of a CSV file, through the running server or, when none runs on the data directory, straight into the store.",
        [Source, Program, Mapping, Definition, Url, Key, Errors],
        (parsed, cancellationToken) => RunAsync(context, parsed, cancellationToken));

    private static async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var request = new ImportRequest(
            parsed.GetRequiredValue(Program), parsed.GetRequiredValue(Mapping), await ReadDefinitionAsync(parsed.GetValue(Definition), cancellationToken));
        var file = parsed.GetRequiredValue(Source);
        await using var errors = new ImportErrorFile(ErrorFile(parsed.GetValue(Errors), file));
        using var display = new ProgressDisplay(context.Error, context.Time, !Console.IsErrorRedirected);
        using var source = new ImportSource(file, display);
        errors.Clear();
        var outcome = await ImportAsync(context, parsed, request, source, errors, cancellationToken);
        display.Dispose();
        await TellAsync(context, outcome, errors, display.Elapsed);
        return outcome.Refused == 0 ? ExitCodes.Success : ExitCodes.SomeRejected;
    }

    private static string ErrorFile(string? chosen, string file)
    {
        var path = chosen ?? (file == "-" ? "import" : file) + ".errors.csv";
        return file != "-" && Path.GetFullPath(path) == Path.GetFullPath(file)
            ? throw new CommandException("The file of refused rows would replace the file to import; choose another with --errors.", ExitCodes.Usage)
            : path;
    }

    private static async Task<ImportOutcome> ImportAsync(
        CommandContext context, ParseResult parsed, ImportRequest request, ImportSource source, ImportErrorFile errors, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Url) is { } url)
        {
            var key = parsed.GetValue(Key) ?? Environment.GetEnvironmentVariable("GAMIFIEDLOYALTY_KEY")
                ?? throw new CommandException("--url needs --key KEY (or GAMIFIEDLOYALTY_KEY in the environment).", ExitCodes.Usage);
            using var remote = new RunningServer(url, key);
            return await HttpImport.RunAsync(remote, request, source, errors, cancellationToken);
        }

        var configuration = context.ConfigurationFor(parsed);
        using var server = await DataDirectory.FindServerAsync(configuration);
        return server is null
            ? await LocalImport.RunAsync(configuration, request, source, errors, cancellationToken)
            : await ThroughServerAsync(server, request, source, errors, cancellationToken);
    }

    private static async Task<ImportOutcome> ThroughServerAsync(
        RunningServer server, ImportRequest request, ImportSource source, ImportErrorFile errors, CancellationToken cancellationToken)
    {
        var made = await server.SendJsonAsync(HttpMethod.Post, "operator/keys", new JsonObject(), cancellationToken);
        try
        {
            using var keyed = server.As(made["key"]!.ToString());
            return await HttpImport.RunAsync(keyed, request, source, errors, cancellationToken);
        }
        finally
        {
            await server.SendAsync(HttpMethod.Delete, "operator/keys/" + made["id"], content: null, CancellationToken.None);
        }
    }

    private static async Task<byte[]?> ReadDefinitionAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return null;
        }

        return File.Exists(file)
            ? await File.ReadAllBytesAsync(file, cancellationToken)
            : throw new CommandException($"There is no file {file}.", ExitCodes.Usage);
    }

    private static async Task TellAsync(CommandContext context, ImportOutcome outcome, ImportErrorFile errors, TimeSpan elapsed)
    {
        var rate = outcome.Total / Math.Max(elapsed.TotalSeconds, 0.001);
        await context.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Total:N0} rows in {elapsed.TotalSeconds:N1} s ({rate:N0} rows/s): {outcome.Recorded:N0} recorded, {outcome.Duplicate:N0} duplicate, {outcome.Conflict:N0} conflict, {outcome.Rejected:N0} rejected."));
        if (outcome.Import is { } import)
        {
            await context.Output.WriteLineAsync($"Import id: {import} (POST .../imports/{import}/reversal takes it back whole)");
        }

        if (outcome.Refused > 0)
        {
            await context.Error.WriteLineAsync($"Refused rows: {errors.Path}{(outcome.ErrorsTruncated ? " (the first 1,000; import again after correcting them)" : "")}");
        }
    }
}
