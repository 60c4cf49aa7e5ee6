using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Testing.Stores;

/// <summary>
/// One node's way to a <see cref="MemoryDatabase"/>: fast and without surprises, every call is complete when it returns.
/// Safe for concurrent use.
/// </summary>
public sealed class MemoryStore : ICommitStore
{
    private readonly MemoryDatabase _database;
    private readonly bool _isToldOfOthers;
    private bool _isClosed;

    /// <param name="database">What the nodes share.</param>
    /// <param name="isToldOfOthers">Whether <see cref="CommittedElsewhere"/> follows every commit of another store by itself.</param>
    public MemoryStore(MemoryDatabase database, bool isToldOfOthers = true)
    {
        _database = database;
        _isToldOfOthers = isToldOfOthers;
        _database.Committed += OnCommitted;
    }

    public bool IsShared => true;

    public event Action<string>? CommittedElsewhere;

    /// <summary>Gives the hint that another node has committed, also when none has.</summary>
    public void Hint(string program) => CommittedElsewhere?.Invoke(program);

    public Task MigrateAsync(CancellationToken cancellationToken) => PingAsync(cancellationToken);

    public Task CommitAsync(Commit commit, CancellationToken cancellationToken) => Do(() =>
    {
        _database.Commit(this, commit);
        return true;
    });

    public Task<IReadOnlyList<ProgramHead>> ListHeadsAsync(CancellationToken cancellationToken) =>
        Do<IReadOnlyList<ProgramHead>>(() => _database.Read(programs => programs.Values.Select(p => p.Head).ToList()));

    public Task<ProgramHead?> FindHeadAsync(string program, CancellationToken cancellationToken) =>
        Do(() => _database.Read(programs => programs.GetValueOrDefault(program)?.Head));

    public Task<long[]> FindReceiptsAsync(int program, IReadOnlyList<ReceiptKey> keys, CancellationToken cancellationToken) =>
        Do(program, p => keys.Select(k => p.Receipts.GetValueOrDefault(k)).ToArray());

    public Task<byte[]?[]> FindOwnersAsync(int program, IReadOnlyList<OwnerRef> owners, CancellationToken cancellationToken) =>
        Do(program, p => owners.Select(o => p.Owners.GetValueOrDefault(o)).ToArray());

    public Task ReadOwnersAsync(int program, int limit, Action<OwnerRef, byte[]> visit, CancellationToken cancellationToken) => Do(program, p =>
    {
        foreach (var (owner, state) in p.Owners.Where(o => o.Key.Kind is OwnerKind.Employee or OwnerKind.Partner).Take(limit))
        {
            visit(owner, state);
        }

        return true;
    });

    public Task<(long Version, DateTimeOffset PostedThrough, byte[]? State)> ReadOwnerAsync(
        int program, OwnerRef owner, CancellationToken cancellationToken) =>
        Do(program, p => (p.Head.Version, p.Head.PostedThrough, p.Owners.GetValueOrDefault(owner)));

