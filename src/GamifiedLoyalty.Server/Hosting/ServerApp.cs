using GamifiedLoyalty.Server.Api.Activities;
using GamifiedLoyalty.Server.Api.Boards;
using GamifiedLoyalty.Server.Api.Challenges;
using GamifiedLoyalty.Server.Api.Feed;
using GamifiedLoyalty.Server.Api.Keys;
using GamifiedLoyalty.Server.Api.Links;
using GamifiedLoyalty.Server.Api.Members;
using GamifiedLoyalty.Server.Api.Programs;
using GamifiedLoyalty.Server.Api.Screens;
using GamifiedLoyalty.Server.Api.Screens.Stage;
using GamifiedLoyalty.Server.Api.Sponsors;
using GamifiedLoyalty.Server.Hubs;
using GamifiedLoyalty.Server.Operations;
using GamifiedLoyalty.Server.Pages;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Options;

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

        // The framework's request log carries addresses, and those of links and screens carry secrets.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // At any level it makes an activity and a log scope for each request; failures are logged by the middleware here.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        configure?.Invoke(builder);
        builder.AddServer();
        var app = builder.Build();
        UseMiddleware(app);
        MapEndpoints(app);
        return app;
    }

    private static void UseMiddleware(WebApplication app)
    {
        // The framework would add its own authorization to every request; access is held by the middleware below.
        ((IApplicationBuilder)app).Properties["__AuthorizationMiddlewareSet"] = true;
        if (app.Services.GetRequiredService<IOptions<ReachOptions>>().Value.TrustForwardedHeaders)
        {
            app.UseForwardedHeaders(ForwardedHeaders());
        }

        app.UseMiddleware<RequestSpans>();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseMiddleware<FailureMiddleware>();
        app.UseRouting();
        app.UseMiddleware<AuthenticationMiddleware>();
        app.UseMiddleware<AccessMiddleware>();

        // Forms are on pages only; what the API takes a session cookie for (joining a contest), it takes as JSON only, which no
        // form of another site can send.
        app.UseWhen(http => !AccessMiddleware.IsApi(http.Request), pages => pages.UseAntiforgery());
    }

    private static ForwardedHeadersOptions ForwardedHeaders()
    {
        // Who turns this on says that only the proxy can reach the server.
        var options = new ForwardedHeadersOptions { ForwardedHeaders = Microsoft.AspNetCore.HttpOverrides.ForwardedHeaders.All };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        return options;
    }

    private static void MapEndpoints(WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapKeys();
        api.MapProgramList();
        MapProgram(api.MapGroup("/programs/{program}"));
        app.MapLinkEntry();
        app.MapHealth();
        app.MapSchemas();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapHubs();
        app.MapPages();
    }

    private static void MapProgram(RouteGroupBuilder programs)
    {
        programs.MapDefinition();
        programs.MapMembers();
        programs.MapWallets();
        programs.MapActivities();
        programs.MapBoards();
        programs.MapFeed();
        programs.MapPersonalLinks();
        programs.MapScreens();
        programs.MapStage();
        programs.MapSponsors();
        programs.MapChallenges();
    }
}
