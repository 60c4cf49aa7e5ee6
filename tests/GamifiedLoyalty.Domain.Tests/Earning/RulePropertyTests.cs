using GamifiedLoyalty.Domain.Earning;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Domain.Tests.Earning;

/// <summary>What holds for any sequence of activities; each seed is one sequence.</summary>
public sealed class RulePropertyTests
{
    private const string Rules = """
        [ { "id": "base", "on": "sale", "formula": { "type": "perAmount", "points": 3, "per": 7 }, "currency": "points", "rounding": "halfEven",
            "beneficiary": { "employee": 70, "partner": 30 },
            "caps": [ { "per": "beneficiary", "period": "week", "max": 90 }, { "per": "partner", "period": "month", "max": 200 }, { "per": "program", "period": "year", "max": 700 } ] },
          { "id": "hi", "on": "sale", "priority": 3, "exclusiveGroup": "g", "when": { "field": "line.amount", "op": "gt", "value": 60 }, "formula": { "type": "fixed", "points": 9 }, "currency": "points" },
          { "id": "lo", "on": "sale", "priority": 2, "exclusiveGroup": "g", "formula": { "type": "perQuantity", "points": 2 }, "currency": "points" },
          { "id": "bonus", "on": "sale", "formula": { "type": "threshold", "measure": "points", "period": "month", "bar": 40, "points": 11 }, "currency": "points" },
          { "id": "steps", "on": "sale", "formula": { "type": "slabs", "measure": "quantity", "period": "quarter", "mode": "whole",
            "steps": [ { "from": 0, "points": 1, "per": 2 }, { "from": 9, "points": 1, "per": 1 } ] }, "currency": "points", "beneficiary": "partner" },
          { "id": "first", "on": "sale", "formula": { "type": "firstTime", "per": "partner", "points": 5 }, "currency": "points" },
          { "id": "times", "on": "sale", "formula": { "type": "multiplier", "factor": "1.5", "of": ["base", "hi"] }, "currency": "points", "rounding": "up" } ]
        """;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Caps_hold_shares_add_up_and_what_is_remembered_can_be_derived_again(int seed)
    {
        var random = new Random(seed);
        var bench = new RuleBench(Rules);
        var awards = new List<(ActivityFacts Facts, Award Award)>();
        for (var i = 0; i < 80; i++)
        {
            var facts = RandomFacts(bench, random);
            var outcome = bench.Evaluate(facts);
            awards.AddRange(outcome.Awards.Select(a => (facts, a)));
            Sums(RecordedContributions.Of(bench.Rules, facts, outcome.Awards)).ShouldBe(Sums(outcome.Changes), $"seed {seed}, activity {i}");
            SharesAddUp(outcome.Awards, facts);
            outcome.Awards.Count(a => a.Rule is "hi" or "lo").ShouldBeLessThanOrEqualTo(1);
        }

        var based = awards.Where(a => a.Award.Rule == "base").ToList();
        based.GroupBy(a => (a.Award.Owner, Week(a.Facts))).ShouldAllBe(g => g.Sum(a => a.Award.Points) <= 90);
        based.GroupBy(a => (a.Facts.Partner, a.Facts.Day.Month)).Where(g => g.Key.Partner != null).ShouldAllBe(g => g.Sum(a => a.Award.Points) <= 200);
        based.Sum(a => a.Award.Points).ShouldBeLessThanOrEqualTo(700);
        awards.Where(a => a.Award.Rule == "first").GroupBy(a => a.Facts.Partner).ShouldAllBe(g => g.Count() == 1);
        awards.Where(a => a.Award.Rule == "bonus").GroupBy(a => (a.Award.Owner, a.Facts.Day.Month)).ShouldAllBe(g => g.Count() == 1);
        awards.ShouldAllBe(a => a.Award.Points >= 0 && a.Award.Points <= a.Award.Uncapped && (a.Award.CappedBy != null) == (a.Award.Points < a.Award.Uncapped));
    }

    private static void SharesAddUp(IReadOnlyList<Award> awards, ActivityFacts facts)
    {
        if (facts.Sent.Employee is not null && facts.Partner is not null)
        {
            awards.GroupBy(a => a.Rule).ShouldAllBe(g => g.Sum(a => a.Uncapped) == g.First().Basis.Total);
        }
    }

    private static ActivityFacts RandomFacts(RuleBench bench, Random random) => bench.Facts(
        random.Next(0, 12_000) / 100m,
        random.Next(0, 5),
        employee: random.Next(8) == 0 ? null : $"e{random.Next(1, 4)}",
        partner: random.Next(8) == 0 ? null : $"p{random.Next(1, 3)}",
        at: $"2026-11-{random.Next(1, 29):D2}T12:00:00Z");

    private static int Week(ActivityFacts facts) => System.Globalization.ISOWeek.GetWeekOfYear(facts.Day.ToDateTime(TimeOnly.MinValue));

    private static Dictionary<AccumulatorKey, decimal> Sums(IEnumerable<AccumulatorChange> changes) => changes
        .GroupBy(c => c.Key).Select(g => (g.Key, Sum: g.Sum(c => c.Change))).Where(s => s.Sum != 0).OrderBy(s => s.Key.ToString(), StringComparer.Ordinal)
        .ToDictionary(s => s.Key, s => s.Sum);
}
