namespace GamifiedLoyalty.Engine.Programs;

/// <content>
/// What challenges do by the clock. Whatever has to be read of the log for it is read beside the loop, so that recordings go
/// on; the loop applies it when little is left to read.
/// </content>
public sealed partial class ProgramEngine
{
    private DateTimeOffset _challengesNotBefore = DateTimeOffset.MinValue;
    private Task _preparation = Task.CompletedTask;
    private bool _isPrepared;

    /// <summary>When a challenge next opens, closes or settles; not while that is being prepared.</summary>
    private DateTimeOffset? NextChallenge() =>
        _preparation.IsCompleted ? NotBefore(_challengesNotBefore, _state.Challenges.NextDue) : null;

    private async Task DoDueChallengesAsync()
    {
        var due = _state.Challenges.DueAt(Now());
        if (!_isPrepared)
        {
            _isPrepared = true;
            _preparation = Task.Factory.StartNew(
                () => PrepareAsync(due), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();
            _ = WakeAfterAsync(_preparation);
            return;
        }

        _isPrepared = false;
        foreach (var challenge in due)
        {
            if (!await ApplyAloneAsync(null, draft => _processor.ApplyDueAsync(draft, challenge, CancellationToken.None)))
            {
                // The others are done all the same; this one is tried again after a pause.
                _challengesNotBefore = Now() + PostingPause;
            }
        }
    }

    private async Task PrepareAsync(IReadOnlyList<string> challenges)
    {
        try
        {
            foreach (var challenge in challenges)
            {
                await _book.PrepareAsync(challenge, Version, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The engine ends.
        }
        catch (Exception exception)
        {
            // Applying it reads what is missing, or fails as well.
            _onFault(exception);
        }
    }

    private async Task WakeAfterAsync(Task preparation)
    {
        await preparation;

        // When the queue is full, the loop has work and looks by itself.
        _queue.Writer.TryWrite(new WakeWork());
    }
}
