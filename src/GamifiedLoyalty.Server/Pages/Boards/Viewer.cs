using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Programs;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Server.Security;

namespace GamifiedLoyalty.Server.Pages.Boards;

/// <summary>What pages ask of whoever looks at them.</summary>
internal static class Viewer
{
    /// <summary>The profile of the person who came in by a personal link; null for others.</summary>
    public static MemberProfile? Person(Caller caller, ProgramEngine engine) =>
        caller.Kind == CallerKind.Person && caller.Subject is { } employee && caller.Concerns(engine.Program)
            ? engine.Members.Find(OwnerRef.Employee(employee))
            : null;

    /// <summary>Whose row is the viewer's: their own, or their partner's on boards of partners.</summary>
    public static string? OwnSubject(Caller caller, ProgramEngine engine, BoardDefinition board) =>
        Person(caller, engine) is not { } person ? null : board.RanksPartners ? person.Partner : person.Id;

    /// <summary>Whether the viewer may see balances and statement of a member, as over the API.</summary>
    public static bool SeesMoney(Caller caller, ProgramEngine engine, OwnerRef member) =>
        caller.MayReadAll(engine.Program) || (member.Kind == OwnerKind.Employee && caller.IsPerson(engine.Program, member.Id));

    /// <summary>The kind of a board's subjects.</summary>
    public static OwnerKind SubjectKind(this BoardDefinition board) => board.RanksPartners ? OwnerKind.Partner : OwnerKind.Employee;
}
