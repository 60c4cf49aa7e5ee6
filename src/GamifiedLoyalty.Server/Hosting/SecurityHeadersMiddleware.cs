namespace GamifiedLoyalty.Server.Hosting;

/// <summary>Sends the headers that keep browsers from running or framing what is not ours.</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    // Rows place their bars by style attributes, which cannot run code; scripts and sheets come from here alone.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Handles a request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        return next(http);
    }
}
