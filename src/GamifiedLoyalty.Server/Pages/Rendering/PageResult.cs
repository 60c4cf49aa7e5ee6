using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>Renders a component as a whole page, in its language, never cached by others.</summary>
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
