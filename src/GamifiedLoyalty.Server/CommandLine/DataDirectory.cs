using GamifiedLoyalty.Server.Hosting;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>The data directory of a configuration.</summary>
internal static class DataDirectory
{
    /// <summary>Its full path, from an application's options.</summary>
    public static string Of(WebApplication app) =>
        Path.GetFullPath(app.Services.GetRequiredService<IOptions<DataOptions>>().Value.Directory);

    /// <summary>Its full path, from configuration arguments and everything else that configures.</summary>
    public static async Task<string> OfAsync(string[] configuration)
    {
        await using var app = LocalServices.BuildQuietly(configuration);
        return Of(app);
    }

    /// <summary>Whether a directory holds a store.</summary>
    public static bool HasStore(string directory) =>
        Directory.Exists(directory) && Directory.EnumerateFiles(directory, "*.db").Any();

    /// <summary>Refuses a directory that holds no store, for commands that must not create one.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static void DemandStore(string directory)
    {
        if (!HasStore(directory))
        {
            throw new CommandException($"There is no store in {directory}; name its directory with --data.", ExitCodes.Usage);
        }
    }
}
