using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Api.Links;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Screens;

/// <summary>Makes and revokes the links that large screens open.</summary>
internal sealed class ScreenLinks(LinkMaker maker, IAccessStore store, Authenticator authenticator, AuditTrail audit, TimeProvider time)
{
    // A screen hangs on a wall for years; its link ends by being revoked.
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3_650);

    // The browser in which a manager opens a screen is a wall for one event.
    private static readonly TimeSpan OneEvent = TimeSpan.FromDays(7);

    /// <summary>Makes a link; earlier ones stay.</summary>
    public Task<IResult> MakeAsync(HttpContext http, string id) => maker.MakeAsync(http, NewLink(http, id));

    /// <summary>Makes a link that takes the place of all earlier ones, and returns its address.</summary>
    public async Task<string> RenewAsync(HttpContext http, string id)
    {
        await ForgetAsync(http, id);
        var (url, _) = await maker.StoreAsync(http, NewLink(http, id));
        return url;
    }

    /// <summary>Makes a link for the browser that asks, which works for a week; earlier ones stay. Returns its path with the secret in it.</summary>
    public async Task<string> OpenAsync(HttpContext http, string id)
    {
        var link = NewLink(http, id) with { Lifetime = OneEvent };
        await maker.StoreAsync(http, link);
        return link.Path;
    }

    /// <summary>Revokes every link of a screen.</summary>
    public async Task RevokeAsync(HttpContext http, string id)
    {
        await ForgetAsync(http, id);
        await audit.AddAsync(http, http.Engine().Program, "screen.unlinked", $"screen:{id}");
    }

    /// <summary>Revokes every link of a screen as part of something else.</summary>
    public async Task ForgetAsync(HttpContext http, string id)
    {
        await store.RevokeGrantsAsync(http.Engine().Program, GrantKinds.Screen, id, time.GetUtcNow(), http.RequestAborted);
        authenticator.Forget();
    }

    private static NewLink NewLink(HttpContext http, string id)
    {
        var key = Secrets.New("gls_");
        return new(key, GrantKinds.Screen, id, Lifetime, $"/p/{http.Engine().Program}/screen/{id}?key={key}", "screen.linked", $"screen:{id}");
    }
}
