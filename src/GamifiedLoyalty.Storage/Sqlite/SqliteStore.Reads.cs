using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Storage.Sqlite;

/// <content>The reads of <see cref="ICommitStore"/>, each on one of the read connections in one transaction.</content>
public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<ProgramHead>> ListHeadsAsync(CancellationToken cancellationToken) =>
        _readers.ReadAsync(HeadReads.List, cancellationToken);

    /// <inheritdoc/>
    public Task<ProgramHead?> FindHeadAsync(string program, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => HeadReads.Find(database, program), cancellationToken);

    /// <inheritdoc/>
    public Task<long[]> FindReceiptsAsync(int program, IReadOnlyList<ReceiptKey> keys, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => LogReads.FindReceipts(database, program, keys), cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]?[]> FindOwnersAsync(int program, IReadOnlyList<OwnerRef> owners, CancellationToken cancellationToken) =>
        ReadFittingAsync(database => OwnerReads.Find(database, _overlay, program, owners), cancellationToken);

    /// <inheritdoc/>
    public Task ReadOwnersAsync(int program, int limit, Action<OwnerRef, byte[]> visit, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => OwnerReads.Visit(database, program, limit, visit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<(long Version, DateTimeOffset PostedThrough, byte[]? State)> ReadOwnerAsync(
        int program, OwnerRef owner, CancellationToken cancellationToken) =>
        (await ReadFittingAsync(database => OwnerReads.Read(database, _overlay, program, owner), cancellationToken))!.Value;

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntry>> ReadLogAsync(int program, long after, int limit, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => LogReads.ReadAfter(database, program, after, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntry>> FindEntriesAsync(
        int program, IReadOnlyList<long> versions, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => LogReads.FindEntries(database, program, versions), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredAdjustment>> FindAdjustmentsAsync(
        int program, IReadOnlyList<long> versions, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => LogReads.FindAdjustments(database, program, versions), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<OwnerPage>> ReadOwnerPagesAsync(
        int program, OwnerRef owner, long before, int limit, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => OwnerReads.ReadPages(database, program, owner, before, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<long> ReadScoresAsync(
        int program, int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken) =>
        _readers.ReadAsync(
            database => ScoreReads.Visit(database, program, series, (from, until), visit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(string Subject, StoredScore Total)>> RankAsync(
        int program, int series, DateOnly from, DateOnly until, bool sharedTies, int limit, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        return await _readers.ReadAsync(
            database => ScoreReads.Rank(database, program, series, (from, until), sharedTies, limit), cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReadMembersAsync(int program, Action<MemberProfile> visit, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => MemberReads.VisitCurrent(database, program, visit, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<MemberProfile?> FindMemberAsync(int program, OwnerRef member, long version, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => MemberReads.Find(database, program, member, version), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredDefinition>> ReadDefinitionsAsync(int program, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => EntityReads.Definitions(database, program), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredSeries>> ReadSeriesAsync(int program, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => EntityReads.Series(database, program), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueRange>> ReadDueAsync(int program, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => EntityReads.Due(database, program), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredDocument>> ReadDocumentsAsync(int program, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => EntityReads.Documents(database, program), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> ReadImportAsync(int program, string import, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => EntityReads.Import(database, program, import), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredCommit>> ReadCommitsAsync(int program, long after, int limit, CancellationToken cancellationToken) =>
        _readers.ReadAsync(database => LogReads.Commits(database, program, after, limit), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Not known: nobody else writes, so a program is loaded anew only after a failure.</remarks>
    public Task<IReadOnlyList<CommittedChanges>?> ReadChangesAsync(int program, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CommittedChanges>?>(null);

    /// <summary>Reads until a snapshot is taken that fits what is known of the backlog; mostly the first one does.</summary>
    private async Task<T> ReadFittingAsync<T>(Func<Database, T?> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await _readers.ReadAsync(read, cancellationToken) is { } result)
            {
                return result;
            }
        }
    }
}
