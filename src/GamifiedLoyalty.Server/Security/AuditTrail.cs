using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Api;

namespace GamifiedLoyalty.Server.Security;

/// <summary>Writes down who did what to access and definitions; activities and members have their actor in the feed.</summary>
internal sealed class AuditTrail(IAccessStore store, TimeProvider time)
{
    /// <summary>Adds what the request's caller did.</summary>
    public Task AddAsync(HttpContext http, string? program, string action, string target) =>
        AddAsync(http.Caller().Actor, program, action, target);

    /// <summary>Adds what somebody did. It is written even if the caller has gone: what was done, was done.</summary>
    public Task AddAsync(string actor, string? program, string action, string target) =>
        store.AddAuditAsync(new AuditRecord(0, time.GetUtcNow(), actor, program, action, target), CancellationToken.None);
}
