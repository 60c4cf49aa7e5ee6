using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api.Activities;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>Imports straight into the data directory, when no server has it.</summary>
internal static class LocalImport
{
    private const string Actor = "system:import";

    /// <summary>Publishes the definition first, when there is one, then records the rows.</summary>
    public static async Task<ImportOutcome> RunAsync(
        string[] configuration, ImportRequest request, ImportSource source, ImportErrorFile errors, CancellationToken cancellationToken)
    {
        await using var local = await LocalServices.OpenAsync(configuration, cancellationToken);
        await PublishAsync(local.Host, request, cancellationToken);
        var engine = await local.Host.FindAsync(request.Program, cancellationToken)
            ?? throw new CommandException($"There is no program '{request.Program}'; publish its definition with --definition.", ExitCodes.Usage);
        var mapping = engine.Current.Definition.Import(request.Mapping)
            ?? throw new CommandException($"The program's definition has no import mapping '{request.Mapping}'.", ExitCodes.Usage);
        var import = Secrets.NewId("i");
        var rows = new CsvActivitySource(source.Stream, mapping, Actor, import);
        var faults = await rows.OpenAsync(cancellationToken);
        if (faults.Count > 0)
        {
            throw new CommandException("The file does not fit the mapping: " + string.Join(" ", faults.Select(f => f.Detail)), ExitCodes.Usage);
        }

        return await RecordAsync(engine, rows, new ImportSummary(import), source, errors, cancellationToken);
    }

    private static async Task PublishAsync(ProgramHost host, ImportRequest request, CancellationToken cancellationToken)
    {
        if (request.Definition is not { } definition)
        {
            return;
        }

        var result = await host.PublishAsync(request.Program, definition, Actor, dryRun: false, cancellationToken);
        if (result.Faults.Count > 0)
        {
            var listed = string.Concat(result.Faults.Select(f => $"\n  {f.Pointer} {f.Code}: {f.Detail}"));
            throw new CommandException("The definition is faulty:" + listed, ExitCodes.Usage);
        }
    }

    private static async Task<ImportOutcome> RecordAsync(
        ProgramEngine engine, CsvActivitySource rows, ImportSummary summary, ImportSource source, ImportErrorFile errors, CancellationToken cancellationToken)
    {
        await RecordingPipeline.RunAsync(
            rows.ReadAsync(cancellationToken),
            (commands, cancel) => engine.RecordAsync(commands, waitForSpace: true, cancel),
            async (answers, _) =>
            {
                foreach (var error in summary.Add(answers))
                {
                    await errors.AddAsync(error.Line, error.ExternalId, error.Code, error.Detail);
                }

                source.ShowRows(summary.Total);
            },
            cancellationToken);
        return new ImportOutcome(summary.Import, summary.Recorded, summary.Duplicate, summary.Conflict, summary.Rejected);
    }
}
