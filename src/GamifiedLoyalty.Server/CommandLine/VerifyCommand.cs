using System.CommandLine;
using System.Globalization;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Verification;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary><c>verify</c>: recomputes everything from the committed bytes and names the first fault.</summary>
internal static class VerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandContext context)
    {
        var program = new Option<string?>("--program") { Description = "Only this program.", HelpName = "P" };
        return CommandContext.Command("verify", "Recompute hash chain, balances and scores from the committed bytes, and name the first fault.", [program], async (parsed, cancellationToken) =>
        {
            var configuration = context.ConfigurationFor(parsed);
            await DataDirectory.DemandStoreAsync(configuration);
            await using var local = await LocalServices.OpenAsync(configuration, cancellationToken);

            // Of a store that others write to meanwhile, one state is verified.
            await using var snapshot = local.Store is IStoreSnapshots shared ? await shared.OpenSnapshotAsync(cancellationToken) : null;
            var store = snapshot ?? local.Store;
            var clean = true;
            foreach (var name in await ProgramsAsync(store, parsed.GetValue(program), cancellationToken))
            {
                clean &= await VerifyAsync(context, store, name, cancellationToken);
            }

            return clean ? ExitCodes.Success : ExitCodes.Failure;
        });
    }

    private static async Task<IReadOnlyList<string>> ProgramsAsync(ICommitStore store, string? only, CancellationToken cancellationToken)
    {
        var programs = (await store.ListHeadsAsync(cancellationToken)).Select(h => h.Program).Order(StringComparer.Ordinal).ToArray();
        if (only is null)
        {
            return programs;
        }

        return programs.Contains(only, StringComparer.Ordinal)
            ? [only]
            : throw new CommandException($"There is no program '{only}'.", ExitCodes.Usage);
    }

    private static async Task<bool> VerifyAsync(CommandContext context, ICommitStore store, string program, CancellationToken cancellationToken)
    {
        VerificationReport report;
        using (var display = new ProgressDisplay(context.Error, context.Time, !Console.IsErrorRedirected))
        {
            var progress = new DirectProgress<double>(done => display.Report(done, count: 0, unit: ""));
            report = await ProgramVerifier.VerifyAsync(store, program, progress, cancellationToken);
        }

        if (report.Fault is { } fault)
        {
            await context.Error.WriteLineAsync($"{program}: {fault}");
            return false;
        }

        await context.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{program}: all is well up to version {report.Version} ({report.Activities:N0} activities)."));
        return true;
    }
}
