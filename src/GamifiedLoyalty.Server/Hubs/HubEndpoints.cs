using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Server.Hubs.Sockets;
using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.Hubs;

/// <summary>The hub that pages and other viewers subscribe to.</summary>
internal static class HubEndpoints
{
    private const string Address = "/hubs/live";

    /// <summary>Adds what the hub needs.</summary>
    public static void AddHubs(this IServiceCollection services)
    {
        services.AddSignalR(options =>
        {
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            options.MaximumReceiveMessageSize = 8 * 1024;
        });
        services.AddSingleton<HubConnections>();
        services.AddSingleton<HubLifetimeManager<LiveHub>>(provider => provider.GetRequiredService<HubConnections>());
        services.AddSingleton(provider => new FanOutPace(provider.GetRequiredService<IOptions<LimitsOptions>>().Value.MessagesPerSecond));
        services.AddSingleton<ChannelFactory>();
        services.AddSingleton<ChannelRegistry>();
        services.AddHostedService(provider => provider.GetRequiredService<ChannelRegistry>());
        services.AddSingleton<HubViewers>();
        services.AddHostedService(provider => provider.GetRequiredService<HubViewers>());
        services.AddHostedService<HubMetrics>();
        services.AddSingleton<HubCalls>();
        services.AddSingleton<SocketHub>();
    }

    /// <summary>Adds <c>/hubs/live</c>.</summary>
    public static void MapHubs(this WebApplication app)
    {
        var sockets = app.Services.GetRequiredService<SocketHub>();
        var hub = app.MapHub<LiveHub>(Address);
        hub.Needs(Access.Anyone);
        hub.Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: Address })
            {
                sockets.Take(endpoint, ((IEndpointRouteBuilder)app).CreateApplicationBuilder());
            }
        });
    }
}
