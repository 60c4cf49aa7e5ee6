using GamifiedLoyalty.Engine;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Live;
using GamifiedLoyalty.Live.Redis;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Api.Links;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Api.Sponsors;
using GamifiedLoyalty.Server.Hubs;
using GamifiedLoyalty.Server.Operations;
using GamifiedLoyalty.Server.Pages;
using GamifiedLoyalty.Server.Security;
using GamifiedLoyalty.Server.Viewing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>The services of the server.</summary>
internal static class Services
{
    /// <summary>Adds them all; what was registered before wins.</summary>
    public static void AddServer(this WebApplicationBuilder builder)
    {
        ConfigurationCheck.Demand(builder.Configuration);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        AddOptions(services);
        builder.AddTelemetry();
        services.AddStorage(builder.Configuration);
        AddEngine(services);
        AddSecurity(services);
        services.AddHubs();
        services.AddPages();
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>>(SetLimits);

        // Each request is parsed where it arrives and answered where its commit ends, instead of being handed from thread to
        // thread four times. A handler that blocks holds up its own connection only.
        services.Configure<SocketTransportOptions>(o => o.UnsafePreferInlineScheduling = true);
        services.AddAntiforgery(o => o.Cookie.SameSite = SameSiteMode.Strict);

        // Numbers are numbers: a text that looks like one is a fault, and the OpenAPI document says integer.
        services.ConfigureHttpJsonOptions(o => o.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict);
        services.AddOpenApi("v1", options => options.DescribeEverywhere());
    }

    private static void SetLimits(KestrelServerOptions kestrel, IOptions<LimitsOptions> limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.Value.BodyBytes;
    }

    private static void AddOptions(IServiceCollection services)
    {
        AddSection<DataOptions>(services, "Data");
        AddSection<StorageOptions>(services, "Storage");
        AddSection<BoardsOptions>(services, "Boards");
        AddSection<ReachOptions>(services, "Server");
        AddSection<LimitsOptions>(services, "Limits");
        AddSection<EngineOptions>(services, "Engine");
    }

    private static void AddSection<T>(IServiceCollection services, string name)
        where T : class => services.AddOptions<T>().BindConfiguration(name);

    private static void AddEngine(IServiceCollection services)
    {
        services.TryAddSingleton(OpenBoards);
        services.TryAddSingleton(OpenHost);
        services.AddSingleton<ViewerBoards>();
        services.AddSingleton<BoardReads>();
        services.AddSingleton<Readiness>();
        services.AddOptions<HostOptions>().Configure<IOptions<ReachOptions>>((host, reach) => host.ShutdownTimeout += reach.Value.Drain);
        services.AddHostedService<Startup>();
    }

    private static ProgramHost OpenHost(IServiceProvider provider)
    {
        var logger = provider.GetRequiredService<ILogger<ProgramHost>>();
        return new ProgramHost(
            provider.GetRequiredService<ICommitStore>(),
            provider.GetRequiredService<ILiveBoards>(),
            provider.GetRequiredService<IOptions<EngineOptions>>().Value,
            provider.GetRequiredService<TimeProvider>(),
            (program, exception) => EngineLog.Fault(logger, program, exception));
    }

    private static ILiveBoards OpenBoards(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<BoardsOptions>>().Value;
        var time = provider.GetRequiredService<TimeProvider>();
        if (options.Provider != BoardsOptions.Redis)
        {
            return new MemoryBoards(time);
        }

        var logger = provider.GetRequiredService<ILogger<RedisBoards>>();
        return new RedisBoards(options.ConnectionString!, time, onFault: exception => logger.LogError(exception, "Boards in Redis failed; they recover by themselves."));
    }

    private static void AddSecurity(IServiceCollection services)
    {
        services.AddSingleton<AdminKey>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<LinkMaker>();
        services.AddSingleton<ScreenLinks>();
        services.AddSingleton<StageDesk>();
        services.AddSingleton<JoinCodes>();
        services.AddSingleton<SponsorPictures>();
    }
}
