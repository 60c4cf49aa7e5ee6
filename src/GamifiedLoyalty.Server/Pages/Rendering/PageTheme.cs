namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>The appearance that a reader chose; without a choice the device decides.</summary>
internal static class PageTheme
{
    /// <summary>Query parameter that chooses: <c>light</c>, <c>dark</c>, or <c>system</c> to leave it to the device.</summary>
    public const string QueryName = "theme";

    /// <summary>Cookie that remembers the choice; scripts set it as well, so that choosing needs no new page.</summary>
    public const string CookieName = "gl-theme";

    /// <summary>What <see cref="QueryName"/> takes back a choice with.</summary>
    public const string System = "system";

    private static readonly string[] Known = ["light", "dark"];

    /// <summary>All choices, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> Offered { get; } = [System, .. Known];

    /// <summary>The choice made by the address or remembered; null when there is none. Remembers one made by the address.</summary>
    public static string? Choose(HttpContext http)
    {
        var asked = http.Request.Query[QueryName].ToString();
        if (!Offered.Contains(asked, StringComparer.Ordinal))
        {
            return Match(http.Request.Cookies[CookieName]);
        }

        http.Response.Cookies.Append(CookieName, asked, new CookieOptions
        {
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
            Path = "/",
            IsEssential = true,
        });
        return Match(asked);
    }

    private static string? Match(string? wish) => Array.Find(Known, k => string.Equals(k, wish, StringComparison.Ordinal));
}
