using System.Collections.Concurrent;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Corrections;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>Reads recorded activities with the profiles that were in force. Safe for concurrent use.</summary>
internal sealed class ActivityReader(ICommitStore store)
{
    private const int AtOnce = 500;
    private const int ProfilesKept = 100_000;
    private readonly ConcurrentDictionary<(OwnerRef Member, long Version), MemberProfile?> _profiles = new();

    /// <summary>Activities as they were recorded, by version; other versions are left out.</summary>
    public async Task<Dictionary<long, RecordedActivity>> FindAsync(
        int program, IEnumerable<long> versions, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, RecordedActivity>();
        foreach (var chunk in versions.Order().Distinct().Chunk(AtOnce))
        {
            foreach (var entry in await store.FindEntriesAsync(program, chunk, cancellationToken))
            {
                if (EntryReader.Read(entry) is ActivityEntry activity)
                {
                    found[entry.Version] = activity.Activity;
                }
            }
        }

        return found;
    }

    /// <summary>An activity with given lines and awards.</summary>
    public ValueTask<ReplayedActivity> ReplayedAsync(
        ProgramState state, RecordedActivity recorded, IReadOnlyList<ActivityLine> lines, IReadOnlyList<Award> awards,
        CancellationToken cancellationToken)
    {
        var isKnown = TryFind(state.Members, recorded.EmployeeRef, recorded.EmployeeVersion, out var employee)
            & TryFind(state.Members, recorded.PartnerRef, recorded.PartnerVersion, out var partner);
        return isKnown
            ? ValueTask.FromResult(Replayed(state.Definitions, recorded, lines, awards, employee, partner))
            : new ValueTask<ReplayedActivity>(ReadAsync(state, recorded, lines, awards, cancellationToken));
    }

    private async Task<ReplayedActivity> ReadAsync(
        ProgramState state, RecordedActivity recorded, IReadOnlyList<ActivityLine> lines, IReadOnlyList<Award> awards,
        CancellationToken cancellationToken)
    {
        var employee = await ReadAsync(state, recorded.EmployeeRef, recorded.EmployeeVersion, cancellationToken);
        var partner = await ReadAsync(state, recorded.PartnerRef, recorded.PartnerVersion, cancellationToken);
        return Replayed(state.Definitions, recorded, lines, awards, employee, partner);
    }

    private async Task<MemberProfile?> ReadAsync(ProgramState state, OwnerRef? member, long version, CancellationToken cancellationToken)
    {
        if (TryFind(state.Members, member, version, out var known))
        {
            return known;
        }

        if (_profiles.Count >= ProfilesKept)
        {
            _profiles.Clear();
        }

        var profile = await store.FindMemberAsync(state.Head.Number, member!.Value, version, cancellationToken);
        _profiles[(member.Value, version)] = profile;
        return profile;
    }

    private bool TryFind(MemberDirectory members, OwnerRef? member, long version, out MemberProfile? profile)
    {
        profile = null;
        if (member is not { } found)
        {
            return true;
        }

        if (members.Find(found) is { } current && current.Version == version)
        {
            profile = current;
            return true;
        }

        return _profiles.TryGetValue((found, version), out profile);
    }

    private static ReplayedActivity Replayed(
        DefinitionBook definitions, RecordedActivity recorded, IReadOnlyList<ActivityLine> lines, IReadOnlyList<Award> awards,
        MemberProfile? employee, MemberProfile? partner)
    {
        var rules = definitions.RulesOf(recorded.DefinitionVersion);
        return new ReplayedActivity(
            recorded, ActivityFacts.Of(recorded, lines, employee, partner, rules.Definition.Calendar), awards, rules);
    }
}
