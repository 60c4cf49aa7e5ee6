using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Screens.Stage;

/// <summary>Changes the stage of the route's program, for the API and the control page alike.</summary>
internal sealed class StageDesk(AuditTrail audit)
{
    /// <summary>Changes the stage; nothing is stored when it stays as it is.</summary>
    /// <param name="http">The request.</param>
    /// <param name="change">Makes the new stage of the one there is; it may be called with a newer one than the caller saw.</param>
    /// <param name="action">What the audit trail calls it, such as <c>stage.launched</c>.</param>
    /// <returns>The stage and the version that set it.</returns>
    public async Task<(StageState Stage, long Version)> ChangeAsync(HttpContext http, Func<StageState, StageState> change, string action)
    {
        var engine = http.Engine();
        var before = StageDocument.Of(engine);
        var after = change(before);
        if (after == before)
        {
            return (before, engine.Version);
        }

        after = after with { Step = before.Step + 1 };
        var version = await engine.PutDocumentAsync(
            StageDocument.Kind, StageDocument.Id, StageDocument.Write(after), http.Caller().Actor, http.RequestAborted);
        await audit.AddAsync(http, engine.Program, action, $"stage:{StageDocument.Id}");
        return (after, version);
    }

    /// <summary>What a celebration of the conductor is called and when it is.</summary>
    public static StageCelebration Celebration(string text, string? small, TimeProvider time) =>
        new(Secrets.NewId("call/"), time.GetUtcNow(), text, small);
}
