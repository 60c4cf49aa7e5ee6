using System.Diagnostics;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Challenges.Standings;
using GamifiedLoyalty.Domain.Programs;
using Shouldly;
using Xunit;
using static GamifiedLoyalty.Domain.Tests.Challenges.ContestBench;

namespace GamifiedLoyalty.Domain.Tests.Challenges;

public sealed class ChallengeTallyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Fact]
    public void Setting_the_same_again_changes_nothing()
    {
        var tally = Tally();
        tally.Set(Sale(3, "maya", 100, pending: 20)).ShouldBeTrue();
        tally.Set(Sale(3, "maya", 100, pending: 20)).ShouldBeFalse();
        tally.Set(Sale(3, "maya", 100, pending: 20) with { Version = 9 }).ShouldBeFalse();
        var maya = tally.Find("maya")!;
        (maya.Total, maya.PendingPoints, maya.Turnover, maya.Counting, maya.Sellers, maya.Reach).ShouldBe((100, 20, 100, 1, 1, 3));
        tally.Turnover.ShouldBe(100);
    }

    [Fact]
    public void A_posting_confirms_without_changing_when_the_score_was_reached()
    {
        var tally = Tally();
        tally.Set(Sale(3, "maya", 100, pending: 100));
        tally.Set(Sale(3, "maya", 100) with { Version = 8 }).ShouldBeTrue();
        tally.Find("maya")!.PendingPoints.ShouldBe(0);
        tally.Find("maya")!.Reach.ShouldBe(3);
    }

    [Fact]
    public void What_was_reversed_counts_for_nothing_and_the_score_was_reached_then()
    {
        var tally = Tally();
        tally.Set(Sale(3, "maya", 100));
        tally.Set(Sale(4, "maya", 50) with { Seller = "omar" });
        tally.Set(Sale(3, "maya", 100) with { Version = 7, Counts = false });
        var maya = tally.Find("maya")!;
        (maya.Total, maya.Turnover, maya.Counting, maya.Sellers, maya.Reach).ShouldBe((50, 50, 1, 1, 7));
        tally.Sum("maya", Start, End).ShouldBe(new WindowSum(50, 7, 1));
    }

    [Fact]
    public void What_never_counted_leaves_no_trace()
    {
        var tally = Tally();
        tally.Set(Sale(3, "maya", 100) with { Counts = false }).ShouldBeFalse();
        tally.Find("maya")!.Activities.IsEmpty.ShouldBeTrue();
        StandingsCalculator.Compute(Field(Definition(new ChallengeFormat.Race())), tally, 3, Start).Rows.ShouldBeEmpty();
    }

    [Fact]
    public void The_latest_changes_come_first_and_say_what_was_recorded_before_a_correction()
    {
        var tally = Tally();
        tally.Set(Sale(3, "maya", 100));
        tally.Set(Sale(4, "noah", 50, pending: 50));
        tally.Set(Sale(5, "maya", 30));
        tally.Set(Sale(3, "maya", 100) with { Version = 7, Counts = false });
        tally.Set(Sale(4, "noah", 50) with { Version = 8 });

        tally.Latest(_ => true, 9).Select(l => (l.Subject, l.Activity.Activity, l.Activity.Score, l.Activity.Recorded))
            .ShouldBe([("maya", 3, 0, 100), ("maya", 5, 30, 30), ("noah", 4, 50, 50)]);
        tally.Latest(s => s == "noah", 9).Select(l => l.Activity.Activity).ShouldBe([4]);
        tally.Find("maya")!.Latest(1, 9).Select(a => a.Activity).ShouldBe([3]);
        tally.Find("maya")!.Latest(9, 1).Select(a => a.Activity).ShouldBe([5]);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_latest_changes_are_the_same_whenever_members_joined(int seed)
    {
        var random = new Random(seed);
        var sales = Enumerable.Range(1, 500).Select(i => Sale(i, Name(random.Next(5)), 10))
            .SelectMany(s => random.Next(10) == 0 ? [s, s with { Version = 500 + s.Version, Counts = false }] : (Contribution[])[s]).ToList();
        var (early, late) = (Tally(), Tally());
        sales.OrderBy(s => s.Version).ToList().ForEach(s => early.Set(s));
        sales.OrderBy(s => s.Subject == Name(0)).ThenBy(s => s.Version).ToList().ForEach(s => late.Set(s));

        early.Latest(_ => true, 1_000).Count.ShouldBe(60);
        late.Latest(_ => true, 1_000).ShouldBe(early.Latest(_ => true, 1_000));
        early.Latest(_ => true, 1_000).Select(l => l.Activity.Changed).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void A_window_is_half_open()
    {
        var tally = Tally();
        tally.Set(Sale(1, "maya", 1, Start));
        tally.Set(Sale(2, "maya", 10, Start.AddHours(1)));
        tally.Sum("maya", Start, Start.AddHours(1)).Sum.ShouldBe(1);
        tally.Sum("maya", Start.AddHours(1), End).Sum.ShouldBe(10);
        tally.Sum("nobody", Start, End).ShouldBe(default);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Sums_equal_those_of_what_was_set_last_in_whatever_order(int seed)
    {
        var random = new Random(seed);
        var (tally, last) = (Tally(), new Dictionary<long, Contribution>());
        for (var version = 1; version <= 2_000; version++)
        {
            var activity = random.Next(1, 300);
            var sale = Sale(activity, Name(activity % 7), random.Next(100), Start.AddHours(activity), pending: 0) with
            {
                Version = version,
                Seller = Name(random.Next(4)),
                Counts = random.Next(4) > 0,
            };
            tally.Set(sale);
            last[activity] = sale;
        }

        var counting = last.Values.Where(c => c.Counts).ToList();
        tally.Turnover.ShouldBe(counting.Sum(c => c.Turnover), $"seed {seed}");
        foreach (var subject in tally.Subjects)
        {
            var own = counting.Where(c => c.Subject == subject.Subject).ToList();
            subject.Total.ShouldBe(own.Sum(c => c.Score), $"seed {seed}");
            subject.Counting.ShouldBe(own.Count);
            subject.Sellers.ShouldBe(own.Select(c => c.Seller).Distinct(StringComparer.Ordinal).Count());
            subject.In(Start, Start.AddHours(100)).Sum.ShouldBe(own.Where(c => c.OccurredAt < Start.AddHours(100)).Sum(c => c.Score));
        }
    }

    [Fact]
    public void A_hundred_thousand_contributions_and_ten_thousand_subjects_are_fast()
    {
        var random = new Random(1);
        var contributions = Enumerable.Range(1, 100_000)
            .Select(i => Sale(i, Name(random.Next(10_000)), random.Next(1, 500), Start.AddMinutes(i / 4), random.Next(20))).ToList();
        var definition = Definition(new ChallengeFormat.Race()) with { ReturnWindow = new CalendarDuration(14, TimeSpan.Zero) };
        Play(contributions.Take(5_000), definition);

        var (filling, computing) = Play(contributions, definition);

        // Many times what it takes on an idle core, because other tests run beside; what grew with the square would take longer.
        TestContext.Current.TestOutputHelper?.WriteLine($"filling {filling}, computing {computing}");
        filling.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        computing.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    private static (TimeSpan Filling, TimeSpan Computing) Play(IEnumerable<Contribution> contributions, ChallengeDefinition definition)
    {
        var tally = Tally(definition);
        var filling = Stopwatch.StartNew();
        foreach (var contribution in contributions)
        {
            tally.Set(contribution);
        }

        filling.Stop();
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var computing = Stopwatch.StartNew();
            StandingsCalculator.Compute(Field(definition), tally, 1, Start.AddDays(15)).Rows.Count.ShouldBe(tally.Subjects.Count);
            best = computing.Elapsed < best ? computing.Elapsed : best;
        }

        return (filling.Elapsed, best);
    }
}
