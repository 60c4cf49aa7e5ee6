using GamifiedLoyalty.Server.Pages.Assets;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.People;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages;

/// <summary>The pages rendered on the server, and their scripts and styles.</summary>
internal static class PageEndpoints
{
    /// <summary>Adds what pages need.</summary>
    public static void AddPages(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddRazorComponents();
        services.AddSingleton<WebBundle>();
        services.AddSingleton<BoardReader>();
        services.AddSingleton<PageFrames>();
    }

    /// <summary>Adds pages and static assets.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapAssets();
        app.MapBoardPages();
        app.MapEmployeePages();
        app.MapScreenPages();
        app.MapFallback("/p/{**rest}", (HttpContext http) => PageMessages.For(http, PageMessage.NotFound)).Needs(Access.Anyone, opensProgram: false);
    }
}
