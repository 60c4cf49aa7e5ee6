using System.Text.Json;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Hosting;

/// <summary>What a supervisor asks: whether to restart this process, and whether to send it requests.</summary>
internal static class HealthEndpoints
{
    /// <summary>The longest that a store may take to answer, and be called well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Adds <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Json(new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(
        HttpContext http, Readiness readiness, ICommitStore store, ILiveBoards boards, ProgramHost programs, TimeProvider time)
    {
        http.Response.Headers.CacheControl = "no-store";
        var storeIs = await StoreIsAsync(store, time, http.RequestAborted);
        var isReady = readiness.Is == NodeState.Serving && storeIs == "ok";

        // Boards that are behind are no reason to take nodes away from their viewers: they share one Redis.
        var report = new ReadinessReport(
            isReady ? "ready" : "notReady", Word(readiness.Is), storeIs, !boards.IsAvailable ? "away" : programs.BoardsLag == 0 ? "ok" : "behind");
        return Results.Json(
            report, JsonSerializerOptions.Web, statusCode: isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string Word(NodeState state) => state switch
    {
        NodeState.Starting => "starting",
        NodeState.Serving => "serving",
        _ => "stopping",
    };

    private static async Task<string> StoreIsAsync(ICommitStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await store.PingAsync(either.Token).WaitAsync(either.Token);
            return "ok";
        }
        catch (StoreUnavailableException)
        {
            return "away";
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return "slow";
        }
    }
}

/// <summary>The answer of <c>/health/ready</c>; it names parts and no addresses.</summary>
/// <param name="Status">Whether to send requests: <c>ready</c> or <c>notReady</c>.</param>
/// <param name="Node">What this process is about: <c>starting</c> (programs are being opened), <c>serving</c>, <c>stopping</c>.</param>
/// <param name="Store">The commit store: <c>ok</c>, <c>slow</c> or <c>away</c>.</param>
/// <param name="Boards">The live boards: <c>ok</c>, <c>behind</c> what is committed, or <c>away</c>.</param>
internal sealed record ReadinessReport(string Status, string Node, string Store, string Boards);
