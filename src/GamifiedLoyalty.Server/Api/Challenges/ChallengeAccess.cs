using System.Diagnostics.CodeAnalysis;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Pages.Boards;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>Who may know of which contests, and who acts in whose name.</summary>
internal static class ChallengeAccess
{
    /// <summary>Whether everybody who may see the boards may see a contest: it is, or was, at least scheduled.</summary>
    public static bool IsPublished([NotNullWhen(true)] ChallengeRecord? challenge) => challenge switch
    {
        null or { Status: ChallengeStatus.Draft or ChallengeStatus.Submitted } => false,
        { Status: ChallengeStatus.Cancelled } => challenge.Steps.Any(s => s.Action is ChallengeAction.Submit or ChallengeAction.Open),
        _ => true,
    };

    /// <summary>Whether a caller may see a contest: managers see drafts too.</summary>
    public static bool MaySee(Caller caller, ProgramEngine engine, [NotNullWhen(true)] ChallengeRecord? challenge) =>
        challenge is not null && (IsPublished(challenge) || caller.MayManage(engine.Program));

    /// <summary>The contest of a request, when the caller may see it; null otherwise.</summary>
    public static ChallengeView? Find(HttpContext http, string id) =>
        http.Engine().FindChallenge(id) is { } challenge && MaySee(http.Caller(), http.Engine(), challenge.Record) ? challenge : null;

    /// <summary>As whom a caller of the API looks at contests.</summary>
    public static ViewAs ViewOf(HttpContext http) => http.Caller().MayManage(http.Engine().Program) ? ViewAs.Manager : ViewAs.Viewer;

    /// <summary>Whether a subject of a contest is the caller.</summary>
    public static bool IsOwn(Caller caller, ProgramEngine engine, ChallengeRecord challenge, string subject) =>
        !challenge.Definition.RanksPartners && caller.IsPerson(engine.Program, subject);

    /// <summary>The subject of a contest that is the caller, or the caller's company where companies compete; null for others than persons.</summary>
    public static string? OwnSubject(Caller caller, ProgramEngine engine, ChallengeRecord challenge) =>
        Viewer.Person(caller, engine) is not { } person ? null : challenge.Definition.RanksPartners ? person.Partner : person.Id;

    /// <summary>In whose name a caller acts: a person in their own; null when it is for the caller to say. Empty for nobody's: persons do not act for their company.</summary>
    public static string? ActsFor(Caller caller, ChallengeRecord challenge) => caller.Kind switch
    {
        CallerKind.Person => challenge.Definition.RanksPartners ? "" : caller.Subject,
        _ => null,
    };
}
