using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Api.Members;
using GamifiedLoyalty.Server.Pages;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Links;

/// <summary>Personal links: how an employee gets in. One use of a link makes one session.</summary>
internal static class PersonalLinkEndpoints
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(7);
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromDays(90);

    /// <summary>Adds the endpoints to the group of a program.</summary>
    public static void MapPersonalLinks(this RouteGroupBuilder programs)
    {
        programs.MapPost("/employees/{id}/link", CreateAsync).Needs(Access.Write)
            .Describe<LinkAnswer>("createPersonalLink", "Makes a personal link: single use, seven days.", 201);
        programs.MapDelete("/employees/{id}/link", RevokeAsync).Needs(Access.Write)
            .Describe<object>("revokePersonalAccess", "Ends every link and session of an employee.", 204);
    }

    /// <summary>Adds the page where a link leads.</summary>
    public static void MapLinkEntry(this WebApplication app) =>
        app.MapGet("/p/{program}/enter/{token}", EnterAsync).Needs(Access.Anyone, opensProgram: false).ExcludeFromDescription();

    private static async Task<IResult> CreateAsync(HttpContext http, string id, LinkMaker links)
    {
        var engine = http.Engine();
        if (engine.Members.Find(OwnerRef.Employee(id)) is null)
        {
            return MemberEndpoints.Unknown(OwnerKind.Employee);
        }

        var token = Secrets.New("");
        return await links.MakeAsync(http, new(
            token, GrantKinds.Link, id, LinkLifetime, $"/p/{engine.Program}/enter/{token}", "link.created", $"employee:{id}"));
    }

    private static async Task<IResult> RevokeAsync(
        HttpContext http, string id, IAccessStore store, Authenticator authenticator, AuditTrail audit, TimeProvider time)
    {
        var program = http.Engine().Program;
        var now = time.GetUtcNow();
        await store.RevokeGrantsAsync(program, GrantKinds.Link, id, now, http.RequestAborted);
        await store.RevokeGrantsAsync(program, GrantKinds.Session, id, now, http.RequestAborted);
        authenticator.Forget();
        await audit.AddAsync(http, program, "link.revoked", $"employee:{id}");
        return Results.NoContent();
    }

    private static async Task EnterAsync(
        HttpContext http, string program, string token, IAccessStore store, AuditTrail audit, RateLimits limits, TimeProvider time)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        if (IsAhead(http.Request))
        {
            // Whoever only fetches ahead must not use the link up; the browser asks again when the person follows it.
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        if (!limits.LinkEntries.TryTake(RateLimits.Origin(http)))
        {
            await RateLimits.RefuseAsync(http, limits.LinkEntries);
            return;
        }

        if (await ConsumeAsync(store, program, token, time.GetUtcNow(), http.RequestAborted) is not { } link)
        {
            await PageErrors.WriteAsync(http, StatusCodes.Status410Gone, new("linkGone", "The link was used or has expired."));
            return;
        }

        var session = Secrets.New("");
        var expiresAt = time.GetUtcNow() + SessionLifetime;

        // The link is used up already: the session must follow even if the client hangs up now.
        await store.AddGrantAsync(new(Secrets.Hash(session), GrantKinds.Session, program, link.Subject, expiresAt), CancellationToken.None);
        await audit.AddAsync($"employee:{link.Subject}", program, "session.started", $"employee:{link.Subject}");
        http.Response.Cookies.Append(AuthenticationMiddleware.SessionCookie, session, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            MaxAge = SessionLifetime,
            Path = "/",
            IsEssential = true,
        });
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = $"/p/{program}/employees/{link.Subject}";
    }

    private static bool IsAhead(HttpRequest request) =>
        request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase)
        || request.Headers["Purpose"].ToString().Equals("prefetch", StringComparison.OrdinalIgnoreCase);

    private static async Task<StoredGrant?> ConsumeAsync(
        IAccessStore store, string program, string token, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (token.Length > Secrets.MaxLength)
        {
            return null;
        }

        var hash = Secrets.Hash(token);
        var grant = await store.FindGrantAsync(hash, cancellationToken);
        return grant is { Kind: GrantKinds.Link } && grant.Program == program && grant.ExpiresAt > now
            && await store.ConsumeGrantAsync(hash, now, CancellationToken.None)
            ? grant
            : null;
    }
}
