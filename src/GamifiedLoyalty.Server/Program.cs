using GamifiedLoyalty.Server.CommandLine;

return await CommandLineApp.RunAsync(args, Console.Out, Console.Error);
