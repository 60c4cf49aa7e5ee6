using System.CommandLine;
using System.Runtime.InteropServices;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>The one binary's command line: parses, runs a command, and turns every failure into one sentence.</summary>
internal static class CommandLineApp
{
    /// <summary>Runs the command that the arguments name; returns the process' exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var (command, configuration) = ConfigurationArguments.Split(arguments);
        var context = new CommandContext(configuration, output, error, TimeProvider.System);
        var parsed = CreateRoot(context).Parse(command);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync($"{parsed.Errors[0].Message} (See: {parsed.CommandResult.Command.Name} --help)");
            return ExitCodes.Usage;
        }

        using var interrupted = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, s => Stop(s, interrupted));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, s => Stop(s, interrupted));
        return await InvokeAsync(parsed, output, error, interrupted.Token);
    }

    /// <summary>All commands.</summary>
    internal static RootCommand CreateRoot(CommandContext context)
    {
        var root = new RootCommand("GamifiedLoyalty: a real-time leaderboard and loyalty server. Configuration is also read from appsettings.json, the environment (Section__Key) and --Section:Key=value.")
        {
            DemoCommand.Create(context),
            ServeCommand.Create(context),
            ImportCommand.Create(context),
            MigrateCommand.Create(context),
            VerifyCommand.Create(context),
            BackupCommand.Create(context),
            RestoreCommand.Create(context),
            CheckConfigCommand.Create(context),
        };
        root.Options.Add(context.Data);
        return root;
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken interrupted)
    {
        var invocation = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = output,
            Error = error,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, interrupted);
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await error.WriteLineAsync("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception failure)
        {
            var (message, exitCode) = Failures.Describe(failure);
            await error.WriteLineAsync(message);
            return exitCode;
        }
    }

    // The first signal asks for a clean end; a second one ends the process at once.
    private static void Stop(PosixSignalContext signal, CancellationTokenSource interrupted)
    {
        signal.Cancel = !interrupted.IsCancellationRequested;
        interrupted.Cancel();
    }
}
