using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Server.Api.Members;

/// <summary>Pages through members in the order of their ids.</summary>
internal static class MemberPages
{
    private static readonly IComparer<string> Descending = Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a));

    /// <summary>The first members after an id; keeps no more than it returns, however many there are.</summary>
    public static IReadOnlyList<MemberProfile> First(IEnumerable<MemberProfile> members, string? after, int count)
    {
        var kept = new PriorityQueue<MemberProfile, string>(Descending);
        foreach (var member in members)
        {
            if (after is not null && string.CompareOrdinal(member.Id, after) <= 0)
            {
                continue;
            }

            if (kept.Count < count)
            {
                kept.Enqueue(member, member.Id);
            }
            else
            {
                kept.EnqueueDequeue(member, member.Id);
            }
        }

        return [.. kept.UnorderedItems.Select(i => i.Element).OrderBy(m => m.Id, StringComparer.Ordinal)];
    }
}
