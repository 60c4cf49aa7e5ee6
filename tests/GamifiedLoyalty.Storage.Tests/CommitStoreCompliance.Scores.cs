using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Engine.Ports;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Storage.Tests.CommitBuilder;

namespace GamifiedLoyalty.Storage.Tests;

public abstract partial class CommitStoreCompliance
{
    [Fact]
    public async Task Score_changes_add_up_and_reach_is_that_of_the_last_change()
    {
        await Commit(Make(0, 2, with: c => c.Scores.Add(Score("e1", 100, 2, provisional: 40))));
        await Commit(Make(2, with: c => c.Scores.Add(Score("e1", -30, 3, provisional: -40))));

        var (version, scores) = await ReadScores(Day, Day.AddDays(1));

        version.ShouldBe(3);
        scores.ShouldBe([(new ScoreKey(1, "e1", Day), new StoredScore(new ScoreValue(70, 0, 2), 3))]);
    }

    [Fact]
    public async Task A_change_that_leaves_the_score_leaves_its_reach()
    {
        await Commit(Make(0, 5, with: c => c.Scores.Add(Score("e1", 100, 5, provisional: 100))));
        await Commit(Make(5, with: c => c.Scores.Add(Score("e1", 0, 0, provisional: -100, count: 0))));

        var (_, scores) = await ReadScores(Day, Day.AddDays(1));

        scores.Single().Score.ShouldBe(new StoredScore(new ScoreValue(100, 0, 1), 5));
    }

