using GamifiedLoyalty.Domain.Programs;

namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>A validated contest: what the JSON document of a challenge says, typed.</summary>
public sealed record ChallengeDefinition
{
    /// <summary>Display name.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>What it is about, for participants.</summary>
    public LocalizedText? Description { get; init; }

    /// <summary>Terms that a participant accepts when joining; only with <see cref="OptIn"/>.</summary>
    public LocalizedText? Terms { get; init; }

    /// <summary>Whether partners (else employees) compete.</summary>
    public bool RanksPartners { get; init; }

    /// <summary>What is counted.</summary>
    public required ChallengeMetric Metric { get; init; }

    /// <summary>IANA id of the zone in which its local times were read.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>First instant that counts, in UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>First instant that no longer counts, in UTC.</summary>
    public required DateTimeOffset End { get; init; }

    /// <summary>How long after the end late sales and corrections still count, before it settles.</summary>
    public CalendarDuration CorrectionWindow { get; init; } = new(0, TimeSpan.Zero);

    /// <summary>Whether it settles by the clock when the correction window is over; else only by a manager's word.</summary>
    public bool SettlesByItself { get; init; }

    /// <summary>How long after a sale it may be returned: until then it counts as provisional. Null: at once confirmed.</summary>
    public CalendarDuration? ReturnWindow { get; init; }

    /// <summary>Who takes part.</summary>
    public Audience Audience { get; init; } = Audience.Everyone;

    /// <summary>Whether members take part only when they join, instead of by themselves.</summary>
    public bool OptIn { get; init; }

    /// <summary>What counts for those who join after the start.</summary>
    public LateJoining LateJoining { get; init; } = LateJoining.Full;

    /// <summary>How the winner is found.</summary>
    public required ChallengeFormat Format { get; init; }

    /// <summary>How a subject's activities become its score.</summary>
    public Scoring Scoring { get; init; } = Scoring.Total;

    /// <summary>The fewest employees a partner needs to be ranked, for <see cref="Scoring.PerHead"/>.</summary>
    public int MinimumHeadcount { get; init; } = 1;

    /// <summary>The past window that <see cref="Scoring.Growth"/> and growth targets compare with.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>Whether each size band has places and prizes of its own.</summary>
    public bool ByBand { get; init; }

    /// <summary>The least score to be ranked among winners; at least 0.</summary>
    public long MinimumScore { get; init; }

    /// <summary>Whether equal scores share a place (1-2-2-4) instead of who reached it first standing higher.</summary>
    public bool SharedTies { get; init; }

    /// <summary>What those who share a place receive, with <see cref="SharedTies"/>.</summary>
    public TiePrizes TiePrizes { get; init; } = TiePrizes.Split;

    /// <summary>What can be won, and what it may cost.</summary>
    public PrizePlan Prizes { get; init; } = PrizePlan.None;
}

/// <summary>What a challenge counts, as boards do.</summary>
/// <param name="Measure">What is summed.</param>
/// <param name="Currency">The points' currency, for <see cref="Measure.Points"/>.</param>
/// <param name="Filter">Which lines count.</param>
public sealed record ChallengeMetric(Measure Measure, string? Currency, Condition Filter);

/// <summary>Who may take part: every condition that is given must hold.</summary>
/// <param name="Condition">On fields of <c>employee</c> and <c>partner</c> only.</param>
/// <param name="Members">These ids only; null for no list.</param>
public sealed record Audience(Condition Condition, IReadOnlySet<string>? Members)
{
    /// <summary>All members of the kind that competes.</summary>
    public static Audience Everyone { get; } = new(Condition.Always, null);
}

/// <summary>What counts for those who join after the start. Values are persisted and never change.</summary>
public enum LateJoining
{
    /// <summary>Everything since the start of the challenge.</summary>
    Full = 0,

    /// <summary>What happens from joining on; targets and milestones stay.</summary>
    FromJoining = 1,

    /// <summary>What happens from joining on; targets and milestones are reduced to the share of the window that is left.</summary>
    ProRated = 2,
}

/// <summary>How activities become a score. Values are persisted and never change.</summary>
public enum Scoring
{
    /// <summary>Their sum.</summary>
    Total = 0,

    /// <summary>The sum divided by the partner's employees, rounded down.</summary>
    PerHead = 1,

    /// <summary>The sum divided by the employees who contributed, rounded down.</summary>
    PerActiveSeller = 2,

    /// <summary>How much the sum exceeds the subject's own baseline, in hundredths of a percent, rounded down.</summary>
    Growth = 3,
}

/// <summary>A past window whose result is compared with, scaled to the length of the challenge.</summary>
/// <param name="From">First instant, in UTC.</param>
/// <param name="Until">First instant after it, in UTC; not after the challenge's start.</param>
/// <param name="Floor">The least baseline: below it, growth is reckoned from it; at least 1.</param>
public sealed record Baseline(DateTimeOffset From, DateTimeOffset Until, long Floor);

/// <summary>What subjects that share a place receive. Values are persisted and never change.</summary>
public enum TiePrizes
{
    /// <summary>The prizes of the places that they take up, divided evenly and rounded down.</summary>
    Split = 0,

    /// <summary>Each the whole prize of the place that they share.</summary>
    Each = 1,
}
