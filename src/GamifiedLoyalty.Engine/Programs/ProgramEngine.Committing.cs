using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Programs;

/// <content>Storing drafts, answering those who wait for them, and what happens when a commit fails.</content>
public sealed partial class ProgramEngine
{
    private async Task StoreAsync(OpenDraft open)
    {
        if (open.Draft.IsEmpty)
        {
            await AnswerUnstoredAsync(open);
            return;
        }

        _open = null;
        Commit commit;
        try
        {
            commit = open.Draft.Build();
        }
        catch (Exception exception)
        {
            await RecoverAsync(open, await ReasonAsync(exception));
            return;
        }

        var changes = CommittedChanges.Of(commit);
        AdvanceHead(changes, commit.ProgramNumber);
        _storing = new StoringDraft(open, commit, changes, _metrics.CommitAsync(_store, commit, open.Works));
    }

    // Only duplicates and faults, and what they answer with is stored already: no commit shows that nobody else has written
    // what would make a fault none, such as the member that is missing.
    private async Task AnswerUnstoredAsync(OpenDraft open)
    {
        try
        {
            await DemandHeadAsync();
        }
        catch (Exception exception)
        {
            _open = null;
            await RecoverAsync(open, exception);
            return;
        }

        _open = null;
        Answer(open.Works);
    }

    /// <summary>Makes sure that nobody else has moved the head of a shared store.</summary>
    /// <exception cref="HeadMovedException">Somebody has.</exception>
    private async Task DemandHeadAsync()
    {
        if (_store.IsShared && await _store.FindHeadAsync(Program, CancellationToken.None) is { } head && head.Version != _state.Head.Version)
        {
            throw new HeadMovedException($"The program {Program} is at version {head.Version} and not at {_state.Head.Version}.");
        }
    }

    /// <summary>
    /// Why something failed. A node that others have outrun reads what is newer than its state, and may fail in any way
    /// because of it: then the head that moved is the reason.
    /// </summary>
    private async Task<Exception> ReasonAsync(Exception exception)
    {
        if (exception is HeadMovedException or StoreUnavailableException)
        {
            return exception;
        }

        try
        {
            await DemandHeadAsync();
            return exception;
        }
        catch (HeadMovedException moved)
        {
            return moved;
        }
        catch (StoreUnavailableException)
        {
            return exception;
        }
    }

    /// <summary>Waits until what is being stored is stored, publishes it and answers; when that failed, recovers.</summary>
    private async Task FinishAsync()
    {
        if (_storing is not { } storing)
        {
            return;
        }

        _storing = null;
        try
        {
            await storing.Stored;
        }
        catch (Exception exception)
        {
            // The head ran ahead of what is stored now; whether others moved it is seen from there.
            (_state.Head, _state.LastAt) = _stored;
            await RecoverAsync(storing.Open, await ReasonAsync(exception));
            return;
        }

        _open?.Draft.PreviousIsStored();
        Publish(storing.Commit, storing.Changes);
        Answer(storing.Open.Works);
    }

    private void Answer(List<RecordWork> works)
    {
        _metrics.Answering(works);
        works.ForEach(w => w.Complete());
    }

    /// <summary>
    /// A commit failed, so the state holds what is not stored: everything applied since is applied again to the stored
    /// state. The failed commands are tried again when only the head had moved, else their callers are told.
    /// </summary>
    private async Task RecoverAsync(OpenDraft failed, Exception exception)
    {
        var again = new List<RecordWork>();
        if (exception is HeadMovedException && failed.Tries < HeadMovedTries)
        {
            again.AddRange(failed.Works);
            await AskForTurnAsync();
        }
        else
        {
            Fail(failed.Works, exception);
        }

        again.AddRange(_open?.Works ?? []);
        Spoil(failed.Draft);
        Spoil(_open?.Draft);
        _open = null;
        if (again.Count > 0)
        {
            await ApplyAsync(again);
            if (_open is { } open)
            {
                open.Tries = failed.Tries + 1;
            }
        }
    }

    /// <summary>Applies a command alone and commits it; tries again while only the head had moved.</summary>
    /// <returns>Whether it was committed.</returns>
    private async Task<bool> ApplyAloneAsync(WorkItem? work, Func<CommitDraft, Task> apply)
    {
        for (var attempt = 1; ; attempt++)
        {
            CommitDraft? draft = null;
            try
            {
                await RefreshAsync();
                draft = _processor.Begin(_state, Now(), null);
                await apply(draft);
                await CommitAsync(draft, work);
                work?.Complete();
                return true;
            }
            catch (Exception exception)
            {
                Spoil(draft);
                var reason = await ReasonAsync(exception);
                if (reason is not HeadMovedException || attempt == HeadMovedTries)
                {
                    Fail(work is null ? [] : [work], reason);
                    return false;
                }

                await AskForTurnAsync();
            }
        }
    }

    private async Task AskForTurnAsync()
    {
        if (_state.Head.Number == 0)
        {
            // Another node created the program first; as far as this one knows there is none to take turns at.
            return;
        }

        try
        {
            await _store.AskForTurnAsync(_state.Head.Number, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // Only a hint; the next try finds out by itself that the store is away.
        }
    }

    private async Task CommitAsync(CommitDraft draft, WorkItem? work)
    {
        if (draft.IsEmpty)
        {
            await DemandHeadAsync();
            return;
        }

        var commit = draft.Build();
        await _metrics.CommitAsync(_store, commit, work is null ? [] : [work]);
        var number = commit.ProgramNumber != 0
            ? commit.ProgramNumber
            : (await _store.FindHeadAsync(Program, CancellationToken.None))!.Number;
        var changes = CommittedChanges.Of(commit);
        AdvanceHead(changes, number);
        Publish(commit, changes);
    }

    private void Fail(IEnumerable<WorkItem> works, Exception exception)
    {
        _isStale = true;
        _onFault(exception);
        var answer = exception is HeadMovedException
            ? new StoreUnavailableException("Another node keeps writing to the program.", exception)
            : exception;
        foreach (var work in works)
        {
            work.Fail(answer);
        }
    }
}