    [Fact]
    public async Task A_score_without_activities_is_kept_but_not_ranked()
    {
        await Commit(Make(0, with: c => c.Scores.Add(Score("e1", 10, 1))));
        await Commit(Make(1, with: c => c.Scores.Add(Score("e1", -10, 2, count: -1))));

        (await ReadScores(Day, Day.AddDays(1))).Scores.Single().Score.ShouldBe(new StoredScore(new ScoreValue(0, 0, 0), 2));
        (await Rank(Day, Day.AddDays(1))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Days_are_half_open_and_series_and_programs_apart()
    {
        await Commit(Make(0, with: c =>
        {
            c.Scores.Add(Score("e1", 1, 1, day: Day.AddDays(-1)));
            c.Scores.Add(Score("e1", 2, 1, day: Day));
            c.Scores.Add(Score("e1", 4, 1, day: Day.AddDays(1)));
            c.Scores.Add(Score("e1", 8, 1, series: 2));
        }));
        await Commit(Make(0, program: "zeta", with: c => c.Scores.Add(Score("e1", 16, 1))));

        (await ReadScores(Day, Day.AddDays(1))).Scores.Select(s => s.Score.Value.Score).ShouldBe([2]);
        (await Rank(Day.AddDays(-1), Day.AddDays(1))).ShouldBe(["e1 3"]);
        (await Rank(DateOnly.MinValue, DateOnly.MaxValue)).ShouldBe(["e1 7"]);
    }

    [Fact]
    public async Task First_to_reach_stands_higher_and_then_the_id_decides()
    {
        await Commit(Make(0, 9, with: c =>
        {
            c.Scores.Add(Score("late", 50, 9));
            c.Scores.Add(Score("early", 20, 2, day: Day.AddDays(-1)));
            c.Scores.Add(Score("early", 30, 7));
            c.Scores.Add(Score("b", 10, 3));
            c.Scores.Add(Score("B", 10, 3));
            c.Scores.Add(Score("top", 51, 9));
            c.Scores.Add(Score("zero", 0, 1));
            c.Scores.Add(Score("minus", -5, 1));
        }));

        (await Rank(DateOnly.MinValue, DateOnly.MaxValue)).ShouldBe(
            ["top 51", "early 50", "late 50", "B 10", "b 10", "zero 0", "minus -5"]);
        (await Rank(DateOnly.MinValue, DateOnly.MaxValue, limit: 2)).ShouldBe(["top 51", "early 50"]);
    }

    [Fact]
    public async Task With_shared_ties_only_the_id_decides()
    {
        await Commit(Make(0, 2, with: c =>
        {
            c.Scores.Add(Score("z", 10, 1));
            c.Scores.Add(Score("a", 10, 2));
        }));

        (await Rank(Day, Day.AddDays(1))).ShouldBe(["z 10", "a 10"]);
        (await Rank(Day, Day.AddDays(1), shared: true)).ShouldBe(["a 10", "z 10"]);
    }

    /// <summary>I5: the order of the database is the one order of standings.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public async Task I5_ranks_agree_with_the_one_order_on_random_scores(int seed)
    {
        var random = new Random(seed);
        var totals = new Dictionary<string, (long Score, long Count, long Reach)>(StringComparer.Ordinal);
        for (var head = 0L; head < 40; head++)
        {
            var changes = Enumerable.Range(0, 8).Select(_ => Score(
                "._-aAzZ09"[random.Next(9)].ToString() + "xXy"[random.Next(3)],
                random.Next(-3, 4), head + 1, count: random.Next(-1, 3), day: Day.AddDays(random.Next(3))))
                .DistinctBy(c => c.Key).ToList();
            await Commit(Make(head, with: c => c.Scores.AddRange(changes)));
            foreach (var (key, change, version) in changes)
            {
                var (score, count, _) = totals.GetValueOrDefault(key.Subject);
                totals[key.Subject] = (score + change.Score, count + change.Count, version);
            }
        }

        foreach (var shared in new[] { false, true })
        {
            var expected = totals.Where(t => t.Value.Count > 0)
                .Select(t => new StandingKey(t.Value.Score, shared ? 0 : t.Value.Reach, t.Key)).Order()
                .Select(k => FormattableString.Invariant($"{k.Subject} {k.Score}"));
            (await Rank(Day, Day.AddDays(3), shared)).ShouldBe(expected, "seed " + seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_series_made_inactive_loses_its_scores_and_may_come_back_empty()
    {
        await Commit(Make(0, with: c =>
        {
            c.Series.Add(new StoredSeries(1, "amount", true));
            c.Series.Add(new StoredSeries(2, "count", true));
            c.Scores.Add(Score("e1", 10, 1));
            c.Scores.Add(Score("e1", 1, 1, series: 2));
        }));
        await Commit(Make(1, with: c =>
        {
            c.Series.Add(new StoredSeries(1, "amount", false));
            c.Scores.Add(Score("e1", 5, 2));
        }));

        (await ReadScores(Day, Day.AddDays(1))).Scores.ShouldBeEmpty();
        (await Store.ReadSeriesAsync(1, Now)).ShouldBe([new StoredSeries(1, "amount", false), new StoredSeries(2, "count", true)]);

        await Commit(Make(2, with: c =>
        {
            c.Series.Add(new StoredSeries(1, "amount", true));
            c.Scores.Add(Score("e1", 7, 3));
        }));
        (await Rank(Day, Day.AddDays(1))).ShouldBe(["e1 7"]);
        (await Store.ReadSeriesAsync(1, Now))[0].Active.ShouldBeTrue();
    }

    [Fact]
    public async Task A_score_beyond_the_exact_numbers_is_refused_and_never_rounded()
    {
        const long Largest = 9_007_199_254_740_991;
        await Commit(Make(0, with: c => c.Scores.Add(Score("e1", Largest, 1))));
        await Should.ThrowAsync<InvalidOperationException>(() => Commit(Make(1, with: c => c.Scores.Add(Score("e1", Largest + 1, 2)))));
        (await Rank(Day, Day.AddDays(1))).ShouldBe(["e1 9007199254740991"]);
    }

    private async Task<(long Version, List<(ScoreKey Key, StoredScore Score)> Scores)> ReadScores(DateOnly from, DateOnly until)
    {
        var scores = new List<(ScoreKey, StoredScore)>();
        var version = await Store.ReadScoresAsync(1, 1, from, until, (key, score) => scores.Add((key, score)), Now);
        return (version, scores);
    }

    private async Task<List<string>> Rank(DateOnly from, DateOnly until, bool shared = false, int limit = 100) =>
        [.. (await Store.RankAsync(1, 1, from, until, shared, limit, Now))
            .Select(r => FormattableString.Invariant($"{r.Subject} {r.Total.Value.Score}"))];
}
