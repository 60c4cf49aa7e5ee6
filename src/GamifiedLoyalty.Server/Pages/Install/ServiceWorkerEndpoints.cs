using System.Text;
using GamifiedLoyalty.Server.Pages.Assets;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Install;

/// <summary>The service worker at the root, and the pages that it keeps for when there is no network.</summary>
internal static class ServiceWorkerEndpoints
{
    private const string Script = "service-worker.js";

    /// <summary>Adds the script and its pages.</summary>
    public static void MapServiceWorker(this WebApplication app)
    {
        app.MapGet($"/{Script}", Serve).Needs(Access.Anyone).ExcludeFromDescription();
        app.MapGet("/offline", (HttpContext http) => PageMessages.For(http, PageMessage.Offline)).Needs(Access.Anyone).ExcludeFromDescription();
        app.MapGet("/offline/sign-out", (HttpContext http) => PageMessages.For(http, PageMessage.SignOutLater)).Needs(Access.Anyone).ExcludeFromDescription();
    }

    // The script names the bundle that it belongs to, so that a new bundle makes a new service worker.
    private static IResult Serve(HttpContext http, WebBundle bundle)
    {
        var name = Encoding.UTF8.GetBytes($"self.bundle=\"{bundle.Version}\";\n");
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes([.. name, .. bundle.Find(Script)!.Content], "text/javascript");
    }
}
