using GamifiedLoyalty.Benchmarks;

return await Options.Command(Runner.RunAsync).Parse(args).InvokeAsync();
