namespace GamifiedLoyalty.Domain.Members;

/// <summary>Walks the tree of partners.</summary>
public static class PartnerTree
{
    /// <summary>The ancestors of a partner, nearest first; none for nobody or for one without parent.</summary>
    /// <param name="partner">The partner, or null.</param>
    /// <param name="find">Finds the profile in force.</param>
    public static IReadOnlyList<string> AncestorsOf(MemberProfile? partner, Func<OwnerRef, MemberProfile?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        if (partner?.Parent is null)
        {
            return [];
        }

        var ancestors = new List<string>();
        for (var next = partner.Parent; next is not null && ancestors.Count < Limits.PartnerTreeDepth; next = find(OwnerRef.Partner(next))?.Parent)
        {
            ancestors.Add(next);
        }

        return ancestors;
    }
}
