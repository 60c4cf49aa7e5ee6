using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api;

/// <summary>What the middleware in front found out about a request.</summary>
internal static class RequestContext
{
    private static readonly object EngineKey = new();

    /// <summary>Who makes the request.</summary>
    public static Caller Caller(this HttpContext http) => Security.Caller.From(http.User);

    /// <summary>The engine of the route's <c>{program}</c>; only for endpoints that have one and state their <see cref="Access"/>.</summary>
    public static ProgramEngine Engine(this HttpContext http) => (ProgramEngine)http.Items[EngineKey]!;

    /// <summary>Remembers the engine of the route's program.</summary>
    public static void SetEngine(this HttpContext http, ProgramEngine engine) => http.Items[EngineKey] = engine;
}
