using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Server.Api.Challenges;

/// <summary>The names of those who compete, as boards show them.</summary>
/// <param name="members">The members.</param>
/// <param name="ranksPartners">Whether partners compete.</param>
internal readonly struct SubjectNames(MemberDirectory members, bool ranksPartners)
{
    /// <summary>The kind of those who compete.</summary>
    public OwnerKind Kind => ranksPartners ? OwnerKind.Partner : OwnerKind.Employee;

    /// <summary>The name; the id of somebody who is gone.</summary>
    public string NameOf(string subject) => members.NameOf(new OwnerRef(Kind, subject));

    /// <summary>An employee's company; null for partners and those without.</summary>
    public string? CompanyOf(string subject) =>
        members.Find(new OwnerRef(Kind, subject))?.Partner is { } partner ? members.NameOf(OwnerRef.Partner(partner)) : null;
}
