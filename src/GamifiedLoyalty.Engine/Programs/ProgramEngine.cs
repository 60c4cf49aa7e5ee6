using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>
/// The single writer of one program on this node: queues commands, applies them in batches, commits each batch in one
/// transaction, and publishes what was committed in version order. Safe for concurrent use.
/// </summary>
public sealed class ProgramEngine
{
    /// <summary>The program's slug.</summary>
    public string Program => throw new NotSupportedException();

    /// <summary>The definition in force with what was derived from it, and the version it is known at; replaced, never changed.</summary>
    public ProgramSnapshot Current => throw new NotSupportedException();

    /// <summary>The last version that this node knows to be committed, and has acknowledged or may have.</summary>
    public long Version => throw new NotSupportedException();

    /// <summary>The members as of <see cref="Version"/> or later.</summary>
    public MemberDirectory Members => throw new NotSupportedException();

    /// <summary>Called after every commit, in version order, by one thread at a time; must be quick and not throw.</summary>
    public event Action<CommitNotice>? Committed { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }

    /// <summary>Records activities; the answers come after their commit, in the same order.</summary>
    /// <param name="commands">At most 1,000.</param>
    /// <param name="waitForSpace">Wait while the queue is full, instead of <see cref="QueueFullException"/>.</param>
    /// <param name="cancellationToken">Gives up waiting; the commands may be applied all the same.</param>
    /// <exception cref="QueueFullException">The queue is full.</exception>
    /// <exception cref="StoreUnavailableException">The commit failed; retrying with the same ids is safe.</exception>
    public Task<IReadOnlyList<RecordResult>> RecordAsync(IReadOnlyList<RecordActivity> commands, bool waitForSpace, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Creates or changes members; each profile is one command.</summary>
    public Task<IReadOnlyList<MemberResult>> PutMembersAsync(IReadOnlyList<MemberProfile> members, string actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Reverses an activity wholly or in part.</summary>
    public Task<ReversalResult> ReverseAsync(long activity, ReversalRequest request, string actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Reverses what remains of every activity of a streamed import, one command each.</summary>
    public Task<ImportReversalResult> ReverseImportAsync(string import, string reason, string actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Sets a document of a kind, such as a screen; null deletes it. Returns the version; equal content takes none.</summary>
    public Task<long> PutDocumentAsync(string kind, string id, byte[]? body, string actor, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>A document as of <see cref="Version"/>; null when there is none.</summary>
    public StoredDocument? FindDocument(string kind, string id) => throw new NotSupportedException();

    /// <summary>Waits until everything through a version is committed and on the live boards; false when time ran out.</summary>
    public ValueTask<bool> WaitForAsync(long version, TimeSpan timeout, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>An activity with what corrections made of it.</summary>
    public Task<ActivityView?> FindActivityAsync(long activity, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>An activity by what identified it when it was sent.</summary>
    public Task<ActivityView?> FindActivityAsync(string source, string externalId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>The balances of an employee or partner.</summary>
    public Task<WalletView> ReadWalletAsync(OwnerRef owner, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Lines of the statement of an employee or partner, newest first.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="cursor">Where the previous page ended; null for the newest.</param>
    /// <param name="limit">Most lines.</param>
    /// <param name="locale">The language of explanations.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<StatementView> ReadStatementAsync(OwnerRef owner, string? cursor, int limit, string locale, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Items of the feed after a version, oldest first; one a version.</summary>
    public Task<IReadOnlyList<FeedItem>> ReadFeedAsync(long after, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
}
