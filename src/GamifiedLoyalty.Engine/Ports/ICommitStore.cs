using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.Ports;

/// <summary>
/// Durable storage of programs. One call of <see cref="CommitAsync"/> is one transaction; the program's head row is the
/// only mutual exclusion. Reads see committed state only. Implementations are safe for concurrent use.
/// </summary>
public interface ICommitStore : IAsyncDisposable
{
    /// <summary>Whether other nodes may write to the same store.</summary>
    bool IsShared { get; }

    /// <summary>
    /// Tells the slug of a program to which another node has committed. A hint that makes following quick: it may come late,
    /// twice or never, and on any thread.
    /// </summary>
    event Action<string>? CommittedElsewhere;

    /// <summary>Creates or upgrades the schema; refuses gaps and a schema newer than the binary.</summary>
    /// <exception cref="SchemaException">The stored schema cannot be used.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes a commit durably, all or nothing. Commits of several programs that wait at once may share one fsync.
    /// </summary>
    /// <exception cref="HeadMovedException">The stored head differs from <see cref="Commit.ExpectedHead"/>; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">Nothing was written, or it is unknown whether it was.</exception>
    Task CommitAsync(Commit commit, CancellationToken cancellationToken);

    /// <summary>The heads of all programs, by slug.</summary>
    Task<IReadOnlyList<ProgramHead>> ListHeadsAsync(CancellationToken cancellationToken);

    /// <summary>The head of one program, or null.</summary>
    Task<ProgramHead?> FindHeadAsync(string program, CancellationToken cancellationToken);

    /// <summary>The versions recorded under receipts, in the order asked; 0 where there is none.</summary>
    Task<long[]> FindReceiptsAsync(int program, IReadOnlyList<ReceiptKey> keys, CancellationToken cancellationToken);

    /// <summary>Stored owner states, in the order asked; null where there is none.</summary>
    Task<byte[]?[]> FindOwnersAsync(int program, IReadOnlyList<OwnerRef> owners, CancellationToken cancellationToken);

    /// <summary>
    /// Streams stored states of employees and partners, in one snapshot and any order: of all, or of about
    /// <paramref name="limit"/> where there are more. An owner may come again; its last state is the one that is stored.
    /// </summary>
    Task ReadOwnersAsync(int program, int limit, Action<OwnerRef, byte[]> visit, CancellationToken cancellationToken);

    /// <summary>One owner's state with the program's head version of the same snapshot.</summary>
    Task<(long Version, DateTimeOffset PostedThrough, byte[]? State)> ReadOwnerAsync(int program, OwnerRef owner, CancellationToken cancellationToken);

    /// <summary>Log entries after a version in ascending order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredEntry>> ReadLogAsync(int program, long after, int limit, CancellationToken cancellationToken);

    /// <summary>The entries of given versions, ascending; unknown versions are left out.</summary>
    Task<IReadOnlyList<StoredEntry>> FindEntriesAsync(int program, IReadOnlyList<long> versions, CancellationToken cancellationToken);

    /// <summary>Adjustments of given activities; activities without one are left out.</summary>
    Task<IReadOnlyList<StoredAdjustment>> FindAdjustmentsAsync(int program, IReadOnlyList<long> versions, CancellationToken cancellationToken);

