using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Formats;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Domain.Tests.Challenges.ContestBench;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

/// <summary>What holds for a bracket and an elimination of every number of participants.</summary>
public sealed class KnockoutTests
{
    private static readonly CalendarDuration Day = new(1, TimeSpan.Zero);

    public static TheoryData<int> Sizes => [.. Enumerable.Range(2, 32)];

    [Fact]
    public void The_strongest_meet_as_late_as_possible()
    {
        BracketFormat.Lines(3).ShouldBe([1, 8, 4, 5, 2, 7, 3, 6]);
        BracketFormat.Lines(0).ShouldBe([1]);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_bracket_has_one_winner_and_every_match_is_decided(int size)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (seeds, standings) = Play(new ChallengeFormat.Bracket(null, 256, seed % 2 == 0 ? null : Day), size, seed);

            var rounds = standings.Rounds.Count;
            var byes = standings.Matches.Where(m => m.IsBye).ToList();
            rounds.ShouldBe(RoundWindows.RoundsFor(size), $"size {size}, seed {seed}");
            standings.Matches.Count.ShouldBe((1 << rounds) - 1);
            standings.Matches.ShouldAllBe(m => m.State == MatchState.Decided && m.Winner != null);
            standings.Matches.Count(m => !m.IsBye).ShouldBe(size - 1);
            byes.ShouldAllBe(m => m.Round == 1);
            byes.Select(m => m.Winner!).ShouldBe(seeds.Take((1 << rounds) - size), ignoreOrder: true);
            HasOneWinner(standings, rounds);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void If_nobody_scores_the_seeds_decide(int size)
    {
        var seeds = Enumerable.Range(1, size).Select(Name).ToList();
        var standings = StandingsCalculator.Compute(Field(Definition(new ChallengeFormat.Bracket(null, 256, null)), seeds), Tally(), 1, End);
        standings.Rows[0].Subject.ShouldBe(seeds[0]);
        standings.Matches[^1].Second.ShouldBe(seeds[1]);
        standings.Rows.Single(r => r.Subject == seeds[0]).OutAfterRound.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Halfway_no_match_of_a_later_round_is_decided(int size)
    {
        var (_, standings) = Play(new ChallengeFormat.Bracket(null, 256, null), size, seed: 1, at: Start.AddDays(10));
        foreach (var round in standings.Rounds)
        {
            var matches = standings.Matches.Where(m => m.Round == round.Number && !m.IsBye).ToList();
            matches.ShouldAllBe(m => (m.State == MatchState.Decided) == round.IsOver);
            matches.ShouldAllBe(m => m.State != MatchState.Running || (round.Start <= standings.At && standings.At < round.End));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void An_elimination_leaves_one_and_each_round_takes_as_many_as_it_should(int size)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var most = 1 + (seed % 3);
            var (seeds, standings) = Play(new ChallengeFormat.Elimination(new CalendarDuration(0, TimeSpan.FromHours(12)), most), size, seed);

            var still = size;
            foreach (var round in standings.Rounds)
            {
                round.IsOver.ShouldBeTrue();
                round.Out.Count.ShouldBe(Math.Min(most, still - 1), $"size {size}, seed {seed}, round {round.Number}");
                still -= round.Out.Count;
                round.Winners.Count.ShouldBe(still);
            }

            still.ShouldBe(1);
            standings.Rounds.SelectMany(r => r.Out).Append(standings.Rows[0].Subject).ShouldBe(seeds, ignoreOrder: true);
            HasOneWinner(standings, standings.Rounds.Count);
        }
    }

    private static void HasOneWinner(ChallengeStandings standings, int rounds)
    {
        var winner = standings.Rows.Where(r => r.OutAfterRound is null).ToList().ShouldHaveSingleItem();
        winner.Place.ShouldBe(1);
        winner.Value.ShouldBe(rounds);
        standings.Rows.Skip(1).ShouldAllBe(r => r.Value == r.OutAfterRound - 1);
        standings.Rows.Zip(standings.Rows.Skip(1)).ShouldAllBe(p => p.First.Value >= p.Second.Value);
    }

    private static (List<string> Seeds, ChallengeStandings Standings) Play(ChallengeFormat format, int size, int seed, DateTimeOffset? at = null)
    {
        var random = new Random((seed * 100) + size);
        var definition = Definition(format);
        var seeds = Enumerable.Range(1, size).Select(Name).ToList();
        var tally = RandomTally(random, definition, size + 2, size * 4);
        return (seeds, StandingsCalculator.Compute(Field(definition, seeds), tally, 1, at ?? End));
    }
}
