using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Corrections;
using GamifiedLoyalty.Engine.State;

namespace GamifiedLoyalty.Engine.Challenges;

/// <summary>
/// The tally of one challenge, brought up to a version of the log. It follows from the log, the record and who joined alone,
/// so that every node and every restart gets the same. Whoever uses it holds its gate.
/// </summary>
internal sealed class TrackedChallenge
{
    // What members who have not joined did: it counts from their first sale on when they join.
    private readonly Dictionary<string, List<Contribution>> _waiting = new(StringComparer.Ordinal);
    private readonly LogReplay _replay;
    private ContributionEvaluator _evaluator;
    private ChallengeCase _case;

    public TrackedChallenge(ChallengeCase challenge, ActivityReader activities, ProgramState state, long after)
    {
        var money = state.Definitions.Rules.Definition.Money;
        _case = challenge;
        Record = challenge.Record!;
        Version = after;
        Tally = new ChallengeTally(state.Definitions.Rules.Definition.Calendar, Record.Definition.ReturnWindow);
        _evaluator = new ContributionEvaluator(Record, money);
        _replay = new LogReplay(activities, Record.Start, Record.End, Take);
    }

    /// <summary>What the tally was made for.</summary>
    public ChallengeRecord Record { get; private set; }

    public ChallengeTally Tally { get; }

    /// <summary>The version that the tally shows.</summary>
    public long Version { get; private set; }

    /// <summary>Counts the changes of the tally.</summary>
    public long Changes { get; private set; }

    /// <summary>Takes over a new state of the challenge; false when the tally has to be made anew.</summary>
    public bool Follow(ChallengeCase challenge, ProgramState state)
    {
        if (!ReferenceEquals(challenge.Record, Record) || !ReferenceEquals(challenge, _case))
        {
            if (challenge.Record!.Start != Record.Start || Exceeds(challenge.Record))
            {
                return false;
            }

            _case = challenge;
            Record = challenge.Record;
            _evaluator = new ContributionEvaluator(Record, state.Definitions.Rules.Definition.Money);
        }

        AdmitJoined();
        return true;
    }

    /// <summary>Takes a part of the log that follows what was taken before, up to a version; what was taken already is passed over.</summary>
    public async Task ApplyAsync(ProgramState state, LogPage page, long through, CancellationToken cancellationToken)
    {
        var entries = page.Entries;
        var own = entries.Count > 0 && entries[0].Version > Version && page.Last <= through
            ? entries
            : entries.Where(e => e.Version > Version && e.Version <= through).ToList();
        if (own.Count > 0)
        {
            await _replay.ApplyAsync(state, own, cancellationToken);
        }

        Version = Math.Max(Version, Math.Min(page.Last, through));
    }

    // Whoever closes early cuts off what was said to happen a moment later.
    private bool Exceeds(ChallengeRecord record)
    {
        if (record.End >= Record.End)
        {
            return record.End > Record.End;
        }

        foreach (var subject in Tally.Subjects)
        {
            foreach (ref readonly var activity in subject.Activities)
            {
                if (activity.OccurredAt >= record.End)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Take(ReplayedActivity activity, long version, DateTimeOffset postedThrough)
    {
        if (_evaluator.SubjectOf(activity.Facts) is not { } subject)
        {
            return;
        }

        var isWaiting = Record.Definition.OptIn && !Admit(subject);
        var counting = _evaluator.Evaluate(
            isWaiting ? new Participant(subject, DateTimeOffset.MinValue) : _case.FindParticipant(subject),
            activity.Recorded.Version, activity.Facts, activity.Awards, postedThrough, version);
        if (counting.Contribution is not { } contribution)
        {
            return;
        }

        if (!isWaiting)
        {
            Set(contribution);
        }
        else if (CouldCount(activity.Recorded))
        {
            (_waiting.TryGetValue(subject, out var before) ? before : _waiting[subject] = []).Add(contribution);
        }
    }

    // Where only what comes after joining counts, nothing else has to be kept than what is said to happen later.
    private bool CouldCount(RecordedActivity recorded) =>
        Record.Definition.LateJoining == LateJoining.Full || recorded.OccurredAt >= recorded.RecordedAt;

    private void AdmitJoined()
    {
        foreach (var subject in _waiting.Count == 0 ? [] : _waiting.Keys.ToList())
        {
            Admit(subject);
        }
    }

    /// <summary>Counts what a member did before it joined, once it has; false while it has not.</summary>
    private bool Admit(string subject)
    {
        if (_case.FindParticipant(subject) is not { } participant)
        {
            return false;
        }

        if (_waiting.Remove(subject, out var waiting))
        {
            // The window may have been closed since they were put aside.
            var isFull = Record.Definition.LateJoining == LateJoining.Full;
            foreach (var contribution in waiting.Where(c => c.OccurredAt < Record.End && (isFull || c.OccurredAt >= participant.JoinedAt)))
            {
                Set(contribution);
            }
        }

        return true;
    }

    private void Set(Contribution contribution)
    {
        if (Tally.Set(contribution))
        {
            Changes++;
        }
    }
}
