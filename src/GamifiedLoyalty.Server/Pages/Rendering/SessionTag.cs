using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Rendering;

/// <summary>
/// Tells the service worker whose page an answer is, without telling who that is: when the tag changes, everything that the
/// device kept belongs to somebody else and is deleted.
/// </summary>
internal static class SessionTag
{
    /// <summary>The header that carries the tag.</summary>
    public const string Header = "Session-Tag";

    private const string Nobody = "none";
    private const int TagBytes = 8;

    /// <summary>The tag of a request's session, or that of nobody.</summary>
    public static string Of(HttpContext http) =>
        http.Caller().Kind == CallerKind.Person && http.Request.Cookies[AuthenticationMiddleware.SessionCookie] is { Length: > 0 } session
            ? Convert.ToHexStringLower(Secrets.Hash($"tag:{session}").AsSpan(0, TagBytes))
            : Nobody;

    /// <summary>Whether the caller presented a key: what it sees is for that request alone.</summary>
    public static bool IsForKeyOrScreen(HttpContext http) => http.Caller().Kind is CallerKind.Key or CallerKind.Screen;
}
