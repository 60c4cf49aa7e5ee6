namespace GamifiedLoyalty.Server.Api.Activities;

/// <summary>Recording, finding and reversing activities.</summary>
internal static class ActivityEndpoints
{
    /// <summary>Adds the endpoints to the group of a program, <c>/api/v1/programs/{program}</c>.</summary>
    public static void MapActivities(this RouteGroupBuilder programs)
    {
    }
}
