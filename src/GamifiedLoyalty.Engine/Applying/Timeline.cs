using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Corrections;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Applying;

/// <summary>Loads recorded activities as corrections see them, with what the draft has corrected already.</summary>
internal sealed class Timeline(ICommitStore store, CommitDraft draft)
{
    private const int PageSize = 64;
    private readonly Dictionary<(OwnerRef Member, long Version), MemberProfile?> _profiles = [];

    private ProgramState State => draft.State;

    /// <summary>One activity; null when the version is not one that recorded an activity.</summary>
    public async Task<ReplayedActivity?> FindAsync(long version, CancellationToken cancellationToken)
    {
        var entries = await store.FindEntriesAsync(State.Head.Number, [version], cancellationToken);
        if (entries.Count == 0 || EntryReader.Read(entries[0]) is not ActivityEntry entry)
        {
            return null;
        }

        return await ReplayedAsync(entry.Activity, await AdjustmentAsync(version, cancellationToken), cancellationToken);
    }

    /// <summary>The adjustment of an activity, if any.</summary>
    public async Task<ActivityAdjustment?> AdjustmentAsync(long version, CancellationToken cancellationToken)
    {
        if (draft.FindAdjustment(version) is { } changed)
        {
            return changed;
        }

        var stored = await store.FindAdjustmentsAsync(State.Head.Number, [version], cancellationToken);
        return stored.Count == 0 ? null : AdjustmentCodec.Read(stored[0]);
    }

    /// <summary>Every activity of the owners from a version on, in recording order.</summary>
    public async Task<IReadOnlyList<ReplayedActivity>> FromAsync(
        long first, IEnumerable<OwnerRef> owners, CancellationToken cancellationToken)
    {
        var versions = new SortedSet<long> { first };
        foreach (var owner in owners)
        {
            await AddVersionsAsync(owner, first, versions, cancellationToken);
        }

        return await LoadAsync([.. versions], cancellationToken);
    }

    /// <summary>Activities of given versions; other commands among them are left out.</summary>
    public async Task<IReadOnlyList<ReplayedActivity>> LoadAsync(IReadOnlyList<long> versions, CancellationToken cancellationToken)
    {
        var entries = await store.FindEntriesAsync(State.Head.Number, versions, cancellationToken);
        var adjustments = (await store.FindAdjustmentsAsync(State.Head.Number, versions, cancellationToken))
            .ToDictionary(a => a.Version, AdjustmentCodec.Read);
        var activities = new List<ReplayedActivity>(entries.Count);
        foreach (var entry in entries.Select(EntryReader.Read).OfType<ActivityEntry>())
        {
            var adjustment = draft.FindAdjustment(entry.Version) ?? adjustments.GetValueOrDefault(entry.Version);
            activities.Add(await ReplayedAsync(entry.Activity, adjustment, cancellationToken));
        }

        return activities;
    }

    private async Task AddVersionsAsync(OwnerRef owner, long first, SortedSet<long> versions, CancellationToken cancellationToken)
    {
        await State.LoadOwnersAsync(store, [owner], cancellationToken);
        versions.UnionWith(draft.Owner(owner).Recent.Where(v => v >= first));
        versions.UnionWith(draft.PagesOf(owner).SelectMany(p => p.Versions).Where(v => v >= first));
        var before = long.MaxValue;
        while (true)
        {
            var pages = await store.ReadOwnerPagesAsync(State.Head.Number, owner, before, PageSize, cancellationToken);
            foreach (var page in pages)
            {
                versions.UnionWith(page.Versions.Where(v => v >= first));
                before = page.Versions[0];
            }

            if (pages.Count < PageSize || before <= first)
            {
                return;
            }
        }
    }

    /// <summary>A recorded activity with what corrections made of it, or as it was recorded.</summary>
    public async Task<ReplayedActivity> ReplayedAsync(
        RecordedActivity recorded, ActivityAdjustment? adjustment, CancellationToken cancellationToken)
    {
        var rules = State.Definitions.RulesOf(recorded.DefinitionVersion);
        var facts = ActivityFacts.Of(
            recorded,
            adjustment?.Lines ?? recorded.Sent.Lines,
            await ProfileAsync(recorded.EmployeeRef, recorded.EmployeeVersion, cancellationToken),
            await ProfileAsync(recorded.PartnerRef, recorded.PartnerVersion, cancellationToken),
            rules.Definition.Calendar);
        return new ReplayedActivity(recorded, facts, adjustment?.Awards ?? recorded.Awards, rules);
    }

    private async Task<MemberProfile?> ProfileAsync(OwnerRef? member, long version, CancellationToken cancellationToken)
    {
        if (member is not { } found)
        {
            return null;
        }

        if (State.Members.Find(found) is { } current && current.Version == version)
        {
            return current;
        }

        if (!_profiles.TryGetValue((found, version), out var profile))
        {
            profile = await store.FindMemberAsync(State.Head.Number, found, version, cancellationToken);
            _profiles[(found, version)] = profile;
        }

        return profile;
    }
}
