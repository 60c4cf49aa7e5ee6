namespace GamifiedLoyalty.Server.Hubs;

/// <summary>The hub that pages and other viewers subscribe to.</summary>
internal static class HubEndpoints
{
    /// <summary>Adds what the hub needs.</summary>
    public static void AddHubs(this IServiceCollection services)
    {
    }

    /// <summary>Adds <c>/hubs/live</c>.</summary>
    public static void MapHubs(this WebApplication app)
    {
    }
}
