using GamifiedLoyalty.Server.Api.Activities;
using GamifiedLoyalty.Server.Hubs;
using GamifiedLoyalty.Server.Pages;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>Puts the server together: options, services, middleware and endpoints.</summary>
public static class ServerApp
{
    /// <summary>Builds the server without starting it.</summary>
    /// <param name="args">Configuration from the command line, such as <c>--Urls http://127.0.0.1:0</c>.</param>
    /// <param name="configure">Changes configuration and services before the server's own are added; what it registers wins.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(ServerApp).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });

        // Outside of development too, the build's output finds the assets; a published folder has no manifest and needs none.
        builder.WebHost.UseStaticWebAssets();
        configure?.Invoke(builder);
        builder.AddServer();
        var app = builder.Build();
        MapEndpoints(app);
        return app;
    }

    private static void MapEndpoints(WebApplication app)
    {
        var programs = app.MapGroup("/api/v1/programs/{program}");
        programs.MapActivities();
        app.MapHubs();
        app.MapPages();
    }
}
