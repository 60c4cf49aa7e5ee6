using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Programs;
using GamifiedLoyalty.Simulation.Running;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Simulation.Tests;

/// <summary>Broken variants of the product, put in through its ports: the auditor has to catch each, by the named invariant.</summary>
public sealed class BrokenVariantTests
{
    private const int Seeds = 60;
    private const int Steps = 200;

    [Fact]
    public void I1_A_commit_sent_again_blindly_after_a_lost_acknowledgement_is_caught() =>
        First(Ports.Sound with { Store = BrokenStore.RepeatingCommits }).ShouldContain("I1");

    [Fact]
    public void I4_A_mirror_that_old_news_overwrites_is_caught() =>
        First(Ports.Sound with { Boards = b => new OverwritingMirror(b) }).ShouldBeSubsetOf(["I4", "I5"]);

    /// <summary>Each node keeps to the cap by what it knows; the second one's balances (I2) are wrong whether or not a cap is near.</summary>
    [Fact]
    public void I11_A_cap_exceeded_by_two_nodes_that_do_not_exclude_each_other_is_caught()
    {
        SimRule[] rules = [new("budget", FormulaKind.Fixed, "points") { Points = 7, Caps = [new SimCap("program", PeriodKind.Day, 20)] }];
        Any(Ports.Sound with { Store = BrokenStore.RebasingCommits }, rules).FirstOrDefault(c => c == "I11").ShouldBe("I11");
    }

    [Fact]
    public void I6_A_gap_in_the_feed_is_caught() =>
        First(Ports.Sound with { Store = BrokenStore.WithGaps }).ShouldContain("I6");

    [Fact]
    public void I5_Another_order_of_ties_in_the_mirror_is_caught() =>
        First(Ports.Sound with { Boards = b => new MirrorWithOtherTies(b) }).ShouldBe(["I5"]);

    /// <summary>The invariants that the first seed that fails violates.</summary>
    private static IReadOnlyList<string> First(Ports ports) => Enumerable.Range(1, Seeds)
        .Select(seed => Caught(ports, seed, null)).FirstOrDefault(c => c.Count > 0) ?? [];

    /// <summary>The invariants that seeds violate, one after the other; taken only as far as somebody looks.</summary>
    private static IEnumerable<string> Any(Ports ports, IReadOnlyList<SimRule> rules) =>
        Enumerable.Range(1, Seeds).SelectMany(seed => Caught(ports, seed, rules));

    private static List<string> Caught(Ports ports, int seed, IReadOnlyList<SimRule>? rules)
    {
        var result = SimulationRun.Run(new SimulationOptions(seed, Steps) { Ports = ports, Rules = rules });
        return [.. result.Violations.Select(v => v.Invariant).Distinct(StringComparer.Ordinal)];
    }
}
