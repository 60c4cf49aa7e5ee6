using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Operations;

/// <summary>Keys that a command makes for its own work and gives back at its end, seen in the audit trail like any other.</summary>
internal static class OperatorKeys
{
    private const string Actor = "system:operator";

    /// <summary>Makes a key with scope manage.</summary>
    public static async Task<IResult> CreateAsync(IAccessStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        var secret = Secrets.New("glk_");
        var key = new StoredKey(Secrets.NewId("k"), "Command line", Secrets.Hash(secret), "manage", ["*"], time.GetUtcNow());
        await store.AddKeyAsync(key, cancellationToken);
        await store.AddAuditAsync(new AuditRecord(0, time.GetUtcNow(), Actor, null, "key.created", key.Id), cancellationToken);
        return TypedResults.Ok(new OperatorKey(key.Id, secret));
    }

    /// <summary>Gives a key back.</summary>
    public static async Task<IResult> RevokeAsync(string id, IAccessStore store, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!await store.RevokeKeyAsync(id, time.GetUtcNow(), cancellationToken))
        {
            return Problems.NotFound("unknownKey", $"There is no key {id}.");
        }

        await store.AddAuditAsync(new AuditRecord(0, time.GetUtcNow(), Actor, null, "key.revoked", id), cancellationToken);
        return TypedResults.NoContent();
    }
}

/// <summary>A key made for a command.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Key">Its secret.</param>
internal sealed record OperatorKey(string Id, string Key);
