using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Earning;
using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>What an activity is to a challenge.</summary>
/// <param name="Reason">Why it does not count; <see cref="NotCounted.None"/> when it does.</param>
/// <param name="Contribution">
/// What it counts. Also given, with nothing counted, when it was reversed or none of its lines meets the filter any more,
/// as it then takes the place of what it counted before. Null when it never counts for its subject.
/// </param>
public readonly record struct ActivityCounting(NotCounted Reason, Contribution? Contribution);

/// <summary>
/// Finds what activities count in one challenge, with the same measures as boards. It keeps what it looks up often, so one
/// serves many activities of the same state of a challenge.
/// </summary>
public sealed class ContributionEvaluator
{
    private readonly ChallengeRecord _record;
    private readonly ChallengeDefinition _definition;
    private readonly MoneyDefinition _money;
    private readonly HashSet<string>? _field;

    /// <summary>An evaluator for a state of a challenge.</summary>
    /// <param name="record">The challenge.</param>
    /// <param name="money">The program's money.</param>
    public ContributionEvaluator(ChallengeRecord record, MoneyDefinition money)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(money);
        _record = record;
        _definition = record.Definition;
        _money = money;
        _field = record.Field?.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The subject that an activity is of: its partner or its employee; null when it has none.</summary>
    public string? SubjectOf(ActivityFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return _definition.RanksPartners ? facts.Partner : facts.Sent.Employee;
    }

    /// <summary>What an activity counts; nothing, as not in the audience, when it has no subject.</summary>
    /// <param name="participant">Its subject as participant; null when it has not joined, or nobody joins.</param>
    /// <param name="activity">The activity's version.</param>
    /// <param name="facts">The activity, with the lines that remain.</param>
    /// <param name="awards">The awards that stand.</param>
    /// <param name="postedThrough">Awards due later are pending.</param>
    /// <param name="version">The program's version that made it so.</param>
    public ActivityCounting Evaluate(
        Participant? participant, long activity, ActivityFacts facts, IReadOnlyList<Award> awards, DateTimeOffset postedThrough, long version)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(awards);
        if (SubjectOf(facts) is not { } subject)
        {
            return new(NotCounted.NotInAudience, null);
        }

        if (Excluded(subject, participant, facts) is var reason and not NotCounted.None)
        {
            return new(reason, null);
        }

        var lines = MatchedLines.Sum(_definition.Metric.Filter, facts, _money);
        var metric = _definition.Metric;
        var value = ScoreCalculator.Measured(metric.Measure, metric.Currency, _definition.RanksPartners, lines, awards, postedThrough);
        var contribution = new Contribution
        {
            Activity = activity,
            Subject = subject,
            Seller = facts.Sent.Employee,
            OccurredAt = facts.OccurredAt,
            Score = value.Score,
            PendingPoints = value.Provisional,
            Turnover = value.Count == 0 ? 0 : lines.AmountMinor,
            Version = version,
            Counts = value.Count > 0,
        };
        return new(value.Count > 0 ? NotCounted.None : Uncounted(facts), contribution);
    }

    private NotCounted Excluded(string subject, Participant? participant, ActivityFacts facts)
    {
        if (facts.OccurredAt < _record.Start || facts.OccurredAt >= _record.End)
        {
            return NotCounted.OutsideWindow;
        }

        if (_field?.Contains(subject) == false || !ChallengeAudience.Includes(_definition, subject, facts))
        {
            return NotCounted.NotInAudience;
        }

        var joinedLate = _definition.LateJoining != LateJoining.Full && facts.OccurredAt < participant?.JoinedAt;
        return _definition.OptIn && (participant is null || joinedLate) ? NotCounted.BeforeJoining : NotCounted.None;
    }

    /// <summary>Whether corrections took away what counted, or nothing ever did.</summary>
    private NotCounted Uncounted(ActivityFacts facts)
    {
        if (facts.Lines.Count == 0)
        {
            return NotCounted.Reversed;
        }

        var matched = facts.Sent.Lines.Count(l => ConditionEvaluator.Matches(_definition.Metric.Filter, facts, l));
        var left = facts.Lines.Count(l => ConditionEvaluator.Matches(_definition.Metric.Filter, facts, l));
        return left == 0 && matched > 0 ? NotCounted.Reversed : NotCounted.FilteredOut;
    }
}
