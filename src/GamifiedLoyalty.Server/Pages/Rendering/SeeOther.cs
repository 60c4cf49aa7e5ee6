namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>Sends a browser that has sent a form on to a page, so that loading it again sends nothing again.</summary>
/// <param name="address">Where.</param>
internal sealed class SeeOther(string address) : IResult
{
    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = address;
        return Task.CompletedTask;
    }
}
