using System.CommandLine;
using System.Net.Sockets;
using GamifiedLoyalty.LoadTests;
using GamifiedLoyalty.LoadTests.Growth;
using GamifiedLoyalty.LoadTests.Soak;

var command = CommandLineOptions.Create(Told<Options>(Runner.RunAsync));
command.Subcommands.Add(GrowthCommand.Create(Told<GrowthOptions>(GrowthRunner.RunAsync)));
command.Subcommands.Add(SoakCommand.Create(Told<SoakOptions>(SoakRunner.RunAsync)));

// Ctrl-C leaves time to stop the server and to remove its data.
var patience = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await command.Parse(args).InvokeAsync(patience);

// What goes wrong is told in a line, and whoever interrupts is not shown an exception.
static Func<T, CancellationToken, Task<int>> Told<T>(Func<T, CancellationToken, Task<int>> run) => async (options, cancellationToken) =>
{
    try
    {
        return await run(options, cancellationToken);
    }
    catch (Exception failure) when (failure is LoadTestException or SocketException or HttpRequestException && !cancellationToken.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync(failure.Message);
        return 1;
    }
    catch (Exception) when (cancellationToken.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync("Interrupted.");
        return 130;
    }
};
