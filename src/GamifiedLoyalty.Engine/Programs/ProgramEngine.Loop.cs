using GamifiedLoyalty.Engine.Applying;
using GamifiedLoyalty.Engine.Ports;
using Span = System.Diagnostics.Activity;

namespace GamifiedLoyalty.Engine.Programs;

/// <content>
/// The loop. Recordings are applied to an open draft while the draft before it is being stored; when that is done, it is
/// published and answered, and the open draft is stored in its turn. So commands gather during one fsync and share the
/// next. Other commands and due work are applied alone, when nothing is open or being stored.
/// </content>
public sealed partial class ProgramEngine
{
    private OpenDraft? _open;
    private StoringDraft? _storing;
    private Task<bool>? _arrival;

    private async Task RunAsync()
    {
        // The loop outlives the request that opened the program; commits belong to the traces of those who wait for them.
        Span.Current = null;
        bool goesOn;
        do
        {
            try
            {
                goesOn = await StepAsync();
            }
            catch (Exception exception)
            {
                // Whatever went wrong, those who wait are told, and the next command finds the state as it is stored.
                _mustLoad = true;
                Fail([.. _open?.Works ?? [], .. _storing?.Open.Works ?? []], exception);
                _open = null;
                _storing = null;
                goesOn = true;
            }
        }
        while (goesOn);
    }

    private async Task<bool> StepAsync()
    {
        if (_storing is { Stored.IsCompleted: true })
        {
            // First of all: whoever waits for the answer may send the next command while those that came meanwhile are applied.
            await FinishAsync();
        }

        await TakeRecordingsAsync();
        if (_storing is { } storing)
        {
            await Task.WhenAny(storing.Stored, IsWorthWaking() ? Arrival() : storing.Stored);
            return true;
        }

        if (_open is { } open)
        {
            await StoreAsync(open);
            return true;
        }

        if (IsDue())
        {
            await DoDueAsync();
            return true;
        }

        if (!_queue.Reader.TryPeek(out var work))
        {
            return await WaitForWorkAsync();
        }

        // A recording may have come since recordings were taken; it is taken in the next step.
        if (work is not RecordWork)
        {
            _queue.Reader.TryRead(out _);
            await (work switch
            {
                WakeWork => Task.CompletedTask,
                FollowWork => LookAroundAsync(work),
                _ => ApplyAloneAsync(work, draft => _processor.ApplyAsync(draft, work, CancellationToken.None)),
            });
        }

        return true;
    }

    private DateTimeOffset Now()
    {
        var now = _time.GetUtcNow();
        var millisecond = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return millisecond < _state.LastAt ? _state.LastAt : millisecond;
    }

    private async Task DoDueAsync() => await (NextPosting() <= Now() ? PostDueAsync() : DoDueChallengesAsync());

    private async Task PostDueAsync()
    {
        if (!await ApplyAloneAsync(null, draft => _processor.PostDueAsync(draft, CancellationToken.None)))
        {
            // What is due stays due: without a pause the loop would do nothing else while the store is away.
            _postNotBefore = Now() + PostingPause;
        }
    }

    private async Task LookAroundAsync(WorkItem work)
    {
        // From now on further hints are about what this look may miss.
        Volatile.Write(ref _isFollowing, 0);
        _isStale = true;
        try
        {
            await RefreshAsync();
            work.Complete();
        }
        catch (Exception exception)
        {
            Fail([work], exception);
        }
    }

    private DateTimeOffset? NextPosting() => NotBefore(_postNotBefore, _state.Due.Next);

    /// <summary>When a pending award next posts, or a challenge opens, closes or settles.</summary>
    private DateTimeOffset? NextDue() =>
        NextChallenge() is not { } challenge ? NextPosting()
        : NextPosting() is { } posting && posting < challenge ? posting
        : challenge;

    private static DateTimeOffset? NotBefore(DateTimeOffset earliest, DateTimeOffset? due) => due < earliest ? earliest : due;

    private bool IsDue() => NextDue() is { } due && due <= Now();

    private bool CanTakeMore() =>
        !_queue.Reader.Completion.IsCompleted && !IsDue() && (_open?.Commands ?? 0) < _options.BatchSize && (!_queue.Reader.TryPeek(out var next) || next is RecordWork);

    // Waking up for every single activity costs more than applying it; they gather until what is being stored is stored.
    private bool IsWorthWaking() => CanTakeMore() && (_open is null || _open.IsBulk);

    private Task<bool> Arrival() => _arrival is { IsCompleted: false } ? _arrival : _arrival = ArriveAsync();

    private async Task<bool> ArriveAsync() => await _queue.Reader.WaitToReadAsync();

    /// <summary>Waits for a command or for what is due next; false when the engine ends.</summary>
    private async Task<bool> WaitForWorkAsync()
    {
        if (NextDue() is not { } due || _stop.IsCancellationRequested)
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

    /// <summary>Applies the recordings that wait to the open draft, up to the batch size or a command of another kind.</summary>
    private async Task TakeRecordingsAsync()
    {
        if (IsDue() || !_queue.Reader.TryPeek(out _))
        {
            return;
        }

        var works = new List<RecordWork>();
        var commands = _open?.Commands ?? 0;
        while (commands < _options.BatchSize && _queue.Reader.TryPeek(out var next) && next is RecordWork record)
        {
            _queue.Reader.TryRead(out _);
            works.Add(record);
            commands += record.Commands.Count;
        }

        if (works.Count > 0)
        {
            await ApplyAsync(works);
        }
    }

    private async Task ApplyAsync(List<RecordWork> works)
    {
        try
        {
            await RefreshAsync();
            _open ??= new OpenDraft(_processor.Begin(_state, Now(), _storing?.Draft));
            works.ForEach(_open.Add);
            await _processor.RecordAsync(_open.Draft, works, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // What is being stored is complete in itself; the state, however, now holds changes that nobody will commit.
            var reason = await ReasonAsync(exception);
            var failed = _open;
            _open = null;
            Spoil(failed?.Draft);
            var isOutrun = reason is HeadMovedException && failed is not null;
            if (!isOutrun)
            {
                Fail(failed?.Works ?? works, reason);
            }

            await FinishAsync();
            if (isOutrun)
            {
                // Behind what came before it and is tried again as well.
                await (_open is null ? RecoverAsync(failed!, reason) : ApplyAsync(failed!.Works));
            }
        }
    }

    /// <summary>A draft that still takes recordings.</summary>
    private sealed class OpenDraft(CommitDraft draft)
    {
        public CommitDraft Draft { get; } = draft;

        public List<RecordWork> Works { get; } = [];

        public int Commands { get; private set; }

        /// <summary>Whether some came in batches.</summary>
        public bool IsBulk => Commands > Works.Count;

        public int Tries { get; set; } = 1;

        public void Add(RecordWork work)
        {
            Works.Add(work);
            Commands += work.Commands.Count;
        }
    }

    /// <summary>A draft that is being stored.</summary>
    private sealed record StoringDraft(OpenDraft Open, Commit Commit, CommittedChanges Changes, Task Stored)
    {
        public CommitDraft Draft => Open.Draft;
    }
}
