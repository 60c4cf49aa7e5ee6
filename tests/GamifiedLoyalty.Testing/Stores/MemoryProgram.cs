using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Testing.Stores;

/// <summary>What is committed of one program. Not safe for concurrent use; <see cref="MemoryDatabase"/> guards it.</summary>
internal sealed class MemoryProgram(int number)
{
    private readonly Dictionary<OwnerRef, List<OwnerPage>> _pages = [];
    private readonly Dictionary<(OwnerRef Member, long Version), MemberProfile> _profiles = [];
    private readonly Dictionary<OwnerRef, MemberProfile> _members = [];
    private readonly Dictionary<int, Dictionary<ScoreKey, StoredScore>> _scores = [];

    public ProgramHead Head { get; private set; } = new(number, "", 0, [], DateTimeOffset.UnixEpoch);

    public List<StoredEntry> Entries { get; } = [];

    public List<StoredCommit> Commits { get; } = [];

    public List<CommittedChanges> Changes { get; } = [];

    public Dictionary<ReceiptKey, long> Receipts { get; } = [];

    public Dictionary<OwnerRef, byte[]> Owners { get; } = [];

    public SortedDictionary<long, StoredAdjustment> Adjustments { get; } = [];

    public Dictionary<long, DueRange> Due { get; } = [];

    public List<StoredDefinition> Definitions { get; } = [];

    public SortedDictionary<int, StoredSeries> Series { get; } = [];

    public Dictionary<(string Kind, string Id), StoredDocument> Documents { get; } = [];

    public Dictionary<string, List<long>> Imports { get; } = [];

    public IEnumerable<MemberProfile> Members => _members.Values;

    public MemberProfile? FindMember(OwnerRef member, long version) => _profiles.GetValueOrDefault((member, version));

    public IEnumerable<OwnerPage> PagesOf(OwnerRef owner) => _pages.GetValueOrDefault(owner) ?? [];

    public IEnumerable<KeyValuePair<ScoreKey, StoredScore>> ScoresOf(int series, DateOnly from, DateOnly until) =>
        (_scores.GetValueOrDefault(series) ?? []).Where(s => s.Key.Day >= from && s.Key.Day < until);

    /// <summary>Refuses what a database with keys and checks refuses; nothing is changed before.</summary>
    public void Check(Commit commit)
    {
        if (commit.Receipts.Any(r => Receipts.ContainsKey(r.Key)) || commit.Receipts.DistinctBy(r => r.Key).Count() < commit.Receipts.Count)
        {
            throw new InvalidOperationException("A receipt is there already.");
        }

        if (commit.Scores.Any(s => Math.Abs(Sum(s).Value.Score) > Limits.MaxMagnitude || Math.Abs(s.Change.Score) > Limits.MaxMagnitude))
        {
            throw new InvalidOperationException("A score is beyond the exact numbers.");
        }
    }

    public void Write(Commit commit, int changesKept)
    {
        var last = commit.ExpectedHead + commit.Entries.Count;
        Head = new ProgramHead(number, commit.Program, last, commit.Hash, commit.PostedThrough);
        Entries.AddRange(commit.Entries.Select(e => new StoredEntry(e.Version, e.Body.ToArray())));
        Commits.Add(new StoredCommit(commit.ExpectedHead + 1, last, commit.At, commit.Hash));
        Changes.Add(CommittedChanges.Of(commit));
        Changes.RemoveRange(0, Math.Max(0, Changes.Count - changesKept));
        Definitions.AddRange(commit.Definitions);
        WriteOwners(commit);
        WriteScores(commit);
        WriteEntities(commit);
    }

    private void WriteOwners(Commit commit)
    {
        foreach (var (key, version) in commit.Receipts)
        {
            Receipts.Add(key, version);
        }

        foreach (var (owner, state) in commit.Owners)
        {
            Owners[owner] = state;
        }

        foreach (var page in commit.OwnerPages)
        {
            var pages = _pages.TryGetValue(page.Owner, out var known) ? known : _pages[page.Owner] = [];
            pages.Add(page);
        }

        foreach (var profile in commit.Members)
        {
            _profiles[(profile.Ref, profile.Version)] = profile;
            _members[profile.Ref] = profile;
        }
    }

    private void WriteScores(Commit commit)
    {
        foreach (var change in commit.Scores)
        {
            var scores = _scores.TryGetValue(change.Key.Series, out var known) ? known : _scores[change.Key.Series] = [];
            scores[change.Key] = Sum(change);
        }

        foreach (var series in commit.Series)
        {
            Series[series.Number] = series;
            if (!series.Active)
            {
                _scores.Remove(series.Number);
            }
        }
    }

    private StoredScore Sum(ScoreChange change)
    {
        var old = _scores.GetValueOrDefault(change.Key.Series)?.GetValueOrDefault(change.Key) ?? default;
        return new StoredScore(old.Value + change.Change, Math.Max(old.Reach, change.Version));
    }

    private void WriteEntities(Commit commit)
    {
        foreach (var adjustment in commit.Adjustments)
        {
            Adjustments[adjustment.Version] = adjustment with { Body = adjustment.Body.ToArray() };
        }

        foreach (var range in commit.Due)
        {
            Due[range.FirstVersion] = range;
        }

        foreach (var done in commit.DueDone)
        {
            Due.Remove(done);
        }

        foreach (var document in commit.Documents)
        {
            Documents[(document.Kind, document.Id)] = document;
        }

        foreach (var (import, version) in commit.Imports)
        {
            var versions = Imports.TryGetValue(import, out var known) ? known : Imports[import] = [];
            versions.Add(version);
        }
    }
}
