using System.Security.Cryptography;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Verification;

/// <summary>A program computed anew from the log alone, and compared with what the store keeps beside the log.</summary>
internal sealed class LogReplica(ICommitStore store, int program, DefinitionBook definitions)
{
    private readonly Dictionary<long, Standing> _pendingOrCorrected = [];
    private readonly HashSet<long> _corrected = [];
    private readonly Dictionary<(string Kind, string Id), string?> _documents = [];
    private readonly Dictionary<(OwnerRef Member, long Version), MemberProfile?> _profiles = [];
    private DateTimeOffset _postedThrough = DateTimeOffset.UnixEpoch;

    private readonly ChallengeReplica _challenges = new();

    public long Activities { get; private set; }

    public ReplicaTotals Totals { get; } = new(definitions);

    /// <summary>Applies the entries of a commit; returns the first fault.</summary>
    public async Task<string?> ApplyAsync(IReadOnlyList<StoredEntry> entries, CancellationToken cancellationToken)
    {
        var typed = entries.Select(EntryReader.Read).ToList();
        var fault = await CheckReceiptsAsync(typed, cancellationToken);
        foreach (var entry in typed)
        {
            fault ??= entry switch
            {
                ActivityEntry activity => await RecordAsync(activity, cancellationToken),
                ReversalEntry reversal => await CorrectAsync(reversal, cancellationToken),
                PostingEntry posting => await PostAsync(posting, cancellationToken),
                MemberEntry member => await CheckMemberAsync(member.Mark, member.Version, cancellationToken),
                DefinitionEntry definition => CheckDefinition(definition),
                DocumentEntry document => Note(new DocumentMark(document.Kind, document.Id, document.Hash)),
                ChallengeEntry challenge => Note(challenge),
                _ => $"Version {entry.Version} holds a command that verification does not know.",
            };
        }

        return fault;
    }

    /// <summary>Compares what only the end of the log decides: documents and adjustments.</summary>
    public async Task<string?> FinishAsync(CancellationToken cancellationToken)
    {
        var stored = await store.ReadDocumentsAsync(program, cancellationToken);
        var documents = stored.ToDictionary(d => (d.Kind, d.Id), d => Convert.ToHexStringLower(SHA256.HashData(d.Body!)));
        foreach (var (kind, id) in _documents.Where(d => documents.GetValueOrDefault(d.Key) != d.Value).Select(d => d.Key))
        {
            return $"The {kind} {id} is not what was committed.";
        }

        if (_challenges.BudgetFault(stored) is { } fault)
        {
            return fault;
        }

        foreach (var chunk in _corrected.Order().Chunk(500))
        {
            var adjustments = (await store.FindAdjustmentsAsync(program, chunk, cancellationToken)).ToDictionary(a => a.Version, AdjustmentCodec.Read);
            foreach (var version in chunk)
            {
                var expected = _pendingOrCorrected[version];
                if (adjustments.GetValueOrDefault(version) is not { } adjustment || !adjustment.Awards.SequenceEqual(expected.Awards)
                    || !adjustment.Lines.SequenceEqual(expected.Lines))
                {
                    return $"What corrections made of activity {ActivityId.Of(version)} is not what was committed.";
                }
            }
        }

        return null;
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

    private async Task<string?> CheckMemberAsync(MemberMark mark, long version, CancellationToken cancellationToken)
    {
        var profile = await store.FindMemberAsync(program, mark.Member, version, cancellationToken);
        return profile is not null && MemberMarks.Hash(profile) == mark.Hash
            ? null
            : $"The profile of {mark.Member.Kind} {mark.Member.Id} set by version {version} is not what was committed.";
    }

    private string? CheckDefinition(DefinitionEntry entry) =>
        definitions.StoredOf(entry.DefinitionVersion) is { } stored
        && Convert.ToHexStringLower(SHA256.HashData(stored.Document)) == entry.Hash
            ? null
            : $"The definition version {entry.DefinitionVersion} is not what was committed.";

    private string? Note(DocumentMark document)
    {
        _documents[(document.Kind, document.Id)] = document.Hash;
        return null;
    }

    private string? Note(ChallengeEntry entry)
    {
        foreach (var document in entry.Documents)
        {
            Note(document);
        }

        foreach (var prize in entry.Prizes.Where(p => p.IsTransfer))
        {
            Totals.Transfer(prize);
        }

        return _challenges.Note(entry);
    }

    private async Task<string?> RecordAsync(ActivityEntry entry, CancellationToken cancellationToken)
    {
        Activities++;
        var recorded = entry.Activity;
        var standing = new Standing(recorded, recorded.Sent.Lines, recorded.Awards);
        await CountAsync(standing, 1, cancellationToken);
        if (recorded.Awards.Any(a => a.AvailableAt is not null))
        {
            _pendingOrCorrected[recorded.Version] = standing;
        }

        string? fault = null;
        foreach (var mark in entry.Created)
        {
            fault ??= await CheckMemberAsync(mark, recorded.Version, cancellationToken);
        }

        return fault;
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
            var after = new Standing(before.Recorded, lines, correction.Awards);
            await CountAsync(before, -1, cancellationToken);
            await CountAsync(after, 1, cancellationToken);
            _pendingOrCorrected[correction.Activity] = after;
            _corrected.Add(correction.Activity);
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
            await CountAsync(activity, -1, cancellationToken);
            _postedThrough = posting.Through;
            await CountAsync(activity, 1, cancellationToken);
        }

        _postedThrough = posting.Through;
        return null;
    }

    /// <summary>An activity as it stands at this point of the log.</summary>
    private async Task<Standing?> FindAsync(long version, CancellationToken cancellationToken)
    {
        if (_pendingOrCorrected.TryGetValue(version, out var known))
        {
            return known;
        }

        var entries = await store.FindEntriesAsync(program, [version], cancellationToken);
        return entries.Count > 0 && EntryReader.Read(entries[0]) is ActivityEntry entry
            ? new Standing(entry.Activity, entry.Activity.Sent.Lines, entry.Activity.Awards)
            : null;
    }

    private async Task CountAsync(Standing standing, int sign, CancellationToken cancellationToken)
    {
        var recorded = standing.Recorded;
        var rules = definitions.RulesOf(recorded.DefinitionVersion);
        var facts = ActivityFacts.Of(
            recorded,
            standing.Lines,
            await ProfileAsync(recorded.EmployeeRef, recorded.EmployeeVersion, cancellationToken),
            await ProfileAsync(recorded.PartnerRef, recorded.PartnerVersion, cancellationToken),
            rules.Definition.Calendar);
        Totals.Count(rules, facts, standing.Awards, _postedThrough, sign);
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

    /// <summary>An activity with the lines and awards that stand at a point of the log.</summary>
    private sealed record Standing(RecordedActivity Recorded, IReadOnlyList<ActivityLine> Lines, IReadOnlyList<Award> Awards);
}
