using GamifiedLoyalty.Domain.Challenges.Standings;

namespace GamifiedLoyalty.Domain.Challenges.Explaining;

/// <summary>The cheapest way to the next place.</summary>
/// <param name="Place">The place.</param>
/// <param name="Subject">Who holds it now.</param>
/// <param name="Gain">The least gain, in the score's unit.</param>
/// <param name="Needed">The same in the metric's unit: what activities have to bring together.</param>
/// <param name="Typical">What one activity typically brings: the median of the subject's own, else of all; null when nobody has any.</param>
/// <param name="IsOwnTypical">Whether it is the median of the subject's own activities.</param>
/// <param name="Activities">How many typical activities that takes, rounded up; null without <paramref name="Typical"/>.</param>
public sealed record NextPlaceWay(int Place, string Subject, long Gain, long Needed, long? Typical, bool IsOwnTypical, long? Activities)
{
    internal static NextPlaceWay? Of(ChallengeField field, ChallengeTally tally, IReadOnlyList<ChallengeRow> group, ChallengeRow? row)
    {
        if (row is not { ToNext: { } gain } || group.LastOrDefault(r => r.Place < row.Place) is not { } above)
        {
            return null;
        }

        var own = tally.Find(row.Subject);
        var sum = new ScoreRule(field).SumFor(row.Subject, row.Score + gain, own?.Sellers ?? 0, field.Record.End - field.Record.Start);
        var needed = sum - (own?.Total ?? 0);
        var ownTypical = own is null ? null : Median([own]);
        var typical = ownTypical ?? Median(tally.Subjects);
        return new NextPlaceWay(
            above.Place, above.Subject, gain, needed, typical, ownTypical is not null, typical is { } one ? Whole.Ceiling(needed, one) : null);
    }

    /// <summary>The median of what activities bring that bring anything; of two in the middle the lower.</summary>
    private static long? Median(IEnumerable<SubjectTally> subjects)
    {
        var scores = new List<long>();
        foreach (var subject in subjects)
        {
            foreach (ref readonly var activity in subject.Activities)
            {
                if (activity.Score > 0)
                {
                    scores.Add(activity.Score);
                }
            }
        }

        scores.Sort();
        return scores.Count == 0 ? null : scores[(scores.Count - 1) / 2];
    }
}
