using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Live.Ranking;
using Shouldly;

namespace GamifiedLoyalty.Live.Tests;

public sealed class RankedSetTests
{
    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 3_000)]
    [InlineData(3, 30_000)]
    [InlineData(0, 5_000)]
    public void Random_inserts_and_removes_equal_a_sorted_set(int given, int distinct)
    {
        var random = Seeds.Random(given);
        var set = new RankedSet();
        var model = new SortedSet<StandingKey>();
        for (var phase = 0; phase < 6; phase++)
        {
            // Phases grow and shrink in turn, so that nodes split, merge and vanish.
            for (var i = 0; i < distinct * 2; i++)
            {
                var key = new StandingKey(random.Next(distinct / 10), random.Next(3), $"s{random.Next(4)}");
                if (random.Next(10) < (phase % 2 == 0 ? 9 : 1))
                {
                    set.Insert(key).ShouldBe(model.Add(key));
                }
                else
                {
                    set.Remove(key).ShouldBe(model.Remove(key));
                }
            }

            Compare(set, model, random);
        }

        foreach (var key in model.ToList())
        {
            set.Remove(key).ShouldBeTrue();
        }

        set.Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(52)]
    [InlineData(53)]
    [InlineData(10_000)]
    public void A_set_made_from_sorted_keys_can_be_changed(int count)
    {
        var model = new SortedSet<StandingKey>(Enumerable.Range(0, count).Select(i => new StandingKey(i / 3, i, "s")));
        var set = RankedSet.FromSorted(model.ToArray());
        var random = new Random(7);
        Compare(set, model, random);
        for (var i = 0; i < count; i += 2)
        {
            var old = new StandingKey(i / 3, i, "s");
            var key = new StandingKey(random.Next(count), i, "t");
            set.Remove(old).ShouldBe(model.Remove(old));
            set.Insert(key).ShouldBe(model.Add(key));
        }

        Compare(set, model, random);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(0)]
    public void Ranges_that_vanish_and_come_back_equal_a_list_of_flags(int given)
    {
        var random = Seeds.Random(given);
        const int Space = 100_000;
        var model = new bool[Space];
        var set = new RankedSet();
        for (var round = 0; round < 150; round++)
        {
            // Long ranges empty and merge whole inner nodes; what comes back falls into the gaps they left.
            var from = random.Next(Space);
            var until = Math.Min(Space, from + random.Next(Space / 3));
            var add = random.Next(5) < 3;
            var step = random.Next(1, 4);
            for (var i = from; i < until; i += step)
            {
                var key = new StandingKey(-i, 0, "s");
                (add ? set.Insert(key) : set.Remove(key)).ShouldBe(model[i] != add);
                model[i] = add;
            }

            var expected = Enumerable.Range(0, Space).Where(i => model[i]).Select(i => (long)-i);
            set.Range(0, Space).Select(k => k.Score).SequenceEqual(expected).ShouldBeTrue($"round {round}");
            set.CountHigher(-from).ShouldBe(model.Take(from).Count(m => m));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Keys_that_come_in_order_are_all_found(bool ascending)
    {
        var set = new RankedSet();
        for (var i = 0; i < 20_000; i++)
        {
            set.Insert(new StandingKey(ascending ? i : -i, 0, "s"));
        }

        Enumerable.Range(0, 20_000).ShouldAllBe(i => set.CountHigher(ascending ? i : -i) == (ascending ? 19_999 - i : i));
    }

    [Fact]
    public void A_position_outside_is_refused()
    {
        var set = new RankedSet();
        Should.Throw<ArgumentOutOfRangeException>(() => set[0]);
        set.Range(5, 10).ShouldBeEmpty();
    }

    private static void Compare(RankedSet set, SortedSet<StandingKey> model, Random random)
    {
        var keys = model.ToList();
        set.Count.ShouldBe(keys.Count);
        set.Range(0, int.MaxValue).SequenceEqual(keys).ShouldBeTrue();
        for (var i = 0; i < 200 && keys.Count > 0; i++)
        {
            var at = random.Next(keys.Count);
            set[at].ShouldBe(keys[at]);
            set.CountBefore(keys[at]).ShouldBe(at);
            set.Range(at, 100).ShouldBe(keys.Skip(at).Take(100));
            set.CountHigher(keys[at].Score).ShouldBe(keys.Count(k => k.Score > keys[at].Score));
        }
    }
}
