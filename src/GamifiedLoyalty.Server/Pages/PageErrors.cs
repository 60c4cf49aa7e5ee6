using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Server.Pages.Rendering;

namespace GamifiedLoyalty.Server.Pages;

/// <summary>Errors of pages, as pages in the reader's language.</summary>
internal static class PageErrors
{
    /// <summary>Writes an error page, unless the response has started.</summary>
    public static Task WriteAsync(HttpContext http, int status, Fault fault) => http.Response.HasStarted
        ? Task.CompletedTask
        : PageMessages.For(http, MessageFor(status), status: status, code: fault.Code).ExecuteAsync(http);

    private static PageMessage MessageFor(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => PageMessage.Unauthorized,
        StatusCodes.Status403Forbidden => PageMessage.Forbidden,
        StatusCodes.Status404NotFound => PageMessage.NotFound,
        StatusCodes.Status410Gone => PageMessage.Gone,
        StatusCodes.Status429TooManyRequests => PageMessage.TooMany,
        StatusCodes.Status503ServiceUnavailable => PageMessage.Busy,
        _ => PageMessage.Failed,
    };
}
