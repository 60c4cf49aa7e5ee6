using System.Security.Cryptography;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;

namespace GamifiedLoyalty.Server.Pages.Screens.Settings;

/// <summary>
/// Lets the holder of a key with scope manage use forms. The cookie holds the key, sealed by the server, and is sent to the
/// pages of one program only; it ends with the day, or when the key is revoked.
/// </summary>
internal sealed class ManagerSessions(
    IDataProtectionProvider protection, Authenticator authenticator, RateLimits limits, IAntiforgery antiforgery)
{
    private const string CookieName = "gl_manager";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("GamifiedLoyalty.ManagerSession").ToTimeLimitedDataProtector();

    /// <summary>The manager who makes a request, or null.</summary>
    public async ValueTask<Caller?> FindAsync(HttpContext http)
    {
        var program = http.Engine().Program;
        if (http.Caller() is { Kind: CallerKind.Key } own && own.MayManage(program))
        {
            return own;
        }

        return http.Request.Cookies[CookieName] is { Length: > 0 } cookie && Open(cookie) is { } key ? await FindAsync(http, key) : null;
    }

    /// <summary>Whether a manager makes the request; from then on, what is done is done by the manager's key.</summary>
    public async ValueTask<bool> AdmitAsync(HttpContext http)
    {
        if (await FindAsync(http) is not { } manager)
        {
            return false;
        }

        http.User = new CallerPrincipal(manager);
        return true;
    }

    /// <summary>
    /// Receives a form. One without proof that it came from here leads back, and so does a key that begins a session; then
    /// there is an answer and no form.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="back">Leads back to the page.</param>
    /// <param name="wrongKey">Asks for a key again.</param>
    /// <returns>The form with whether a manager sent it; from then on, what is done is done by the manager's key.</returns>
    public async ValueTask<(IFormCollection? Form, bool IsManager, IResult? Answer)> ReceiveAsync(HttpContext http, IResult back, Func<IResult> wrongKey)
    {
        var isManager = await AdmitAsync(http);
        if (!http.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(http))
        {
            return (null, isManager, back);
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["do"] != "enter")
        {
            return (form, isManager, null);
        }

        return (null, isManager, await BeginAsync(http, form["key"].ToString().Trim()) ? back : wrongKey());
    }

    /// <summary>Begins a session with a key; false when it may not manage the program, or too many wrong ones were tried.</summary>
    private async ValueTask<bool> BeginAsync(HttpContext http, string key)
    {
        var origin = RateLimits.Origin(http);
        if (limits.Failures.IsClosed(origin) || key.Length is 0 or > Secrets.MaxLength || await FindAsync(http, key) is null)
        {
            limits.Failures.TryTake(origin);
            return false;
        }

        http.Response.Cookies.Append(CookieName, _seal.Protect(key, Lifetime), Options(http, Lifetime));
        return true;
    }

    /// <summary>Ends the session.</summary>
    public static void End(HttpContext http) => http.Response.Cookies.Delete(CookieName, Options(http, null));

    private async ValueTask<Caller?> FindAsync(HttpContext http, string key)
    {
        var found = await authenticator.FindAsync(key, CredentialKind.Bearer, http.RequestAborted);
        return found is { Caller: var caller } && caller.MayManage(http.Engine().Program) ? caller : null;
    }

    private string? Open(string cookie)
    {
        try
        {
            return _seal.Unprotect(cookie);
        }
        catch (CryptographicException)
        {
            // Sealed by another server, changed on the way, or over.
            return null;
        }
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? age) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = http.Request.IsHttps,
        MaxAge = age,
        Path = $"/p/{http.Engine().Program}",
        IsEssential = true,
    };
}
