using GamifiedLoyalty.Server.Pages.Assets;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Pages.Contests;
using GamifiedLoyalty.Server.Pages.Contests.Formats;
using GamifiedLoyalty.Server.Pages.Contests.Participants;
using GamifiedLoyalty.Server.Pages.Install;
using GamifiedLoyalty.Server.Pages.People;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Pages.Screens;
using GamifiedLoyalty.Server.Pages.Screens.Scenes;
using GamifiedLoyalty.Server.Pages.Screens.Settings;
using GamifiedLoyalty.Server.Pages.Screens.Stage;
using GamifiedLoyalty.Server.Pages.Search;
using GamifiedLoyalty.Server.Pages.Sponsors;
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
        services.AddSingleton<HomePages>();
        services.AddSingleton<PlaceReader>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<MoneyReader>();
        services.AddSingleton<CardPages>();
        services.AddSingleton<MemberIndexes>();
        services.AddSingleton<PageFrames>();
        services.AddSingleton<Opponents>();
        services.AddSingleton<FormatPictures>();
        services.AddSingleton<ContestModels>();
        services.AddSingleton<ContestCards>();
        services.AddSingleton<ContestPages>();
        services.AddSingleton<SceneReader>();
        services.AddSingleton<BoardScenes>();
        services.AddSingleton<ScreenPages>();
        services.AddSingleton<ManagerSessions>();
        services.AddSingleton<SettingsModels>();
        services.AddSingleton<SettingsPages>();
        services.AddSingleton<StageModels>();
        services.AddSingleton<StageContests>();
        services.AddSingleton<StagePages>();
        services.AddSingleton<SponsorPages>();
        services.AddManagedContests();
    }

    /// <summary>Adds pages and static assets.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.MapAssets();
        app.MapServiceWorker();
        app.MapManifests();
        app.MapSignOut();
        app.MapBoardPages();
        app.MapCardPages();
        app.MapSearchPages();
        ContestPages.Map(app);
        ScreenPages.Map(app);
        JoinPages.Map(app);
        StagePages.Map(app);
        SettingsPages.Map(app);
        SponsorPages.Map(app);
        app.MapManagedContests();
        app.MapFallback("/p/{program}/{**rest}", (HttpContext http, string program) => PageMessages.For(http, PageMessage.NotFound, programUrl: $"/p/{program}"))
            .Needs(Access.Anyone, opensProgram: false);
        app.MapFallback("/p/{**rest}", (HttpContext http) => PageMessages.For(http, PageMessage.NotFound)).Needs(Access.Anyone, opensProgram: false);
    }
}
