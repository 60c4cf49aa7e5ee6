using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Programs;

/// <content>Keeping the state: publishing what was committed, here or on another node, and recovering after a failure.</content>
public sealed partial class ProgramEngine : IScoreSource
{
    private const int ChangesAtOnce = 500;

    // Owners whose states hold changes that nobody stored.
    private readonly HashSet<OwnerRef> _spoiled = [];

    // The head and its instant as they were last published; the state's own run ahead while a draft is being stored.
    private (ProgramHead Head, DateTimeOffset At) _stored;

    /// <inheritdoc/>
    Task<long> IScoreSource.ReadScoresAsync(
        int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken) =>
        _store.ReadScoresAsync(_state.Head.Number, series, from, until, visit, cancellationToken);

    /// <summary>Notes that a draft will not be stored: its owners have to be read again.</summary>
    private void Spoil(CommitDraft? draft)
    {
        _isStale = true;
        _spoiled.UnionWith(draft?.ChangedOwners ?? []);
    }

    /// <summary>
    /// After a failure: forgets what was not stored and takes over what others stored meanwhile. Where the store does not
    /// know that any more, the program is loaded anew.
    /// </summary>
    private async Task RefreshAsync()
    {
        if (!_isStale)
        {
            return;
        }

        if (_stored.Head.Number == 0 || !await FollowAsync())
        {
            await LoadAsync();
        }

        _spoiled.Clear();
        _isStale = false;
    }

    /// <summary>Applies what was committed since the state was last published; false when that is not known.</summary>
    private async Task<bool> FollowAsync()
    {
        if (_mustLoad)
        {
            return false;
        }

        (_state.Head, _state.LastAt) = _stored;
        foreach (var owner in _spoiled)
        {
            _state.Owners.Forget(owner);
        }

        while (await _store.ReadChangesAsync(_stored.Head.Number, _stored.Head.Version, ChangesAtOnce, CancellationToken.None) is { } commits)
        {
            if (commits.Any(c => c.IsDefinition))
            {
                return false;
            }

            foreach (var changes in commits)
            {
                Follow(changes);
            }

            if (commits.Count < ChangesAtOnce)
            {
                return true;
            }
        }

        return false;
    }

    private void Follow(CommittedChanges changes)
    {
        foreach (var (owner, state) in changes.Owners)
        {
            _state.Owners.Replace(owner, state);
        }

        AdvanceHead(changes, _stored.Head.Number);
        TakeOver(changes);
        PublishBoards(changes);
    }

    private async Task LoadAsync()
    {
        _mustLoad = true;
        var head = await _store.FindHeadAsync(Program, CancellationToken.None);
        _state = head is null
            ? ProgramState.Empty(Program, _options)
            : await ProgramState.LoadAsync(_store, head, _options, CancellationToken.None);
        _stored = (_state.Head, _state.LastAt);
        _mustLoad = false;
        if (head is not null)
        {
            OpenBoards();
            var first = _waiters.Version + 1;
            _waiters.Advance(Math.Max(head.Version, _waiters.Version));
            if (first <= head.Version)
            {
                var update = new BoardUpdate(first, head.Version, [], new Dictionary<string, Headcount>());
                Notify(new CommitNotice(first, head.Version, _state.LastAt, update, [], [], ChangedEverything: true));
            }
        }
    }

    private void AdvanceHead(CommittedChanges changes, int number)
    {
        _state.Head = new ProgramHead(number, Program, changes.LastVersion, changes.Hash, changes.PostedThrough);
        _state.LastAt = changes.At;
    }

    /// <summary>A commit of this node is stored.</summary>
    private void Publish(Commit commit, CommittedChanges changes)
    {
        TakeOver(changes);
        foreach (var definition in commit.Definitions)
        {
            _state.Definitions.Publish(definition, commit.Series);
            _state.Challenges.Refresh();
        }

        PublishBoards(changes);
    }

    private void TakeOver(CommittedChanges changes)
    {
        _stored = (_state.Head, _state.LastAt);
        foreach (var range in changes.Due)
        {
            _state.Due.Set(range);
        }

        foreach (var done in changes.DueDone)
        {
            _state.Due.Remove(done);
        }

        foreach (var document in changes.Documents)
        {
            _state.Set(document);
        }

        _state.Challenges.EndCommit();

        foreach (var member in changes.Members)
        {
            _state.Members.Set(member);
        }

        _state.Owners.EndCommit();
    }

    private void PublishBoards(CommittedChanges changes)
    {
        var heads = changes.Members.Count > 0 && _state.Definitions.CountsHeads
            ? _state.Headcounts.Recount(_state.Members)
            : new Dictionary<string, Headcount>();
        var update = new BoardUpdate(changes.FirstVersion, changes.LastVersion, changes.Scores, heads) { Hash = changes.Hash };
        if (changes.IsDefinition)
        {
            _state.Headcounts.Recount(_state.Members);
            OpenBoards();
        }
        else
        {
            ApplyToBoards(update);
        }

        var owners = changes.Owners.Select(o => o.Owner).Where(o => o.Kind is OwnerKind.Employee or OwnerKind.Partner).ToList();
        _waiters.Advance(changes.LastVersion);
        Notify(new CommitNotice(
            changes.FirstVersion, changes.LastVersion, changes.At, update, owners, changes.Documents, changes.IsDefinition));
    }

    /// <summary>Boards that cannot follow are filled again from the store when they are next read.</summary>
    private void ApplyToBoards(BoardUpdate update)
    {
        try
        {
            _boards.Apply(Program, update);
        }
        catch (Exception exception)
        {
            _onFault(exception);
            OpenBoards();
        }
    }

    /// <summary>A listener that fails harms neither the others nor the program.</summary>
    private void Notify(CommitNotice notice)
    {
        foreach (var listener in Delegate.EnumerateInvocationList(Committed))
        {
            try
            {
                listener(notice);
            }
            catch (Exception exception)
            {
                _onFault(exception);
            }
        }
    }

    private void OpenBoards()
    {
        if (_state.Definitions.Current is { } current)
        {
            _boards.Open(
                new BoardSetup(Program, _state.Head.Version, current.Definition.Calendar, current.Boards, _state.Headcounts.Counts)
                {
                    Hash = _state.Head.Hash,
                },
                this);
        }
    }
}
