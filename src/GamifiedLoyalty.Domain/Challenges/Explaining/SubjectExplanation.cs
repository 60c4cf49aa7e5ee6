using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Explaining;

/// <summary>
/// Why a subject stands where it does, and the cheapest way to the next place. Texts are made of it elsewhere, and why
/// activities do not count is known to whoever turns them into contributions.
/// </summary>
public sealed record SubjectExplanation
{
    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Its row: place, score, prizes with what cut them; null when it is not listed.</summary>
    public required ChallengeRow? Row { get; init; }

    /// <summary>How many are ranked with it, in its band where bands compete.</summary>
    public required int OutOf { get; init; }

    /// <summary>Every activity that counts, newest first.</summary>
    public required IReadOnlyList<CountedActivity> Counted { get; init; }

    /// <summary>How its sum became its score.</summary>
    public required ScoreParts Parts { get; init; }

    /// <summary>What decided between it and those with the same value and score.</summary>
    public required TieExplanation Tie { get; init; }

    /// <summary>The way to the next place; null at the top, or where no gain leads there.</summary>
    public required NextPlaceWay? Next { get; init; }

    /// <summary>Explains a subject of standings.</summary>
    /// <param name="field">Who competes and by which rules.</param>
    /// <param name="tally">What the standings were computed from, at the same version.</param>
    /// <param name="standings">The standings.</param>
    /// <param name="subject">The subject.</param>
    public static SubjectExplanation Of(ChallengeField field, ChallengeTally tally, ChallengeStandings standings, string subject)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(tally);
        ArgumentNullException.ThrowIfNull(standings);
        var row = standings.Rows.FirstOrDefault(r => r.Subject == subject);
        var group = standings.Rows.Where(r => r.Band == row?.Band).ToList();
        var own = tally.Find(subject);
        return new SubjectExplanation
        {
            Subject = subject,
            Row = row,
            OutOf = group.Count,
            Counted = own is null ? [] : CountedActivity.Of(own, standings.At),
            Parts = ScoreParts.Of(field, own, subject),
            Tie = TieExplanation.Of(field, group, row),
            Next = NextPlaceWay.Of(field, tally, group, row),
        };
    }
}

/// <summary>An activity that counts.</summary>
/// <param name="Activity">Its version.</param>
/// <param name="OccurredAt">When it happened, in UTC.</param>
/// <param name="Score">What it counts, in the metric's unit.</param>
/// <param name="Provisional">The part that may still be taken back.</param>
/// <param name="Seller">The employee who made it, if any.</param>
public sealed record CountedActivity(long Activity, DateTimeOffset OccurredAt, long Score, long Provisional, string? Seller)
{
    internal static IReadOnlyList<CountedActivity> Of(SubjectTally tally, DateTimeOffset now)
    {
        var counted = new List<CountedActivity>(tally.Counting);
        foreach (ref readonly var activity in tally.Activities)
        {
            if (activity.Counts)
            {
                counted.Add(new CountedActivity(activity.Activity, activity.OccurredAt, activity.Score, activity.ProvisionalAt(now), activity.Seller));
            }
        }

        counted.Reverse();
        return counted;
    }
}

/// <summary>How a sum becomes a score.</summary>
/// <param name="Sum">The sum of everything that counts, in the metric's unit.</param>
/// <param name="Divisor">The employees or active sellers that it is divided by; 1 where it is not.</param>
/// <param name="Baseline">The own baseline scaled to the length of the challenge, rounded down; null without growth.</param>
public sealed record ScoreParts(long Sum, int Divisor, long? Baseline)
{
    internal static ScoreParts Of(ChallengeField field, SubjectTally? tally, string subject)
    {
        var scores = new ScoreRule(field);
        var hasBaseline = field.Definition is { Scoring: Scoring.Growth } or { Format: ChallengeFormat.Target { GrowthPercent: not null } };
        var (part, whole) = hasBaseline ? scores.ScaledBase(subject, field.Record.End - field.Record.Start) : (0, 1);
        return new ScoreParts(tally?.Total ?? 0, scores.Divisor(subject, tally?.Sellers ?? 0), hasBaseline ? Whole.Floor(part, whole) : null);
    }
}
