using GamifiedLoyalty.Server.Pages.Contests.Launch;
using GamifiedLoyalty.Server.Pages.Contests.Listing;
using GamifiedLoyalty.Server.Pages.Contests.Manage;

namespace GamifiedLoyalty.Server.Pages.Contests;

/// <summary>The list of contests, and the pages of those who launch and conduct them.</summary>
internal static class ManagedContests
{
    /// <summary>Adds what the pages need.</summary>
    public static void AddManagedContests(this IServiceCollection services)
    {
        services.AddSingleton<ContestDesk>();
        services.AddSingleton<EffectReader>();
        services.AddSingleton<LaunchModels>();
        services.AddSingleton<LaunchPages>();
        services.AddSingleton<PreviewPages>();
        services.AddSingleton<ComparePages>();
        services.AddSingleton<ManageModels>();
        services.AddSingleton<ManageScreens>();
        services.AddSingleton<ManagePages>();
        services.AddSingleton<ListPages>();
    }

    /// <summary>Adds the pages.</summary>
    public static void MapManagedContests(this WebApplication app)
    {
        ListPages.Map(app);
        LaunchPages.Map(app);
        PreviewPages.Map(app);
        ComparePages.Map(app);
        ManagePages.Map(app);
    }
}
