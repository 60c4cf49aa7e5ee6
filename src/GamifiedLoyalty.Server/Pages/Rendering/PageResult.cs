using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>Renders a component as a whole page, in its language, with the headers that every page has.</summary>
/// <typeparam name="TPage">The component; its parameter <c>Model</c> takes the model.</typeparam>
internal sealed class PageResult<TPage>(PageLanguage language, object model, int status = StatusCodes.Status200OK) : IResult
    where TPage : IComponent
{
    // Styles and scripts come from this server only, none inline, and no other site frames a page.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        language.Apply();
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "private, no-cache";
        headers.ContentLanguage = language.Locale;
        headers.Vary = "Accept-Language, Cookie, Authorization";
        var page = new RazorComponentResult<TPage>(new Dictionary<string, object?>(StringComparer.Ordinal) { ["Model"] = model })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };
        await page.ExecuteAsync(httpContext);
    }
}
