using System.Collections.Concurrent;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;

namespace GamifiedLoyalty.Engine.State;

/// <summary>
/// What the engine knows of its program as of the last commit. Changed only by the engine's loop; thrown away and loaded
/// again whenever a commit fails.
/// </summary>
internal sealed class ProgramState
{
    private readonly ConcurrentDictionary<string, long> _newestDocuments = new(StringComparer.Ordinal);

    private ProgramState(ProgramHead head, DefinitionBook definitions, OwnerCache owners)
    {
        Head = head;
        Definitions = definitions;
        Owners = owners;
        Challenges = new ChallengeShelf(definitions);
    }

    public ProgramHead Head { get; set; }

    public DateTimeOffset LastAt { get; set; }

    public DefinitionBook Definitions { get; }

    public MemberDirectory Members { get; } = new();

    public OwnerCache Owners { get; }

    public DueSchedule Due { get; } = new();

    public HeadcountBook Headcounts { get; } = new();

    public ConcurrentDictionary<(string Kind, string Id), StoredDocument> Documents { get; } = new();

    public ChallengeShelf Challenges { get; }

    /// <summary>The version of the newest change of a document of a kind; 0 before the first.</summary>
    public long NewestDocument(string kind) => _newestDocuments.GetValueOrDefault(kind);

    /// <summary>Takes over a document.</summary>
    public void Set(StoredDocument document)
    {
        Documents[(document.Kind, document.Id)] = document;
        _newestDocuments[document.Kind] = Math.Max(NewestDocument(document.Kind), document.Version);
        Challenges.Set(document);
    }

    /// <summary>The state of a program that does not exist yet.</summary>
    public static ProgramState Empty(string program, EngineOptions options) => new(
        new ProgramHead(0, program, 0, new byte[32], DateTimeOffset.UnixEpoch),
        DefinitionBook.Load(program, [], []),
        new OwnerCache(options.OwnersInMemory, options.PackedOwnersInMemory));

    public static async Task<ProgramState> LoadAsync(
        ICommitStore store, ProgramHead head, EngineOptions options, CancellationToken cancellationToken)
    {
        var definitions = DefinitionBook.Load(
            head.Program,
            await store.ReadDefinitionsAsync(head.Number, cancellationToken),
            await store.ReadSeriesAsync(head.Number, cancellationToken));
        var state = new ProgramState(head, definitions, new OwnerCache(options.OwnersInMemory, options.PackedOwnersInMemory));
        await store.ReadMembersAsync(head.Number, state.Members.Set, cancellationToken);
        state.Headcounts.Recount(state.Members);
        await store.ReadOwnersAsync(head.Number, options.PackedOwnersInMemory, state.Owners.Keep, cancellationToken);
        foreach (var range in await store.ReadDueAsync(head.Number, cancellationToken))
        {
            state.Due.Set(range);
        }

        foreach (var document in await store.ReadDocumentsAsync(head.Number, cancellationToken))
        {
            state.Set(document);
        }

        state.Challenges.EndCommit();

        var last = await store.ReadLogAsync(head.Number, head.Version - 1, 1, cancellationToken);
        state.LastAt = last.Count > 0 ? EntryReader.Read(last[0]).At : DateTimeOffset.UnixEpoch;
        return state;
    }

    /// <summary>Loads the owners that are not in memory; mostly all of them are.</summary>
    public ValueTask LoadOwnersAsync(ICommitStore store, IEnumerable<OwnerRef> owners, CancellationToken cancellationToken)
    {
        HashSet<OwnerRef>? missing = null;
        foreach (var owner in owners)
        {
            if (!Owners.Contains(owner))
            {
                (missing ??= []).Add(owner);
            }
        }

        return missing is null ? ValueTask.CompletedTask : new ValueTask(LoadMissingAsync(store, [.. missing], cancellationToken));
    }

    private async Task LoadMissingAsync(ICommitStore store, List<OwnerRef> missing, CancellationToken cancellationToken)
    {
        if (Head.Number == 0)
        {
            missing.ForEach(o => Owners.Add(o, stored: null));
            return;
        }

        var stored = await store.FindOwnersAsync(Head.Number, missing, cancellationToken);
        for (var i = 0; i < missing.Count; i++)
        {
            Owners.Add(missing[i], stored[i]);
        }
    }
}
