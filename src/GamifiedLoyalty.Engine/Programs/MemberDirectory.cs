using System.Collections.Concurrent;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>The current profiles of a program's members; written by the engine, read by everyone.</summary>
public sealed class MemberDirectory
{
    private readonly ConcurrentDictionary<string, MemberProfile> _employees = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MemberProfile> _partners = new(StringComparer.Ordinal);

    private int _changes;

    /// <summary>Called after a member was created or changed, by the engine; must be quick.</summary>
    public event Action<MemberProfile>? Changed;

    /// <summary>Counts the changes of profiles.</summary>
    internal int Changes => Volatile.Read(ref _changes);

    /// <summary>All employees, in no order.</summary>
    public IEnumerable<MemberProfile> Employees => _employees.Select(e => e.Value);

    /// <summary>All partners, in no order.</summary>
    public IEnumerable<MemberProfile> Partners => _partners.Select(p => p.Value);

    /// <summary>A member's current profile, or null.</summary>
    public MemberProfile? Find(OwnerRef member) => member.Kind switch
    {
        OwnerKind.Employee => _employees.GetValueOrDefault(member.Id),
        OwnerKind.Partner => _partners.GetValueOrDefault(member.Id),
        _ => null,
    };

    /// <summary>The name to show for a subject; the id when it is unknown.</summary>
    public string NameOf(OwnerRef member) => Find(member)?.Name ?? member.Id;

    /// <summary>The ancestors of a partner, nearest first.</summary>
    public IReadOnlyList<string> AncestorsOf(string partner) => PartnerTree.AncestorsOf(Find(OwnerRef.Partner(partner)), Find);

    internal void Set(MemberProfile profile)
    {
        (profile.Kind == OwnerKind.Employee ? _employees : _partners)[profile.Id] = profile;
        Interlocked.Increment(ref _changes);
        Changed?.Invoke(profile);
    }
}
