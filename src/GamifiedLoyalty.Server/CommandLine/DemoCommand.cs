using System.Buffers.Text;
using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Demo;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary><c>demo</c>: a server with a believable program and sales that keep coming.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Rate = new("--rate")
    {
        Description = "Mean number of sales a second (default: 2).",
        HelpName = "N",
        DefaultValueFactory = _ => "2",
    };

    private static readonly Option<int?> Seed = new("--seed")
    {
        Description = "What decides people and past sales (default: 42).",
        HelpName = "N",
    };

    private static readonly Option<string?> Urls = new("--urls")
    {
        Description = $"Where to listen (default: {ServerRunner.DefaultUrl}).",
        HelpName = "URLS",
    };

    /// <summary>The command.</summary>
    public static Command Create(CommandContext context) => CommandContext.Command(
        "demo",
        "Run a server with an invented partner program and simulated sales. Its data is kept in data/demo.",
        [Rate, Seed, Urls],
        (parsed, cancellationToken) => RunAsync(context, parsed, cancellationToken));

    private static async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellationToken)
    {
        var rate = ReadRate(parsed);
        var directory = parsed.GetValue(context.Data) ?? Path.Combine("data", "demo");
        var configuration = context.ConfigurationFor(parsed, ("Data:Directory", directory), ("urls", parsed.GetValue(Urls)));
        var state = await DemoState.OpenAsync(Path.GetFullPath(directory), parsed.GetValue(Seed), NewKey);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var simulation = Task.CompletedTask;
        try
        {
            await ServerRunner.RunAsync(configuration, builder => Configure(builder, state), async (app, addresses) =>
            {
                var world = DemoWorld.Create(state.Seed);
                var host = app.Services.GetRequiredService<ProgramHost>();
                await new DemoSeeder(host, context.Time).SeedAsync(world, state.Seed, cancellationToken);
                await DemoBanner.WriteAsync(context.Output, ServerRunner.Loopback(addresses[0]), state, world, rate, cancellationToken);
                simulation = SimulateAsync(app, new DemoSimulator(host, context.Time, rate, state.Seed), world, ending.Token);
            }, cancellationToken);
        }
        finally
        {
            await ending.CancelAsync();
        }

        await simulation;
        return ExitCodes.Success;
    }

    private static double ReadRate(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(Rate);
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= 0.01 and <= 2_000
            ? rate
            : throw new CommandException($"--rate must be a number from 0.01 to 2000, not '{text}'.", ExitCodes.Usage);
    }

    private static void Configure(WebApplicationBuilder builder, DemoState state) =>
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("GAMIFIEDLOYALTY_ADMIN_KEY", (string?)state.AdminKey)]);

    private static string NewKey() => "demo-" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    // A demonstration whose sales have stopped would look alive and not be; it ends and says why.
    private static async Task SimulateAsync(WebApplication app, DemoSimulator simulator, DemoWorld world, CancellationToken ending)
    {
        try
        {
            await simulator.RunAsync(world, ending);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // It ends by being cancelled.
        }
        catch
        {
            app.Lifetime.StopApplication();
            throw;
        }
    }
}
