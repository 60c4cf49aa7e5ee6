using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Storage.PostgreSql.Commits;
using GamifiedLoyalty.Storage.PostgreSql.Reads;

namespace GamifiedLoyalty.Storage.PostgreSql;

/// <content>The reads of <see cref="ICommitStore"/>, each in one snapshot.</content>
public sealed partial class PostgreSqlStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<ProgramHead>> ListHeadsAsync(CancellationToken cancellationToken) =>
        HeadReads.ListAsync(_connections, cancellationToken);

    /// <inheritdoc/>
    public Task<ProgramHead?> FindHeadAsync(string program, CancellationToken cancellationToken) =>
        HeadReads.FindAsync(_connections, program, cancellationToken);

    /// <inheritdoc/>
    public Task<long[]> FindReceiptsAsync(int program, IReadOnlyList<ReceiptKey> keys, CancellationToken cancellationToken) =>
        LogReads.FindReceiptsAsync(_connections, program, keys, cancellationToken);

    /// <inheritdoc/>
    public async Task<byte[]?[]> FindOwnersAsync(int program, IReadOnlyList<OwnerRef> owners, CancellationToken cancellationToken) =>
        (await OwnerReads.FindAsync(_connections, Overlay(program), program, owners, cancellationToken)).States;

    /// <inheritdoc/>
    public Task ReadOwnersAsync(int program, int limit, Action<OwnerRef, byte[]> visit, CancellationToken cancellationToken) =>
        OwnerReads.VisitAsync(_connections, program, limit, visit, cancellationToken);

    /// <inheritdoc/>
    public async Task<(long Version, DateTimeOffset PostedThrough, byte[]? State)> ReadOwnerAsync(
        int program, OwnerRef owner, CancellationToken cancellationToken)
    {
        var (position, states) = await OwnerReads.FindAsync(_connections, Overlay(program), program, [owner], cancellationToken);
        return (position.Head, position.PostedThrough, states[0]);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntry>> ReadLogAsync(int program, long after, int limit, CancellationToken cancellationToken) =>
        LogReads.ReadAfterAsync(_connections, program, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredEntry>> FindEntriesAsync(
        int program, IReadOnlyList<long> versions, CancellationToken cancellationToken) =>
        LogReads.FindEntriesAsync(_connections, program, versions, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredAdjustment>> FindAdjustmentsAsync(
        int program, IReadOnlyList<long> versions, CancellationToken cancellationToken) =>
        LogReads.FindAdjustmentsAsync(_connections, program, versions, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<OwnerPage>> ReadOwnerPagesAsync(
        int program, OwnerRef owner, long before, int limit, CancellationToken cancellationToken) =>
        OwnerReads.PagesAsync(_connections, program, owner, before, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<long> ReadScoresAsync(
        int program, int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken) =>
        ScoreReads.VisitAsync(_connections, new ScoreRange(program, series, from, until), visit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<(string Subject, StoredScore Total)>> RankAsync(
        int program, int series, DateOnly from, DateOnly until, bool sharedTies, int limit, CancellationToken cancellationToken) =>
        ScoreReads.RankAsync(_connections, new ScoreRange(program, series, from, until), sharedTies, limit, cancellationToken);

    /// <inheritdoc/>
    public Task ReadMembersAsync(int program, Action<MemberProfile> visit, CancellationToken cancellationToken) =>
        MemberReads.VisitCurrentAsync(_connections, program, visit, cancellationToken);

    /// <inheritdoc/>
    public async Task<MemberProfile?> FindMemberAsync(int program, OwnerRef member, long version, CancellationToken cancellationToken) =>
        (await MemberReads.FindAsync(_connections, program, [new MemberVersion(member, version)], cancellationToken)).SingleOrDefault();

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredDefinition>> ReadDefinitionsAsync(int program, CancellationToken cancellationToken) =>
        EntityReads.DefinitionsAsync(_connections, program, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredSeries>> ReadSeriesAsync(int program, CancellationToken cancellationToken) =>
        EntityReads.SeriesAsync(_connections, program, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DueRange>> ReadDueAsync(int program, CancellationToken cancellationToken) =>
        EntityReads.DueAsync(_connections, program, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredDocument>> ReadDocumentsAsync(int program, CancellationToken cancellationToken) =>
        EntityReads.DocumentsAsync(_connections, program, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> ReadImportAsync(int program, string import, CancellationToken cancellationToken) =>
        EntityReads.ImportAsync(_connections, program, import, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredCommit>> ReadCommitsAsync(int program, long after, int limit, CancellationToken cancellationToken) =>
        LogReads.CommitsAsync(_connections, program, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CommittedChanges>?> ReadChangesAsync(int program, long after, int limit, CancellationToken cancellationToken) =>
        ChangeReads.ReadAsync(_connections, program, after, limit, cancellationToken);
}
