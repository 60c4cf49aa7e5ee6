using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Server.Operations;
using GamifiedLoyalty.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration.Memory;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>Runs the server in this process until it is stopped, alone on its data directory when its store is there.</summary>
internal static class ServerRunner
{
    /// <summary>Where a server listens when nothing says otherwise.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Runs the server; returns when it has stopped cleanly.</summary>
    /// <param name="configuration">Configuration arguments.</param>
    /// <param name="configure">Changes the builder first.</param>
    /// <param name="started">Called with the application and its addresses once it listens.</param>
    /// <param name="cancellationToken">Stops the server.</param>
    public static async Task RunAsync(
        string[] configuration, Action<WebApplicationBuilder> configure, Func<WebApplication, IReadOnlyList<string>, Task> started, CancellationToken cancellationToken)
    {
        var access = new OperatorAccess();
        await using var app = ServerApp.Build(configuration, builder =>
        {
            DefaultAddress(builder);
            DefaultLog(builder);
            configure(builder);
        });
        app.MapOperator(access);

        // With a database server, commands of this binary go there themselves, and any number of nodes may run here.
        var directory = app.Configuration.IsPostgreSql() ? null : DataDirectory.Of(app);
        using var alone = directory is null ? null : DataDirectoryLock.Acquire(directory);
        await app.StartAsync(cancellationToken);
        try
        {
            var addresses = Addresses(app);
            if (directory is not null)
            {
                await new ServerFile(Loopback(addresses[0]), Environment.ProcessId, access.Token).WriteAsync(directory);
            }

            await started(app, addresses);
            await WaitForEndAsync(app, cancellationToken);
        }
        finally
        {
            if (directory is not null)
            {
                ServerFile.Remove(directory);
            }
        }

        // Not bound to the signal, which has come already: requests under way get their answers.
        await app.StopAsync(CancellationToken.None);
    }

    private static async Task WaitForEndAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var signal = cancellationToken.Register(() => stopping.TrySetResult());
        await using var stopped = app.Lifetime.ApplicationStopping.Register(() => stopping.TrySetResult());
        await stopping.Task;
    }

    // Below every other source, so that configuration can still ask for more, or for JSON. A line a request would cost more than the
    // request; a failed start is told in one sentence by the command line, not as a trace in the log as well.
    private static void DefaultLog(WebApplicationBuilder builder) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Logging:Console:FormatterName"] = "simple",
                ["Logging:Console:FormatterOptions:SingleLine"] = "true",
                ["Logging:Console:FormatterOptions:TimestampFormat"] = "yyyy-MM-ddTHH:mm:ss.fffZ ",
                ["Logging:Console:FormatterOptions:UseUtcTimestamp"] = "true",
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
                ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "None",
            },
        });

    private static void DefaultAddress(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var configured = settings["urls"] ?? settings["http_ports"] ?? settings["https_ports"];
        if (string.IsNullOrEmpty(configured) && !settings.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }

    private static string[] Addresses(WebApplication app) =>
        [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>An address for this machine of one that may mean all its interfaces.</summary>
    internal static string Loopback(string address) => address
        .Replace("//[::]", "//localhost", StringComparison.Ordinal)
        .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//+", "//localhost", StringComparison.Ordinal)
        .Replace("//*", "//localhost", StringComparison.Ordinal);
}
