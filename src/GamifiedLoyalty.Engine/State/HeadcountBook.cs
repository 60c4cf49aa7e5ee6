using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Engine.State;

/// <summary>How many employees each partner has, with and without its descendants.</summary>
internal sealed class HeadcountBook
{
    private Dictionary<string, Headcount> _counts = new(StringComparer.Ordinal);

    /// <summary>The counts now; replaced, never changed.</summary>
    public IReadOnlyDictionary<string, Headcount> Counts => _counts;

    /// <summary>Counts all members anew and tells which counts differ.</summary>
    public IReadOnlyDictionary<string, Headcount> Recount(MemberDirectory members)
    {
        var fresh = new Dictionary<string, Headcount>(StringComparer.Ordinal);
        foreach (var partner in members.Employees.Select(e => e.Partner).OfType<string>())
        {
            Add(fresh, partner, 1);
            foreach (var ancestor in members.AncestorsOf(partner))
            {
                Add(fresh, ancestor, 0);
            }
        }

        var changed = new Dictionary<string, Headcount>(StringComparer.Ordinal);
        foreach (var partner in fresh.Keys.Union(_counts.Keys, StringComparer.Ordinal))
        {
            var count = fresh.GetValueOrDefault(partner);
            if (count != _counts.GetValueOrDefault(partner))
            {
                changed[partner] = count;
            }
        }

        _counts = fresh;
        return changed;
    }

    private static void Add(Dictionary<string, Headcount> counts, string partner, int own)
    {
        var old = counts.GetValueOrDefault(partner);
        counts[partner] = new Headcount(old.Own + own, old.WithDescendants + 1);
    }
}
