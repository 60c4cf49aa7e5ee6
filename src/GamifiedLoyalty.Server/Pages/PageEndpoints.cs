namespace GamifiedLoyalty.Server.Pages;

/// <summary>The pages rendered on the server, and their scripts and styles.</summary>
internal static class PageEndpoints
{
    /// <summary>Adds what pages need.</summary>
    public static void AddPages(this IServiceCollection services)
    {
    }

    /// <summary>Adds pages and static assets.</summary>
    public static void MapPages(this WebApplication app)
    {
    }
}
