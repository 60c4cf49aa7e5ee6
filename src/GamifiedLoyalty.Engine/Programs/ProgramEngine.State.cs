using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Programs;

/// <content>Keeping the state: refreshing it after a failure, publishing what was committed.</content>
public sealed partial class ProgramEngine : IScoreSource
{
    /// <inheritdoc/>
    Task<long> IScoreSource.ReadScoresAsync(
        int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken) =>
        _store.ReadScoresAsync(_state.Head.Number, series, from, until, visit, cancellationToken);

    /// <summary>Loads the state again after a failure.</summary>
    private async Task RefreshAsync()
    {
        if (!_isStale)
        {
            return;
        }

        var head = await _store.FindHeadAsync(Program, CancellationToken.None);
        _state = head is null
            ? ProgramState.Empty(Program, _options)
            : await ProgramState.LoadAsync(_store, head, _options, CancellationToken.None);
        _isStale = false;
        if (head is not null)
        {
            OpenBoards();
            _waiters.Advance(Math.Max(head.Version, _waiters.Version));
        }
    }

    private void Publish(CommitDraft draft, Commit commit)
    {
        foreach (var range in commit.Due)
        {
            _state.Due.Set(range);
        }

        foreach (var done in commit.DueDone)
        {
            _state.Due.Remove(done);
        }

        foreach (var document in commit.Documents)
        {
            _state.Documents[(document.Kind, document.Id)] = document;
        }

        foreach (var member in commit.Members)
        {
            _state.Members.Set(member);
        }

        _state.Owners.EndCommit();
        PublishBoards(draft, commit);
    }

    private void PublishBoards(CommitDraft draft, Commit commit)
    {
        var first = commit.ExpectedHead + 1;
        var last = commit.ExpectedHead + commit.Entries.Count;
        var heads = commit.Members.Count > 0 && _state.Definitions.CountsHeads
            ? _state.Headcounts.Recount(_state.Members)
            : new Dictionary<string, Headcount>();
        var update = new BoardUpdate(first, last, commit.Scores, heads) { Hash = commit.Hash };
        foreach (var definition in commit.Definitions)
        {
            _state.Definitions.Publish(definition, commit.Series);
        }

        if (commit.Definitions.Count > 0)
        {
            _state.Headcounts.Recount(_state.Members);
            OpenBoards();
        }
        else
        {
            ApplyToBoards(update);
        }

        var owners = draft.ChangedOwners.Where(o => o.Kind is OwnerKind.Employee or OwnerKind.Partner).ToList();
        _waiters.Advance(last);
        Notify(new CommitNotice(first, last, commit.At, update, owners, commit.Documents, commit.Definitions.Count > 0));
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
