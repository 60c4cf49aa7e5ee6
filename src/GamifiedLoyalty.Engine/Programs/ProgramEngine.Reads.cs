using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Programs;

/// <content>Reads, which show committed state only and never wait for the loop.</content>
public sealed partial class ProgramEngine
{
    /// <summary>A document as of <see cref="Version"/>; null when there is none.</summary>
    public StoredDocument? FindDocument(string kind, string id) =>
        _state.Documents.GetValueOrDefault((kind, id)) is { Body: not null } document ? document : null;

    /// <summary>All documents of a kind as of <see cref="Version"/>, in no particular order.</summary>
    public IReadOnlyList<StoredDocument> FindDocuments(string kind) => [.. _state.Documents.Select(d => d.Value).Where(d => d.Kind == kind && d.Body is not null)];

    /// <summary>The version of the newest change of a document of a kind; 0 before the first.</summary>
    public long NewestDocument(string kind) => _state.NewestDocument(kind);

    /// <summary>An activity with what corrections made of it.</summary>
    public async Task<ActivityView?> FindActivityAsync(long activity, CancellationToken cancellationToken)
    {
        var head = _state.Head;
        var version = Version;
        var entries = await _store.FindEntriesAsync(head.Number, [activity], cancellationToken);
        if (entries.Count == 0 || EntryReader.Read(entries[0]) is not ActivityEntry entry)
        {
            return null;
        }

        var adjustments = await _store.FindAdjustmentsAsync(head.Number, [activity], cancellationToken);
        var adjustment = adjustments.Count == 0 ? null : AdjustmentCodec.Read(adjustments[0]);
        return new ActivityView(version, entry.Activity, adjustment, head.PostedThrough);
    }

    /// <summary>An activity by what identified it when it was sent.</summary>
    public async Task<ActivityView?> FindActivityAsync(string source, string externalId, CancellationToken cancellationToken)
    {
        var versions = await _store.FindReceiptsAsync(_state.Head.Number, [new ReceiptKey(source, externalId)], cancellationToken);
        return versions[0] == 0 ? null : await FindActivityAsync(versions[0], cancellationToken);
    }

    /// <summary>How many activities a streamed import recorded; 0 when there is no such import.</summary>
    public async Task<int> CountImportAsync(string import, CancellationToken cancellationToken) =>
        (await _store.ReadImportAsync(_state.Head.Number, import, cancellationToken)).Count;

    /// <summary>The balances of an employee or partner.</summary>
    public async Task<WalletView> ReadWalletAsync(OwnerRef owner, CancellationToken cancellationToken)
    {
        var (version, _, stored) = await _store.ReadOwnerAsync(_state.Head.Number, owner, cancellationToken);
        var state = OwnerStateCodec.Read(stored);
        return new WalletView(version, Current.Definition.Currencies
            .Select(c => (c.Id, state.Account(c.Id).Balance, state.Account(c.Id).Lifetime)).ToList());
    }

    /// <summary>Lines of the statement of an employee or partner, newest first.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="cursor">Where the previous page ended; null for the newest.</param>
    /// <param name="limit">Most lines.</param>
    /// <param name="locale">The language of explanations.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<StatementView> ReadStatementAsync(
        OwnerRef owner, string? cursor, int limit, string locale, CancellationToken cancellationToken) =>
        new StatementReader(_store, _state, owner, locale).ReadAsync(cursor, limit, cancellationToken);

    /// <summary>Items of the feed after a version, oldest first; one a version.</summary>
    public async Task<IReadOnlyList<FeedItem>> ReadFeedAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var entries = await _store.ReadLogAsync(_state.Head.Number, after, limit, cancellationToken);
        return entries.Select(e => FeedEvents.Of(EntryReader.Read(e))).ToList();
    }
}
