using System.Text.Json.Serialization;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Pages.Assets;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Install;

/// <summary>The web manifest of a program, with which browsers install it like an application.</summary>
internal static class ManifestEndpoints
{
    /// <summary>The manifest's name below the program's address.</summary>
    public const string FileName = "app.webmanifest";

    // The colours of the surface and of the icon; manifests take no OKLCH in every browser.
    private const string SurfaceColor = "#0b0f1a";

    /// <summary>Adds the manifest. Whoever may see the program's home may see its name.</summary>
    public static void MapManifests(this WebApplication app) =>
        app.MapGet($"/p/{{program}}/{FileName}", Show).Needs(Access.BoardPage).ExcludeFromDescription();

    private static IResult Show(HttpContext http, WebBundle bundle)
    {
        var engine = http.Engine();
        var definition = engine.Current.Definition;
        var language = PageLanguage.Choose(http, definition.Locales);
        var name = definition.Name.For(language.Locale);
        var home = PageFrames.UrlOf(engine);
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Json(
            new Manifest(home, name, name, language.Locale, home, home, "standalone", SurfaceColor, SurfaceColor, IconsOf(bundle)),
            contentType: "application/manifest+json");
    }

    private static ManifestIcon[] IconsOf(WebBundle bundle) =>
    [
        new(bundle.Url("icon.svg"), "any", "image/svg+xml", "any"),
        new(bundle.Url("icon-192.png"), "192x192", "image/png", "any"),
        new(bundle.Url("icon-512.png"), "512x512", "image/png", "any"),
        new(bundle.Url("icon-maskable-512.png"), "512x512", "image/png", "maskable"),
    ];

    private sealed record Manifest(
        string Id,
        string Name,
        [property: JsonPropertyName("short_name")] string ShortName,
        string Lang,
        [property: JsonPropertyName("start_url")] string StartUrl,
        string Scope,
        string Display,
        [property: JsonPropertyName("theme_color")] string ThemeColor,
        [property: JsonPropertyName("background_color")] string BackgroundColor,
        ManifestIcon[] Icons);

    private sealed record ManifestIcon(string Src, string Sizes, string Type, string Purpose);
}
