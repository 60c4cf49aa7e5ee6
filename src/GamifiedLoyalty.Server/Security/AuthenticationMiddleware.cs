using GamifiedLoyalty.Server.Api;
using Microsoft.Net.Http.Headers;

namespace GamifiedLoyalty.Server.Security;

/// <summary>Finds out who makes a request and holds them to their rate.</summary>
internal sealed class AuthenticationMiddleware(RequestDelegate next, Authenticator authenticator, RateLimits limits)
{
    /// <summary>The name of the session cookie.</summary>
    public const string SessionCookie = "gl_session";

    private const string BearerPrefix = "Bearer ";

    /// <summary>Handles a request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        var (kind, secret) = Credential(http.Request);
        if (kind == CredentialKind.None)
        {
            return next(http);
        }

        // A secret used a moment ago, as nearly always: nothing to wait for.
        return authenticator.FindCached(secret, kind) is { } known ? GoOnAs(known, http) : LookUpAsync(http, kind, secret);
    }

    /// <summary>What a request presents to prove who it is.</summary>
    public static (CredentialKind Kind, string Secret) Credential(HttpRequest request)
    {
        var isHub = request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal);
        if (request.Headers.Authorization is [{ } header])
        {
            // Hub clients send their token as a header where they can, and in the address where they cannot.
            var kind = isHub ? CredentialKind.HubToken : CredentialKind.Bearer;
            return header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
                ? (kind, header[BearerPrefix.Length..].Trim())
                : (kind, "");
        }

        if (isHub && request.Query["access_token"] is [{ Length: > 0 } token])
        {
            return (CredentialKind.HubToken, token);
        }

        if (request.Path.StartsWithSegments("/p", StringComparison.Ordinal) && request.Query["key"] is [{ Length: > 0 } key])
        {
            return (CredentialKind.ScreenKey, key);
        }

        return request.Cookies[SessionCookie] is { Length: > 0 } session
            ? (CredentialKind.Session, session)
            : (CredentialKind.None, "");
    }

    private async Task LookUpAsync(HttpContext http, CredentialKind kind, string secret)
    {
        if (await FindAsync(http, kind, secret) is { } principal)
        {
            await GoOnAs(principal, http);
        }
        else if (kind is CredentialKind.Bearer or CredentialKind.HubToken)
        {
            await RefuseAsync(http);
        }
        else
        {
            // A stale cookie or screen link makes a stranger, who may still see what is public.
            await next(http);
        }
    }

    private Task GoOnAs(CallerPrincipal principal, HttpContext http)
    {
        http.User = principal;
        return limits.Keys.TryTake(principal.Caller.Actor) ? next(http) : RateLimits.RefuseAsync(http, limits.Keys);
    }

    private async ValueTask<CallerPrincipal?> FindAsync(HttpContext http, CredentialKind kind, string secret)
    {
        var origin = RateLimits.Origin(http);
        if (secret.Length is 0 or > Secrets.MaxLength
            || (authenticator.FindCached(secret) is null && limits.Failures.IsClosed(origin)))
        {
            limits.Failures.TryTake(origin);
            return null;
        }

        var found = await authenticator.FindAsync(secret, kind, http.RequestAborted);
        if (found is null)
        {
            limits.Failures.TryTake(origin);
        }

        return found;
    }

    private Task RefuseAsync(HttpContext http)
    {
        if (limits.Failures.IsClosed(RateLimits.Origin(http)))
        {
            return RateLimits.RefuseAsync(http, limits.Failures);
        }

        http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer error=\"invalid_token\"";
        return Problems.WriteAsync(http, StatusCodes.Status401Unauthorized, new("invalidKey", "The key is not known or was revoked."));
    }
}
