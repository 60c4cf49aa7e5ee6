using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Log;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>Turns work items into a draft: loads what they need, then applies them in order.</summary>
internal sealed class BatchProcessor(ICommitStore store, EngineOptions options, ChallengeSteps challenges)
{
    private readonly EntryWriter _writer = new();
    private readonly OwnerStateCodec _ownerCodec = new();

    public CommitDraft Begin(ProgramState state, DateTimeOffset at, CommitDraft? previous) =>
        new(state, at, _writer, _ownerCodec, previous);

    public async Task RecordAsync(CommitDraft draft, IReadOnlyList<RecordWork> works, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(draft.State, works, cancellationToken);
        var applier = new ActivityApplier(draft, known);
        await LoadOwnersAsync(draft.State, applier, works.SelectMany(w => w.Commands), cancellationToken);
        foreach (var work in works)
        {
            var results = new RecordResult[work.Commands.Count];
            for (var i = 0; i < results.Length; i++)
            {
                if (draft.Members.Count > 0)
                {
                    // A member created earlier in the batch may bring an owner that was not foreseen.
                    await LoadOwnersAsync(draft.State, applier, [work.Commands[i]], cancellationToken);
                }

                results[i] = applier.Apply(work.Commands[i]);
            }

            work.Result = results;
        }
    }

    private async ValueTask LoadOwnersAsync(
        ProgramState state, ActivityApplier applier, IEnumerable<RecordActivity> commands, CancellationToken cancellationToken)
    {
        var missing = new HashSet<OwnerRef>();
        foreach (var command in commands)
        {
            applier.AddMissingOwners(command, missing);
        }

        if (missing.Count > 0)
        {
            await state.LoadOwnersAsync(store, missing, cancellationToken);
        }
    }

    public async Task ApplyAsync(CommitDraft draft, WorkItem work, CancellationToken cancellationToken)
    {
        switch (work)
        {
            case MembersWork members:
                var applier = new MemberApplier(draft);
                members.Result = members.Members.Select(m => applier.Apply(m, members.Actor)).ToArray();
                break;
            case ReversalWork reversals:
                reversals.Result = await ReverseAsync(draft, reversals, cancellationToken);
                break;
            case DocumentWork document:
                document.Result = new DocumentApplier(draft).Apply(document.Kind, document.Id, document.Body, document.Actor);
                break;
            case PublishWork publish:
                publish.Result = await new DefinitionApplier(store, draft)
                    .ApplyAsync(publish.Document, publish.Actor, publish.DryRun, cancellationToken);
                break;
            case ChallengeWork challenge:
                challenge.Result = await new ChallengeApplier(draft, challenges).ApplyAsync(challenge.Command, cancellationToken);
                break;
            default:
                throw new InvalidOperationException($"Unknown work {work.GetType().Name}.");
        }
    }

    public Task PostDueAsync(CommitDraft draft, CancellationToken cancellationToken) =>
        new PostingApplier(store, draft, options).ApplyAsync(cancellationToken);

    /// <summary>Does what is due by the clock to a challenge.</summary>
    public Task ApplyDueAsync(CommitDraft draft, string challenge, CancellationToken cancellationToken) =>
        new ChallengeApplier(draft, challenges).ApplyDueAsync(challenge, cancellationToken);

    private async Task<ReversalResult[]> ReverseAsync(CommitDraft draft, ReversalWork work, CancellationToken cancellationToken)
    {
        var applier = new ReversalApplier(store, draft);
        var results = new ReversalResult[work.Reversals.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var (activity, request) = work.Reversals[i];
            results[i] = await applier.ApplyAsync(activity, request, work.Actor, cancellationToken);
        }

        return results;
    }

    private async Task<IReadOnlyDictionary<ReceiptKey, RecordedActivity>> KnownAsync(
        ProgramState state, IReadOnlyList<RecordWork> works, CancellationToken cancellationToken)
    {
        var keys = works.SelectMany(w => w.Commands)
            .Select(c => new ReceiptKey(c.Activity.Source, c.Activity.ExternalId)).ToList();
        var versions = await store.FindReceiptsAsync(state.Head.Number, keys, cancellationToken);
        var seen = versions.Where(v => v > 0).Distinct().Order().ToList();
        if (seen.Count == 0)
        {
            return new Dictionary<ReceiptKey, RecordedActivity>();
        }

        var entries = await store.FindEntriesAsync(state.Head.Number, seen, cancellationToken);
        return entries.Select(EntryReader.Read).OfType<ActivityEntry>()
            .ToDictionary(e => new ReceiptKey(e.Activity.Sent.Source, e.Activity.Sent.ExternalId), e => e.Activity);
    }
}
