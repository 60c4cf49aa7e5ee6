using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Standings;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Domain.Tests.Challenges.ContestBench;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>
/// The places that were said to be possible hold: whatever part of what is pending is confirmed or returned, and in whatever
/// order, everybody ends within every range that was stated before. Each seed is one contest.
/// </summary>
public sealed class RankRangePropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_settled_place_lies_in_every_range_that_was_stated_before(int seed)
    {
        var random = new Random(seed);
        ChallengeFormat[] formats =
        [
            new ChallengeFormat.Race(), new ChallengeFormat.Target(500, null, null), new ChallengeFormat.Team(),
            new ChallengeFormat.Milestones([new("a", 100, null), new("b", 400, null)]), new ChallengeFormat.Raffle(70, 6),
        ];
        var definition = Definition(formats[seed % formats.Length]) with { SharedTies = random.Next(2) == 0, ByBand = random.Next(3) == 0 };
        var tally = RandomTally(random, definition, subjects: 10, sales: 25);
        var stated = new List<IReadOnlyList<ChallengeRow>> { Rows(definition, tally) };
        foreach (var activity in Pending(tally).OrderBy(_ => random.Next()).ToList())
        {
            Resolve(tally, activity, random.Next(3), version: 1_000 + stated.Count);
            stated.Add(Rows(definition, tally));
        }

        foreach (var settled in stated[^1])
        {
            settled.Provisional.ShouldBe(0);
            foreach (var earlier in stated.Select(s => s.Single(r => r.Subject == settled.Subject)))
            {
                settled.Place.ShouldBeInRange(earlier.BestPlace, earlier.WorstPlace, $"seed {seed}, {settled.Subject}");
            }
        }
    }

    private static List<(string Subject, TalliedActivity Activity)> Pending(ChallengeTally tally)
    {
        var pending = new List<(string, TalliedActivity)>();
        foreach (var subject in tally.Subjects)
        {
            foreach (var activity in subject.Activities)
            {
                if (activity.PendingPoints > 0)
                {
                    pending.Add((subject.Subject, activity));
                }
            }
        }

        return pending;
    }

    /// <summary>Pending points post, or all of them, or a part of them and the others post, are taken back.</summary>
    private static void Resolve(ChallengeTally tally, (string Subject, TalliedActivity Activity) pending, int how, long version)
    {
        var (subject, activity) = pending;
        var lost = how switch { 0 => 0, 1 => activity.PendingPoints, _ => activity.PendingPoints / 2 };
        tally.Set(Sale(activity.Activity, subject, activity.Score - lost, activity.OccurredAt) with { Version = version });
    }

    private static IReadOnlyList<ChallengeRow> Rows(ChallengeDefinition definition, ChallengeTally tally) =>
        StandingsCalculator.Compute(Field(definition), tally, 1, End).Rows;
}
