using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Pages.Rendering;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Install;

/// <summary>Signing out: ends the session on this device, and what the device kept of its pages goes with it.</summary>
internal static class SignOutPages
{
    /// <summary>The last part of the address.</summary>
    public const string Segment = "sign-out";

    /// <summary>Adds the form's target. The session cookie is not sent along from other sites, so that none can sign anybody out.</summary>
    public static void MapSignOut(this WebApplication app) =>
        app.MapPost($"/p/{{program}}/{Segment}", SignOutAsync).Needs(Access.Anyone, opensProgram: false).ExcludeFromDescription();

    private static async Task<IResult> SignOutAsync(
        HttpContext http, string program, IAccessStore store, Authenticator authenticator, AuditTrail audit, TimeProvider time)
    {
        if (http.Caller() is { Kind: CallerKind.Person } caller
            && http.Request.Cookies[AuthenticationMiddleware.SessionCookie] is { Length: > 0 } session)
        {
            await store.ConsumeGrantAsync(Secrets.Hash(session), time.GetUtcNow(), CancellationToken.None);
            authenticator.Forget();
            await audit.AddAsync(http, program, "session.ended", caller.Actor);
        }

        http.Response.Cookies.Delete(AuthenticationMiddleware.SessionCookie, new CookieOptions { Path = "/" });
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        http.User = new();
        return PageMessages.For(http, PageMessage.SignedOut, programUrl: $"/p/{program}");
    }
}
