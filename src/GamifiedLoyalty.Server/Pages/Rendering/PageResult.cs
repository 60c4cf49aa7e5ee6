using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>Renders a component as a whole page, in its language, never cached by others, or as its handler said.</summary>
/// <typeparam name="TPage">The component; its parameter <c>Model</c> takes the model.</typeparam>
internal sealed class PageResult<TPage>(PageLanguage language, object model, int status = StatusCodes.Status200OK) : IResult
    where TPage : IComponent
{
    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        language.Apply();
        var headers = httpContext.Response.Headers;
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = SessionTag.IsForKeyOrScreen(httpContext) ? "no-store" : "private, no-cache";
        }

        headers[SessionTag.Header] = SessionTag.Of(httpContext);
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