    /// <summary>
    /// Pages of the versions that concern an owner, newest first: pages whose first version is below
    /// <paramref name="before"/>.
    /// </summary>
    Task<IReadOnlyList<OwnerPage>> ReadOwnerPagesAsync(int program, OwnerRef owner, long before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Streams the stored scores of a series whose day lies in <c>[from, until)</c>, in one snapshot, in any order.
    /// </summary>
    /// <returns>The head version of the snapshot.</returns>
    Task<long> ReadScoresAsync(int program, int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken);

    /// <summary>
    /// The ranking of a series over <c>[from, until)</c> computed by the database itself in the one order of standings;
    /// subjects without contributing activities are left out. The reference that live boards are compared with.
    /// </summary>
    Task<IReadOnlyList<(string Subject, StoredScore Total)>> RankAsync(int program, int series, DateOnly from, DateOnly until, bool sharedTies, int limit, CancellationToken cancellationToken);

    /// <summary>Streams the current profile of every member.</summary>
    Task ReadMembersAsync(int program, Action<MemberProfile> visit, CancellationToken cancellationToken);

    /// <summary>A member's profile as set at a version, or null.</summary>
    Task<MemberProfile?> FindMemberAsync(int program, OwnerRef member, long version, CancellationToken cancellationToken);

    /// <summary>Every version of the program's definition, oldest first.</summary>
    Task<IReadOnlyList<StoredDefinition>> ReadDefinitionsAsync(int program, CancellationToken cancellationToken);

    /// <summary>The score series of a program as stored documents, by number.</summary>
    Task<IReadOnlyList<StoredSeries>> ReadSeriesAsync(int program, CancellationToken cancellationToken);

    /// <summary>Ranges of the log with pending awards, earliest due first.</summary>
    Task<IReadOnlyList<DueRange>> ReadDueAsync(int program, CancellationToken cancellationToken);

    /// <summary>The documents of a program, screens and the like, by kind and id; deleted ones are gone.</summary>
    Task<IReadOnlyList<StoredDocument>> ReadDocumentsAsync(int program, CancellationToken cancellationToken);

    /// <summary>The versions recorded by a streamed import, ascending.</summary>
    Task<IReadOnlyList<long>> ReadImportAsync(int program, string import, CancellationToken cancellationToken);

    /// <summary>The commits of a program after a version, ascending: their ranges and hashes.</summary>
    Task<IReadOnlyList<StoredCommit>> ReadCommitsAsync(int program, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the other nodes to let this one commit next, after its commit lost against theirs: without a turn, a node that
    /// has nothing to catch up with is always the first. A turn lasts a moment only and is a hint; the head stays the arbiter.
    /// </summary>
    Task AskForTurnAsync(int program, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What the commits after a version changed, oldest first, at most <paramref name="limit"/> commits.</summary>
    /// <returns>Null when not all of them are known any more; the program has to be loaded anew.</returns>
    Task<IReadOnlyList<CommittedChanges>?> ReadChangesAsync(int program, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Answers when the store can be read.</summary>
    Task PingAsync(CancellationToken cancellationToken);
}

/// <summary>A program's head: the row that every commit advances by compare-and-set.</summary>
/// <param name="Number">The program's number in keys, from 1.</param>
/// <param name="Program">Its slug.</param>
/// <param name="Version">The last committed version.</param>
/// <param name="Hash">The hash of the last commit; 32 bytes.</param>
/// <param name="PostedThrough">Everything due at or before this instant has posted.</param>
public sealed record ProgramHead(int Number, string Program, long Version, byte[] Hash, DateTimeOffset PostedThrough);

/// <summary>Identifies a sent activity.</summary>
/// <param name="Source">The sender.</param>
/// <param name="ExternalId">The sender's id.</param>
public readonly record struct ReceiptKey(string Source, string ExternalId);

/// <summary>An applied command in the log: its body is the canonical, hashed content.</summary>
/// <param name="Version">The version it took.</param>
/// <param name="Body">Canonical JSON in UTF-8.</param>
public readonly record struct StoredEntry(long Version, ReadOnlyMemory<byte> Body);

/// <summary>The stored form of an adjustment.</summary>
/// <param name="Version">The adjusted activity.</param>
/// <param name="Body">JSON in UTF-8.</param>
public readonly record struct StoredAdjustment(long Version, ReadOnlyMemory<byte> Body);

/// <summary>A full page of the versions that concern an owner.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Versions">Ascending.</param>
public sealed record OwnerPage(OwnerRef Owner, IReadOnlyList<long> Versions);

/// <summary>A range of the log that holds pending awards.</summary>
/// <param name="Due">The earliest instant at which one of them posts.</param>
/// <param name="FirstVersion">First version of the range; identifies it.</param>
/// <param name="LastVersion">Last version of the range.</param>
public sealed record DueRange(DateTimeOffset Due, long FirstVersion, long LastVersion);

/// <summary>A version of a definition.</summary>
/// <param name="DefinitionVersion">From 1.</param>
/// <param name="Version">The program's version that published it.</param>
/// <param name="At">When.</param>
/// <param name="Document">The JSON as sent, in UTF-8.</param>
/// <param name="RuleVersions">JSON object of rule id to rule version, of every rule there ever was.</param>
public sealed record StoredDefinition(int DefinitionVersion, long Version, DateTimeOffset At, byte[] Document, string RuleVersions);

/// <summary>A score series as stored.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Key">Canonical identifying text.</param>
/// <param name="Active">Whether a board of the current definition uses it; inactive ones are not kept up to date.</param>
public sealed record StoredSeries(int Number, string Key, bool Active);

/// <summary>A slow-changing entity as a versioned JSON document.</summary>
/// <param name="Kind">Such as <c>screen</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">The program's version that set it.</param>
/// <param name="Body">JSON in UTF-8; null when deleted.</param>
public sealed record StoredDocument(string Kind, string Id, long Version, byte[]? Body);

/// <summary>A commit in the hash chain.</summary>
/// <param name="FirstVersion">First version it covers.</param>
/// <param name="LastVersion">Last version it covers.</param>
/// <param name="At">When.</param>
/// <param name="Hash">SHA-256 of the previous commit's hash and the canonical content.</param>
public sealed record StoredCommit(long FirstVersion, long LastVersion, DateTimeOffset At, byte[] Hash);

/// <summary>Everything one transaction writes.</summary>
public sealed class Commit
{
    /// <summary>The program's slug.</summary>
    public required string Program { get; init; }

    /// <summary>The head that must still be stored; 0 creates the program.</summary>
    public required long ExpectedHead { get; init; }

    /// <summary>The program's number; 0 when it is created, the store then chooses it.</summary>
    public required int ProgramNumber { get; init; }

    /// <summary>The applied commands, versions contiguous from <c>ExpectedHead + 1</c>; at least one.</summary>
    public required IReadOnlyList<StoredEntry> Entries { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The new head's hash.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The new head's posted-through instant.</summary>
    public required DateTimeOffset PostedThrough { get; init; }

    /// <summary>New receipts with their versions.</summary>
    public IReadOnlyList<(ReceiptKey Key, long Version)> Receipts { get; init; } = [];

    /// <summary>New profile versions.</summary>
    public IReadOnlyList<MemberProfile> Members { get; init; } = [];

    /// <summary>Score changes, one per key; the version is that of the last change of the score, 0 when the score stays.</summary>
    public IReadOnlyList<ScoreChange> Scores { get; init; } = [];

    /// <summary>Owner states to set.</summary>
    public IReadOnlyList<(OwnerRef Owner, byte[] State)> Owners { get; init; } = [];

    /// <summary>Owner pages that became full.</summary>
    public IReadOnlyList<OwnerPage> OwnerPages { get; init; } = [];

    /// <summary>Adjustments to set.</summary>
    public IReadOnlyList<StoredAdjustment> Adjustments { get; init; } = [];

    /// <summary>Due ranges to set, by first version.</summary>
    public IReadOnlyList<DueRange> Due { get; init; } = [];

    /// <summary>First versions of due ranges that are done.</summary>
    public IReadOnlyList<long> DueDone { get; init; } = [];

    /// <summary>New definition versions.</summary>
    public IReadOnlyList<StoredDefinition> Definitions { get; init; } = [];

    /// <summary>Series to set; those made inactive lose their scores.</summary>
    public IReadOnlyList<StoredSeries> Series { get; init; } = [];

    /// <summary>Documents to set or delete.</summary>
    public IReadOnlyList<StoredDocument> Documents { get; init; } = [];

    /// <summary>Versions that belong to streamed imports.</summary>
    public IReadOnlyList<(string Import, long Version)> Imports { get; init; } = [];
}

/// <summary>Another writer advanced the program's head.</summary>
public sealed class HeadMovedException(string message) : Exception(message);

/// <summary>The store cannot be reached or refuses to write for now.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The stored schema is not one that this binary can use.</summary>
public sealed class SchemaException(string message) : Exception(message);
