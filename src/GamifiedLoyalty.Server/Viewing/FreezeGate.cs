using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Api;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Viewing;

/// <summary>What viewers may see while a contest is frozen. Viewers are all but the holders of keys with scope manage.</summary>
internal static class FreezeGate
{
    /// <summary>How long a read waits for this node to know what was frozen before the version that it read.</summary>
    public static readonly TimeSpan CatchUpWait = TimeSpan.FromSeconds(2);

    /// <summary>The version through which viewers see the log: the newest, or the one at which a contest was frozen.</summary>
    public static long Through(ProgramEngine engine)
    {
        // The version first: what was frozen at or before it is known then.
        var version = engine.Version;
        return Math.Min(version, engine.Frozen?.Version ?? version);
    }

    /// <summary>Whether a caller may not read the money of a member now: that of others would tell what they sold.</summary>
    public static bool HidesMoney(Caller caller, ProgramEngine engine, OwnerRef member) =>
        engine.Frozen is not null && !caller.MayManage(engine.Program) && !IsOwn(caller, engine, member);

    /// <summary>Whether a member is the caller.</summary>
    public static bool IsOwn(Caller caller, ProgramEngine engine, OwnerRef member) =>
        member.Kind == OwnerKind.Employee && caller.IsPerson(engine.Program, member.Id);

    /// <summary>Whether viewers may not know what a contest ends with now: it is frozen, or one that is could be read from it.</summary>
    public static bool Hides(ProgramEngine engine, ChallengeRecord challenge) =>
        engine.Frozen is { } frozen && (frozen.Challenges.Any(c => c.Id == challenge.Id) || frozen.Hides(challenge));

    /// <summary>Whether a caller may not read activities now; who may record them has sent them.</summary>
    public static bool HidesActivities(Caller caller, ProgramEngine engine) =>
        engine.Frozen is not null && !caller.MayWrite(engine.Program);

    /// <summary>
    /// Makes sure that this node knows what was frozen at or before a version that was read from the store, where other nodes
    /// may have written it.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The node is too far behind.</exception>
    public static async ValueTask CatchUpAsync(ProgramEngine engine, long version, CancellationToken cancellationToken)
    {
        if (!await engine.WaitForAsync(version, CatchUpWait, cancellationToken))
        {
            throw new StoreUnavailableException("This node is behind the store.");
        }
    }

    /// <summary>The refusal of an answer that would betray a frozen contest; null when it may go out.</summary>
    /// <param name="http">The request.</param>
    /// <param name="shown">The newest version that the answer may show.</param>
    /// <param name="hides">Whether it is hidden now.</param>
    public static async ValueTask<IResult?> RefusalAsync(HttpContext http, long shown, Func<bool> hides)
    {
        await CatchUpAsync(http.Engine(), shown, http.RequestAborted);
        return hides() ? Refused() : null;
    }

    /// <summary>The answer to who may not see something until a contest is revealed.</summary>
    public static IResult Refused() =>
        Problems.Result(StatusCodes.Status409Conflict, "frozen", "A contest is frozen; this can be read again when it is revealed.");
}
