using GamifiedLoyalty.Server.Security;
using Microsoft.Net.Http.Headers;

namespace GamifiedLoyalty.Server.Pages.Assets;

/// <summary>Serves the browser bundle.</summary>
internal static class AssetEndpoints
{
    /// <summary>Adds <c>/assets/{version}/{file}</c>.</summary>
    public static void MapAssets(this WebApplication app) =>
        app.MapMethods("/assets/{version}/{file}", [HttpMethods.Get, HttpMethods.Head], Serve).Needs(Access.Anyone).ExcludeFromDescription();

    private static IResult Serve(string version, string file, HttpContext http, WebBundle bundle)
    {
        if (bundle.Find(file) is not { } found)
        {
            return Results.NotFound();
        }

        var headers = http.Response.Headers;
        var isCurrent = string.Equals(version, bundle.Version, StringComparison.Ordinal);
        headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        if (found.Compressed is { } compressed && AcceptsBrotli(http.Request))
        {
            headers.ContentEncoding = "br";
            return Results.Bytes(compressed, found.ContentType);
        }

        return Results.Bytes(found.Content, found.ContentType);
    }

    private static bool AcceptsBrotli(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "br" && e.Quality is null or > 0);
}
