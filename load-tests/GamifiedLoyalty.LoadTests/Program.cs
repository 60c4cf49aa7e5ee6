using System.CommandLine;
using System.Net.Sockets;
using GamifiedLoyalty.LoadTests;

var command = CommandLineOptions.Create(async (options, cancellationToken) =>
{
    try
    {
        return await Runner.RunAsync(options, cancellationToken);
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
});

// Ctrl-C leaves time to stop the server and to remove its data.
var patience = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };
return await command.Parse(args).InvokeAsync(patience);
