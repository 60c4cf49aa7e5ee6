using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Hubs;
using GamifiedLoyalty.Server.Pages;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>The services of the server.</summary>
internal static class Services
{
    /// <summary>Adds them all.</summary>
    public static void AddServer(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        AddSection<DataOptions>(services, "Data");
        AddSection<StorageOptions>(services, "Storage");
        AddSection<BoardsOptions>(services, "Boards");
        AddSection<ReachOptions>(services, "Server");
        AddSection<LimitsOptions>(services, "Limits");
        services.TryAddSingleton<ProgramHost>();
        services.AddHubs();
        services.AddPages();
    }

    private static void AddSection<T>(IServiceCollection services, string name)
        where T : class => services.AddOptions<T>().BindConfiguration(name).ValidateOnStart();
}
