using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Hosting;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>The data directory of a configuration.</summary>
internal static class DataDirectory
{
    /// <summary>What to say to who asks for a copy of a database that another server keeps.</summary>
    public const string NoCopies = "With Storage:Provider postgresql, copies are made and restored with PostgreSQL's own tools: pg_dump and pg_restore.";

    /// <summary>Its full path, from an application's options.</summary>
    public static string Of(WebApplication app) =>
        Path.GetFullPath(app.Services.GetRequiredService<IOptions<DataOptions>>().Value.Directory);

    /// <summary>Its full path, from configuration arguments and everything else that configures.</summary>
    public static async Task<string> OfAsync(string[] configuration)
    {
        await using var app = LocalServices.BuildQuietly(configuration);
        return Of(app);
    }

    /// <summary>The server that runs on the data directory; null when none runs, or the store is not there.</summary>
    public static async Task<RunningServer?> FindServerAsync(string[] configuration)
    {
        await using var app = LocalServices.BuildQuietly(configuration);
        return app.Configuration.IsPostgreSql() ? null : RunningServer.Find(Of(app));
    }

    /// <summary>Whether a directory holds a store.</summary>
    public static bool HasStore(string directory) =>
        Directory.Exists(directory) && Directory.EnumerateFiles(directory, "*.db").Any();

    /// <summary>Refuses a directory that holds no store, for commands that must not create one; a database server is asked later.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static void DemandStore(WebApplication app)
    {
        var directory = Of(app);
        if (!app.Configuration.IsPostgreSql() && !HasStore(directory))
        {
            throw new CommandException($"There is no store in {directory}; name its directory with --data.", ExitCodes.Usage);
        }
    }

    /// <summary>The same, from configuration arguments and everything else that configures.</summary>
    public static async Task DemandStoreAsync(string[] configuration)
    {
        await using var app = LocalServices.BuildQuietly(configuration);
        DemandStore(app);
    }

    /// <summary>What makes copies of the store.</summary>
    /// <exception cref="CommandException">The store is in a database server.</exception>
    public static IStoreBackup DemandCopies(WebApplication app) =>
        app.Services.GetService<IStoreBackup>() ?? throw new CommandException(NoCopies, ExitCodes.Usage);
}
