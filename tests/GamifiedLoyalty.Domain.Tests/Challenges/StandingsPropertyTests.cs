using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Standings;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Domain.Tests.Challenges.ContestBench;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>What holds for any standings; each seed is one contest.</summary>
public sealed class StandingsPropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_range_of_places_is_what_taking_back_gives(int seed)
    {
        var (definition, tally) = Random(seed);
        var rows = Compute(definition, tally).Rows;
        foreach (var row in rows)
        {
            row.BestPlace.ShouldBe(PlaceIf(definition, tally, row.Subject, others: true), $"seed {seed}, best of {row.Subject}");
            row.WorstPlace.ShouldBe(PlaceIf(definition, tally, row.Subject, others: false), $"seed {seed}, worst of {row.Subject}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_gain_to_the_next_place_is_enough_and_one_less_is_not(int seed)
    {
        var (definition, tally) = Random(seed);
        foreach (var row in Compute(definition, tally).Rows)
        {
            (row.ToNext is null).ShouldBe(row.Place == 1, $"seed {seed}, {row.Subject}");
            if (row.ToNext is not { } gain)
            {
                continue;
            }

            PlaceWith(definition, tally, row.Subject, gain).ShouldBeLessThan(row.Place, $"seed {seed}, {row.Subject} +{gain}");
            if (gain > 1)
            {
                PlaceWith(definition, tally, row.Subject, gain - 1).ShouldBe(row.Place, $"seed {seed}, {row.Subject} +{gain - 1}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Places_follow_value_and_score(int seed)
    {
        var (definition, tally) = Random(seed);
        var rows = Compute(definition, tally).Rows;
        rows.Select(r => r.Subject).ShouldBeUnique();
        foreach (var (row, index) in rows.Select((r, i) => (r, i)))
        {
            var better = rows.Count(r => (r.Value, r.Score).CompareTo((row.Value, row.Score)) > 0);
            (definition.SharedTies ? row.Place == better + 1 : row.Place == index + 1).ShouldBeTrue($"seed {seed}, {row.Subject}");
            row.BestPlace.ShouldBeLessThanOrEqualTo(row.Place);
            row.WorstPlace.ShouldBeGreaterThanOrEqualTo(row.Place);
        }
    }

    /// <summary>The place if everything provisional of the others, or of the subject, is taken back by a correction.</summary>
    private static int PlaceIf(ChallengeDefinition definition, ChallengeTally tally, string subject, bool others)
    {
        var copy = Copy(tally, definition, a => (a.Subject != subject) == others && a.PendingPoints > 0
            ? a with { Score = a.Score - a.PendingPoints, PendingPoints = 0, Version = 10_000 }
            : a);
        return Compute(definition, copy).Rows.Single(r => r.Subject == subject).Place;
    }

    private static int PlaceWith(ChallengeDefinition definition, ChallengeTally tally, string subject, long gain)
    {
        var copy = Copy(tally, definition, a => a);
        copy.Set(Sale(20_000, subject, gain));
        return Compute(definition, copy).Rows.Single(r => r.Subject == subject).Place;
    }

    private static ChallengeTally Copy(ChallengeTally tally, ChallengeDefinition definition, Func<Contribution, Contribution> change)
    {
        var copy = Tally(definition);
        foreach (var subject in tally.Subjects)
        {
            foreach (var activity in subject.Activities)
            {
                var sale = Sale(activity.Activity, subject.Subject, activity.Score, activity.OccurredAt, activity.PendingPoints);
                copy.Set(sale);
                copy.Set(change(sale));
            }
        }

        return copy;
    }

    private static (ChallengeDefinition Definition, ChallengeTally Tally) Random(int seed)
    {
        var random = new Random(seed);
        ChallengeFormat format = (seed % 4) switch
        {
            0 => new ChallengeFormat.Race(),
            1 => new ChallengeFormat.Target(500, null, null),
            2 => new ChallengeFormat.Milestones([new("a", 100, null), new("b", 400, null), new("c", 700, null)]),
            _ => new ChallengeFormat.Raffle(70, 6),
        };
        var definition = Definition(format) with { SharedTies = random.Next(2) == 0 };
        return (definition, RandomTally(random, definition, subjects: 12, sales: 20));
    }

    private static ChallengeStandings Compute(ChallengeDefinition definition, ChallengeTally tally) =>
        StandingsCalculator.Compute(Field(definition), tally, 1, End);
}