    public Task<IReadOnlyList<StoredEntry>> ReadLogAsync(int program, long after, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<StoredEntry>>(program, p => p.Entries.Skip((int)Math.Min(Math.Max(0, after), p.Entries.Count)).Take(limit).ToList());

    public Task<IReadOnlyList<StoredEntry>> FindEntriesAsync(int program, IReadOnlyList<long> versions, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<StoredEntry>>(program, p => versions.Distinct().Order()
            .Where(v => v >= 1 && v <= p.Entries.Count).Select(v => p.Entries[(int)v - 1]).ToList());

    public Task<IReadOnlyList<StoredAdjustment>> FindAdjustmentsAsync(int program, IReadOnlyList<long> versions, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<StoredAdjustment>>(program, p => versions.Distinct().Order()
            .Where(p.Adjustments.ContainsKey).Select(v => p.Adjustments[v]).ToList());

    public Task<IReadOnlyList<OwnerPage>> ReadOwnerPagesAsync(
        int program, OwnerRef owner, long before, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<OwnerPage>>(program, p => p.PagesOf(owner)
            .Where(o => o.Versions[0] < before).OrderByDescending(o => o.Versions[0]).Take(limit).ToList());

    public Task<long> ReadScoresAsync(
        int program, int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken) =>
        Do(program, p =>
        {
            foreach (var (key, score) in p.ScoresOf(series, from, until))
            {
                visit(key, score);
            }

            return p.Head.Version;
        });

    public Task<IReadOnlyList<(string Subject, StoredScore Total)>> RankAsync(
        int program, int series, DateOnly from, DateOnly until, bool sharedTies, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<(string, StoredScore)>>(program, p => p.ScoresOf(series, from, until)
            .GroupBy(s => s.Key.Subject, StringComparer.Ordinal)
            .Select(g => (Subject: g.Key, Total: new StoredScore(
                g.Aggregate(default(ScoreValue), (sum, s) => sum + s.Value.Value), g.Max(s => s.Value.Reach))))
            .Where(s => s.Total.Value.Count > 0)
            .OrderByDescending(s => s.Total.Value.Score).ThenBy(s => sharedTies ? 0 : s.Total.Reach).ThenBy(s => s.Subject, StringComparer.Ordinal)
            .Take(limit).ToList());

    public Task ReadMembersAsync(int program, Action<MemberProfile> visit, CancellationToken cancellationToken) => Do(program, p =>
    {
        foreach (var member in p.Members)
        {
            visit(member);
        }

        return true;
    });

    public Task<MemberProfile?> FindMemberAsync(int program, OwnerRef member, long version, CancellationToken cancellationToken) =>
        Do(program, p => p.FindMember(member, version));

    public Task<IReadOnlyList<StoredDefinition>> ReadDefinitionsAsync(int program, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<StoredDefinition>>(program, p => p.Definitions.ToList());

    public Task<IReadOnlyList<StoredSeries>> ReadSeriesAsync(int program, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<StoredSeries>>(program, p => p.Series.Values.ToList());

    public Task<IReadOnlyList<DueRange>> ReadDueAsync(int program, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<DueRange>>(program, p => p.Due.Values.OrderBy(d => d.Due).ThenBy(d => d.FirstVersion).ToList());

    public Task<IReadOnlyList<StoredDocument>> ReadDocumentsAsync(int program, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<StoredDocument>>(program, p => p.Documents.Values.Where(d => d.Body is not null)
            .OrderBy(d => d.Kind, StringComparer.Ordinal).ThenBy(d => d.Id, StringComparer.Ordinal).ToList());

    public Task<IReadOnlyList<long>> ReadImportAsync(int program, string import, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<long>>(program, p => p.Imports.GetValueOrDefault(import)?.ToList() ?? []);

    public Task<IReadOnlyList<StoredCommit>> ReadCommitsAsync(int program, long after, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<StoredCommit>>(program, p => p.Commits.Where(c => c.LastVersion > after).Take(limit).ToList());

    public Task<IReadOnlyList<CommittedChanges>?> ReadChangesAsync(int program, long after, int limit, CancellationToken cancellationToken) =>
        Do<IReadOnlyList<CommittedChanges>?>(program, p => after < p.Head.Version && (p.Changes.Count == 0 || p.Changes[0].FirstVersion > after + 1)
            ? null
            : p.Changes.Where(c => c.FirstVersion > after).Take(limit).ToList());

    public Task PingAsync(CancellationToken cancellationToken) => Do(() => true);

    public ValueTask DisposeAsync()
    {
        _isClosed = true;
        _database.Committed -= OnCommitted;
        return ValueTask.CompletedTask;
    }

    private void OnCommitted(MemoryStore by, string program)
    {
        if (by != this && _isToldOfOthers)
        {
            Hint(program);
        }
    }

    private Task<T> Do<T>(int program, Func<MemoryProgram, T> read) => Do(() => _database.Read(program, read));

    private Task<T> Do<T>(Func<T> work)
    {
        if (_isClosed)
        {
            return Task.FromException<T>(new StoreUnavailableException("The store is closed."));
        }

        try
        {
            return Task.FromResult(work());
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }
}
