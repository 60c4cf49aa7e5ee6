using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Ledger;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Verification;

/// <summary>Balances and scores computed anew from the log alone.</summary>
internal sealed class LogReplica(ICommitStore store, int program, DefinitionBook definitions)
{
    private readonly Dictionary<(OwnerRef Owner, string Currency), Balance> _accounts = [];
    private readonly Dictionary<ScoreKey, ScoreValue> _scores = [];
    private readonly Dictionary<long, (RecordedActivity Recorded, IReadOnlyList<ActivityLine> Lines, IReadOnlyList<Award> Awards)> _open = [];
    private readonly Dictionary<(OwnerRef Member, long Version), MemberProfile?> _profiles = [];
    private DateTimeOffset _postedThrough = DateTimeOffset.UnixEpoch;

    public long Activities { get; private set; }

    public IReadOnlyDictionary<(OwnerRef Owner, string Currency), Balance> Accounts => _accounts;

    public IReadOnlyDictionary<ScoreKey, ScoreValue> Scores => _scores;

    public IReadOnlyList<ScoreSeries> Series => definitions.ActiveSeries;

    /// <summary>Applies the entries of a commit; returns the first fault.</summary>
    public async Task<string?> ApplyAsync(IReadOnlyList<StoredEntry> entries, CancellationToken cancellationToken)
    {
        var typed = entries.Select(EntryReader.Read).ToList();
        var fault = await CheckReceiptsAsync(typed, cancellationToken);
        foreach (var entry in typed)
        {
            fault ??= entry switch
            {
                ActivityEntry activity => await RecordAsync(activity.Activity, cancellationToken),
                ReversalEntry reversal => await CorrectAsync(reversal, cancellationToken),
                PostingEntry posting => await PostAsync(posting, cancellationToken),
                MemberEntry member => await CheckMemberAsync(member, cancellationToken),
                _ => null,
            };
        }

        return fault;
    }

    private async Task<string?> CheckReceiptsAsync(List<LogEntry> entries, CancellationToken cancellationToken)
    {
        var activities = entries.OfType<ActivityEntry>().Select(e => e.Activity).ToList();
        var keys = activities.ConvertAll(a => new ReceiptKey(a.Sent.Source, a.Sent.ExternalId));
        var versions = await store.FindReceiptsAsync(program, keys, cancellationToken);
        return activities.Where((a, i) => versions[i] != a.Version)
            .Select(a => $"The receipt of {a.Sent.Source} {a.Sent.ExternalId}, version {a.Version}, is missing or names another version.")
            .FirstOrDefault();
    }

    private async Task<string?> CheckMemberAsync(MemberEntry entry, CancellationToken cancellationToken)
    {
        var profile = await store.FindMemberAsync(program, entry.Mark.Member, entry.Version, cancellationToken);
        return profile is not null && MemberMarks.Hash(profile) == entry.Mark.Hash
            ? null
            : $"The profile of {entry.Mark.Member.Kind} {entry.Mark.Member.Id} set by version {entry.Version} is not what was committed.";
    }

    private async Task<string?> RecordAsync(RecordedActivity recorded, CancellationToken cancellationToken)
    {
        Activities++;
        await ScoreAsync(recorded, recorded.Sent.Lines, recorded.Awards, 1, cancellationToken);
        Post(recorded.Awards, 1);
        if (recorded.Awards.Any(a => a.AvailableAt is not null))
        {
            _open[recorded.Version] = (recorded, recorded.Sent.Lines, recorded.Awards);
        }

        return null;
    }

    private async Task<string?> CorrectAsync(ReversalEntry reversal, CancellationToken cancellationToken)
    {
        foreach (var correction in reversal.Corrections)
        {
            if (await FindAsync(correction.Activity, cancellationToken) is not { } before)
            {
                return $"Version {reversal.Version} corrects {correction.Activity}, which is not an activity.";
            }

            var lines = correction.Activity == reversal.Activity ? reversal.Lines : before.Lines;
            await ScoreAsync(before.Recorded, before.Lines, before.Awards, -1, cancellationToken);
            await ScoreAsync(before.Recorded, lines, correction.Awards, 1, cancellationToken);
            Post(before.Awards, -1);
            Post(correction.Awards, 1);
            _open[correction.Activity] = (before.Recorded, lines, correction.Awards);
        }

        return null;
    }

    private async Task<string?> PostAsync(PostingEntry posting, CancellationToken cancellationToken)
    {
        var before = _postedThrough;
        foreach (var version in posting.Activities)
        {
            if (await FindAsync(version, cancellationToken) is not { } activity)
            {
                return $"Version {posting.Version} posts {version}, which is not an activity.";
            }

            _postedThrough = before;
            await ScoreAsync(activity.Recorded, activity.Lines, activity.Awards, -1, cancellationToken);
            Post(activity.Awards, -1);
            _postedThrough = posting.Through;
            await ScoreAsync(activity.Recorded, activity.Lines, activity.Awards, 1, cancellationToken);
            Post(activity.Awards, 1);
        }

        _postedThrough = posting.Through;
        return null;
    }

    /// <summary>An activity as it stands at this point of the log.</summary>
    private async Task<(RecordedActivity Recorded, IReadOnlyList<ActivityLine> Lines, IReadOnlyList<Award> Awards)?> FindAsync(
        long version, CancellationToken cancellationToken)
    {
        if (_open.TryGetValue(version, out var known))
        {
            return known;
        }

        var entries = await store.FindEntriesAsync(program, [version], cancellationToken);
        return entries.Count > 0 && EntryReader.Read(entries[0]) is ActivityEntry entry
            ? (entry.Activity, entry.Activity.Sent.Lines, entry.Activity.Awards)
            : null;
    }

    private void Post(IReadOnlyList<Award> awards, int sign)
    {
        foreach (var award in awards)
        {
            var pending = award.IsPending(_postedThrough);
            Add(award.Owner, award, sign, pending);
            Add(AwardPoster.Funder(award), award, -sign, pending);
        }
    }

    private void Add(OwnerRef owner, Award award, int sign, bool pending)
    {
        var key = (owner, award.Currency);
        _accounts[key] = _accounts.GetValueOrDefault(key).Plus(pending ? 0 : sign * award.Points, pending ? sign * award.Points : 0);
    }

    private async Task ScoreAsync(
        RecordedActivity recorded, IReadOnlyList<ActivityLine> lines, IReadOnlyList<Award> awards, int sign, CancellationToken cancellationToken)
    {
        var employee = await ProfileAsync(recorded.EmployeeRef, recorded.EmployeeVersion, cancellationToken);
        var partner = await ProfileAsync(recorded.PartnerRef, recorded.PartnerVersion, cancellationToken);
        var rules = definitions.RulesOf(recorded.DefinitionVersion).Definition;
        var facts = ActivityFacts.Of(recorded, lines, employee, partner, rules.Calendar);
        var money = definitions.Rules.Definition.Money;
        ScoreCalculator.Visit(definitions.ActiveSeries, facts, awards, money, _postedThrough, (key, value) =>
            _scores[key] = sign > 0 ? _scores.GetValueOrDefault(key) + value : _scores.GetValueOrDefault(key) - value);
    }

    private async Task<MemberProfile?> ProfileAsync(OwnerRef? member, long version, CancellationToken cancellationToken)
    {
        if (member is not { } found)
        {
            return null;
        }

        if (!_profiles.TryGetValue((found, version), out var profile))
        {
            profile = await store.FindMemberAsync(program, found, version, cancellationToken);
            _profiles[(found, version)] = profile;
        }

        return profile;
    }
}
