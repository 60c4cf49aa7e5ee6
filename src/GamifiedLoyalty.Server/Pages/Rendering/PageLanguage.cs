using System.Globalization;
using GamifiedLoyalty.Server.Localization;
using Microsoft.Extensions.Localization;

namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>The language that a page is written in, chosen among those that its program offers.</summary>
/// <param name="Locale">BCP 47, for <c>lang</c> and for texts of the definition.</param>
/// <param name="Culture">How numbers and dates are written.</param>
/// <param name="Offered">All languages of the program.</param>
public sealed record PageLanguage(string Locale, CultureInfo Culture, IReadOnlyList<string> Offered)
{
    /// <summary>Query parameter that chooses the language.</summary>
    public const string QueryName = "lang";

    /// <summary>Cookie that remembers the choice.</summary>
    public const string CookieName = "gl-lang";

    private static readonly string[] Own = ["en", "fr"];

    /// <summary>
    /// Chooses by the address, then the remembered choice, then the browser's wishes, then the first offered; remembers
    /// a choice made by the address.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="offered">The program's languages; null for those of the server's own texts.</param>
    public static PageLanguage Choose(HttpContext http, IReadOnlyList<string>? offered)
    {
        ArgumentNullException.ThrowIfNull(http);
        var languages = offered is { Count: > 0 } ? offered : Own;
        var asked = Match(http.Request.Query[QueryName].ToString(), languages);
        if (asked is not null)
        {
            http.Response.Cookies.Append(CookieName, asked, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
            });
        }

        var locale = asked ?? Match(http.Request.Cookies[CookieName], languages) ?? Preferred(http.Request, languages) ?? languages[0];
        return new PageLanguage(locale, CultureOf(locale), languages);
    }

    /// <summary>A fixed language when the program offers it, else chosen by the request.</summary>
    public static PageLanguage For(HttpContext http, IReadOnlyList<string> offered, string? locale)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(offered);
        var isAsked = http.Request.Query.ContainsKey(QueryName);
        return isAsked || Match(locale, offered) is not { } found ? Choose(http, offered) : new PageLanguage(found, CultureOf(found), offered);
    }

    /// <summary>Makes the language that of everything that runs in the current asynchronous flow.</summary>
    public void Apply()
    {
        CultureInfo.CurrentCulture = Culture;
        CultureInfo.CurrentUICulture = Culture;
    }

    /// <summary>A text of the server in this language.</summary>
    internal string Say(IStringLocalizer<Texts> texts, string name, params object[] values)
    {
        Apply();
        return texts[name, values];
    }

    private static string? Preferred(HttpRequest request, IReadOnlyList<string> languages) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(l => l.Quality ?? 1)
            .Select(l => Match(l.Value.Value, languages))
            .FirstOrDefault(l => l is not null);

    private static string? Match(string? wish, IReadOnlyList<string> languages)
    {
        if (string.IsNullOrEmpty(wish))
        {
            return null;
        }

        var language = wish.Split('-', 2)[0];
        return languages.FirstOrDefault(l => string.Equals(l, wish, StringComparison.OrdinalIgnoreCase))
            ?? languages.FirstOrDefault(l => string.Equals(l.Split('-', 2)[0], language, StringComparison.OrdinalIgnoreCase));
    }

    private static CultureInfo CultureOf(string locale)
    {
        try
        {
            return CultureInfo.GetCultureInfo(locale);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("en");
        }
    }
}
