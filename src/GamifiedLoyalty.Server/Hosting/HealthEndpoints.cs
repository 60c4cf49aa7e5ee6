using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>What a supervisor asks.</summary>
internal static class HealthEndpoints
{
    /// <summary>Adds <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(HttpContext http, Readiness readiness, ICommitStore store, ILiveBoards boards)
    {
        if (!readiness.IsReady)
        {
            return Results.Text("starting or stopping", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            await store.PingAsync(http.RequestAborted);
            // Sales are taken without boards as well, so the node stays in service.
            return Results.Text(boards.IsAvailable ? "ready" : "ready, boards away");
        }
        catch (StoreUnavailableException)
        {
            return Results.Text("store away", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
