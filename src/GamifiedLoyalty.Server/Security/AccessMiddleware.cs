using System.Globalization;
using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using Microsoft.Net.Http.Headers;

namespace GamifiedLoyalty.Server.Security;

/// <summary>
/// Holds every endpoint to the access it states, opens the route's program, and lets reads wait for the version asked.
/// An endpoint of the API that states nothing is refused.
/// </summary>
internal sealed class AccessMiddleware(RequestDelegate next, ProgramHost programs)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Handles a request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        var needs = endpoint?.Metadata.GetMetadata<NeedsAttribute>();
        if (needs is null && !(endpoint is RouteEndpoint && IsApi(http.Request)))
        {
            return next(http);
        }

        // Nearly always there is nothing to wait for, and then nothing is kept for later.
        var check = CheckAsync(http, needs);
        return check.IsCompletedSuccessfully ? GoOn(http, check.Result) : GoOnAsync(http, check);
    }

    /// <summary>Whether a request is for the API or hub, whose errors are problem details.</summary>
    public static bool IsApi(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);

    private async Task GoOnAsync(HttpContext http, ValueTask<Refusal?> check) => await GoOn(http, await check);

    private Task GoOn(HttpContext http, Refusal? refusal) =>
        refusal is null ? next(http) : RefuseAsync(http, refusal.Status, refusal.Fault);

    private async ValueTask<Refusal?> CheckAsync(HttpContext http, NeedsAttribute? needs)
    {
        if (needs is null)
        {
            return new(StatusCodes.Status403Forbidden, new("forbidden", "Nobody may call this."));
        }

        var program = http.Request.RouteValues["program"] as string;
        var caller = http.Caller();
        if (needs.Access != Access.BoardPage && !IsAllowed(needs.Access, caller, program, http))
        {
            return Denied(caller);
        }

        if (program is null || !needs.OpensProgram)
        {
            return null;
        }

        if (await FindAsync(http, program) is not { } engine)
        {
            return new(StatusCodes.Status404NotFound, new("unknownProgram", "There is no such program."));
        }

        if (needs.Access == Access.BoardPage && !MaySeePage(caller, engine))
        {
            return Denied(caller);
        }

        http.SetEngine(engine);
        return HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
            ? await WaitAsync(http, engine)
            : null;
    }

    // Asking for the request's token makes one, which an open program does not need.
    private ValueTask<ProgramEngine?> FindAsync(HttpContext http, string program) => programs.FindOpen(program) is { } engine
        ? ValueTask.FromResult<ProgramEngine?>(engine)
        : programs.FindAsync(program, http.RequestAborted);

    private static bool MaySeePage(Caller caller, ProgramEngine engine) =>
        engine.Current.Definition.Visibility == Visibility.Public || caller.MayRead(engine.Program);

    private static bool IsAllowed(Access access, Caller caller, string? program, HttpContext http) => access switch
    {
        Access.Anyone => true,
        Access.Boards => caller.MayRead(program ?? ""),
        Access.Own => caller.MayReadAll(program ?? "") || caller.IsPerson(program ?? "", http.Request.RouteValues["id"] as string ?? ""),
        Access.Person => caller.MayManage(program ?? "") || (caller.Kind == CallerKind.Person && caller.Concerns(program ?? "")),
        Access.Read => program is null ? caller.Scope >= KeyScope.Read : caller.MayReadAll(program),
        Access.Write => program is null ? caller.Scope >= KeyScope.Write : caller.MayWrite(program),
        _ => program is null ? caller.Scope >= KeyScope.Manage : caller.MayManage(program),
    };

    private static Refusal Denied(Caller caller) => caller.Kind == CallerKind.Anonymous
        ? new(StatusCodes.Status401Unauthorized, new("unauthorized", "A key or a personal link is needed."))
        : new(StatusCodes.Status403Forbidden, new("forbidden", "This caller may not do this."));

    private static async ValueTask<Refusal?> WaitAsync(HttpContext http, ProgramEngine engine)
    {
        var version = engine.Version;
        if (http.Request.Query["atLeast"] is [{ } text]
            && !(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version)))
        {
            return new(StatusCodes.Status400BadRequest, new("badVersion", "atLeast must be a version: a whole number, not negative."));
        }

        return await engine.WaitForAsync(version, LongestWait, http.RequestAborted)
            ? null
            : new(StatusCodes.Status503ServiceUnavailable, new("behind", "This version is not here yet; try again."));
    }

    private static Task RefuseAsync(HttpContext http, int status, Fault fault)
    {
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        }

        return IsApi(http.Request)
            ? Problems.WriteAsync(http, status, fault)
            : Pages.PageErrors.WriteAsync(http, status, fault);
    }

    private sealed record Refusal(int Status, Fault Fault);
}
