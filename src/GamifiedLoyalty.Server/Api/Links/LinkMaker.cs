using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Server.Security;
using Microsoft.Extensions.Options;

namespace GamifiedLoyalty.Server.Api.Links;

/// <summary>A link to be made.</summary>
/// <param name="Secret">What it carries; stored hashed and shown once.</param>
/// <param name="Kind">One of <see cref="GrantKinds"/>.</param>
/// <param name="Subject">The employee's or screen's id.</param>
/// <param name="Lifetime">How long it works.</param>
/// <param name="Path">Where it leads on this server, the secret in it.</param>
/// <param name="Action">What the audit trail calls its making.</param>
/// <param name="Target">Whom the audit trail names, such as <c>employee:e1</c>.</param>
internal sealed record NewLink(string Secret, string Kind, string Subject, TimeSpan Lifetime, string Path, string Action, string Target);

/// <summary>Makes the links by which employees and screens get in.</summary>
internal sealed class LinkMaker(IAccessStore store, AuditTrail audit, TimeProvider time, IOptions<ReachOptions> reach)
{
    /// <summary>Stores a link of the route's program and answers with its address.</summary>
    public async Task<IResult> MakeAsync(HttpContext http, NewLink link)
    {
        var (url, expiresAt) = await StoreAsync(http, link);
        return new JsonAnswer(StatusCodes.Status201Created, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("url", url);
            writer.WriteInstant("expiresAt", expiresAt);
            writer.WriteEndObject();
        });
    }

    /// <summary>Stores a link of the route's program; the answer that shows its address must not be kept by anybody.</summary>
    public async Task<(string Url, DateTimeOffset ExpiresAt)> StoreAsync(HttpContext http, NewLink link)
    {
        var program = http.Engine().Program;
        var expiresAt = time.GetUtcNow() + link.Lifetime;
        await store.AddGrantAsync(new(Secrets.Hash(link.Secret), link.Kind, program, link.Subject, expiresAt), http.RequestAborted);
        await audit.AddAsync(http, program, link.Action, link.Target);
        http.Response.Headers.CacheControl = "no-store";
        return (PublicAddress.Of(http.Request, reach.Value, link.Path), expiresAt);
    }
}
