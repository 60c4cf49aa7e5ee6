using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>What must hold between members: references lead somewhere, and the partner tree has no circle.</summary>
internal static class MemberRules
{
    public static Fault? FirstFault(IEnumerable<MemberProfile> members, Func<OwnerRef, MemberProfile?> find) =>
        members.Select(m => Check(m, find)).FirstOrDefault(f => f is not null);

    public static Fault? Check(MemberProfile member, Func<OwnerRef, MemberProfile?> find)
    {
        if (member.Partner is { } partner && find(OwnerRef.Partner(partner)) is null)
        {
            return new Fault("unknownPartner", $"There is no partner {partner}.", "/partner");
        }

        if (member.Parent is not { } parent)
        {
            return null;
        }

        if (parent != member.Id && find(OwnerRef.Partner(parent)) is null)
        {
            return new Fault("unknownPartner", $"There is no partner {parent}.", "/parent");
        }

        return TreeFault(member, parent, find);
    }

    private static Fault? TreeFault(MemberProfile member, string parent, Func<OwnerRef, MemberProfile?> find)
    {
        var depth = 1;
        for (string? next = parent; next is not null; next = find(OwnerRef.Partner(next))?.Parent)
        {
            if (next == member.Id)
            {
                return new Fault("cyclicParent", $"{member.Id} would be its own ancestor.", "/parent");
            }

            if (++depth > Limits.PartnerTreeDepth)
            {
                return new Fault("treeTooDeep", $"The partner tree has at most {Limits.PartnerTreeDepth} levels.", "/parent");
            }
        }

        return null;
    }
}
