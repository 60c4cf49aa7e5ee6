using GamifiedLoyalty.LoadTests;

var command = CommandLineOptions.Create(async (options, cancellationToken) =>
{
    try
    {
        return await Runner.RunAsync(options, cancellationToken);
    }
    catch (LoadTestException failure)
    {
        await Console.Error.WriteLineAsync(failure.Message);
        return 1;
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync("Interrupted.");
        return 130;
    }
});
return await command.Parse(args).InvokeAsync();
