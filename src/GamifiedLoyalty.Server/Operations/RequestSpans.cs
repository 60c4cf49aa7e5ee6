using System.Diagnostics;

namespace GamifiedLoyalty.Server.Operations;

/// <summary>
/// Makes a span of each request while somebody traces. It names the route and never the address, which may hold a secret
/// or an id of a person.
/// </summary>
internal sealed class RequestSpans(RequestDelegate next)
{
    private static readonly ActivitySource Source = new("GamifiedLoyalty.Server");

    /// <summary>Handles a request. Connections of viewers last for hours and are none.</summary>
    public Task InvokeAsync(HttpContext http) =>
        Source.HasListeners() && !http.WebSockets.IsWebSocketRequest ? TraceAsync(http) : next(http);

    private async Task TraceAsync(HttpContext http)
    {
        var headers = http.Request.Headers;
        var parent = ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var sent) ? sent : default;
        using var span = Source.StartActivity("request", ActivityKind.Server, parent);
        await next(http);
        if (span is not null)
        {
            Describe(span, http);
        }
    }

    private static void Describe(Activity span, HttpContext http)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? "request" : $"{http.Request.Method} {route}";
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", http.Response.StatusCode);
        if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
