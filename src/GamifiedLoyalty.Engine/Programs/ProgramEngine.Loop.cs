using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Programs;

/// <content>The loop that takes, applies, commits and publishes.</content>
public sealed partial class ProgramEngine : IScoreSource
{
    /// <inheritdoc/>
    Task<long> IScoreSource.ReadScoresAsync(
        int series, DateOnly from, DateOnly until, Action<ScoreKey, StoredScore> visit, CancellationToken cancellationToken) =>
        _store.ReadScoresAsync(_state.Head.Number, series, from, until, visit, cancellationToken);

    private async Task RunAsync()
    {
        var batch = new List<WorkItem>();
        while (await WaitForWorkAsync())
        {
            if (IsDue())
            {
                await GuardAsync([], async draft => await _processor.PostDueAsync(draft, CancellationToken.None));
            }

            TakeBatch(batch);
            if (batch.Count > 0)
            {
                await ProcessAsync(batch);
                batch.Clear();
            }
        }
    }

    private DateTimeOffset Now()
    {
        var now = _time.GetUtcNow();
        var millisecond = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return millisecond < _state.LastAt ? _state.LastAt : millisecond;
    }

    private bool IsDue() => _state.Due.Next is { } due && due <= Now();

    /// <summary>Waits for a command or for the next pending award to fall due; false when the engine ends.</summary>
    private async Task<bool> WaitForWorkAsync()
    {
        if (_queue.Reader.TryPeek(out _) || (IsDue() && !_stop.IsCancellationRequested))
        {
            return true;
        }

        if (_state.Due.Next is not { } due || _stop.IsCancellationRequested)
        {
            return await _queue.Reader.WaitToReadAsync();
        }

        using var timer = new CancellationTokenSource(Clamp(due - Now()), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, _stop.Token);
        try
        {
            return await _queue.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static TimeSpan Clamp(TimeSpan wait)
    {
        // Timers take at most 49 days; an early wake-up only looks again.
        var longest = TimeSpan.FromDays(1);
        return wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait > longest ? longest : wait;
    }

    /// <summary>Takes what waits: either recordings up to the batch size, or one command of another kind.</summary>
    private void TakeBatch(List<WorkItem> batch)
    {
        var commands = 0;
        while (commands < _options.BatchSize && _queue.Reader.TryPeek(out var next))
        {
            if (next is not RecordWork record)
            {
                if (batch.Count == 0 && _queue.Reader.TryRead(out var single))
                {
                    batch.Add(single);
                }

                return;
            }

            _queue.Reader.TryRead(out _);
            batch.Add(record);
            commands += record.Commands.Count;
        }
    }

    private Task ProcessAsync(List<WorkItem> batch) => GuardAsync(batch, draft => batch[0] is RecordWork
        ? _processor.RecordAsync(draft, batch.ConvertAll(w => (RecordWork)w), CancellationToken.None)
        : _processor.ApplyAsync(draft, batch[0], CancellationToken.None));

    /// <summary>
    /// Applies and commits; callers are answered after the commit. Whenever it fails the state is loaded again, because
    /// it may hold changes that were not committed; when only the head had moved the batch is applied once more.
    /// </summary>
    private async Task GuardAsync(List<WorkItem> batch, Func<CommitDraft, Task> apply)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RefreshAsync();
                var draft = _processor.Begin(_state, Now());
                await apply(draft);
                await CommitAsync(draft);
                batch.ForEach(Complete);
                return;
            }
            catch (HeadMovedException) when (attempt < HeadMovedTries)
            {
                _isStale = true;
            }
            catch (Exception exception)
            {
                _isStale = true;
                _onFault(exception);
                var answer = exception is HeadMovedException
                    ? new StoreUnavailableException("Another node keeps writing to the program.", exception)
                    : exception;
                batch.ForEach(w => w.Fail(answer));
                return;
            }
        }
    }

    private static void Complete(WorkItem work)
    {
        switch (work)
        {
            case RecordWork record: record.Complete(); break;
            case MembersWork members: members.Complete(); break;
            case ReversalWork reversal: reversal.Complete(); break;
            case DocumentWork document: document.Complete(); break;
            case PublishWork publish: publish.Complete(); break;
            default: throw new InvalidOperationException($"Unknown work {work.GetType().Name}.");
        }
    }

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

    private async Task CommitAsync(CommitDraft draft)
    {
        if (draft.IsEmpty)
        {
            return;
        }

        var commit = draft.Build();
        await _store.CommitAsync(commit, CancellationToken.None);
        var number = _state.Head.Number != 0
            ? _state.Head.Number
            : (await _store.FindHeadAsync(Program, CancellationToken.None))!.Number;
        var previous = _state.Head.Version;
        _state.Head = new ProgramHead(number, Program, previous + commit.Entries.Count, commit.Hash, commit.PostedThrough);
        _state.LastAt = commit.At;
        Publish(draft, commit, previous + 1);
    }

    private void Publish(CommitDraft draft, Commit commit, long first)
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
        PublishBoards(draft, commit, first);
    }

    private void PublishBoards(CommitDraft draft, Commit commit, long first)
    {
        var heads = commit.Members.Count > 0 && _state.Definitions.CountsHeads
            ? _state.Headcounts.Recount(_state.Members)
            : new Dictionary<string, Headcount>();
        var update = new BoardUpdate(first, _state.Head.Version, draft.Scores, heads);
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
            _boards.Apply(Program, update);
        }

        var owners = draft.ChangedOwners.Where(o => o.Kind is OwnerKind.Employee or OwnerKind.Partner).ToList();
        _waiters.Advance(_state.Head.Version);
        Committed?.Invoke(new CommitNotice(
            first, _state.Head.Version, commit.At, update, owners, commit.Documents, commit.Definitions.Count > 0));
    }

    private void OpenBoards()
    {
        if (_state.Definitions.Current is { } current)
        {
            _boards.Open(
                new BoardSetup(Program, _state.Head.Version, current.Definition.Calendar, current.Boards, _state.Headcounts.Counts),
                this);
        }
    }
}
