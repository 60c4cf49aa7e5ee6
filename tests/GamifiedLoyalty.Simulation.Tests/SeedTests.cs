using GamifiedLoyalty.Simulation.Running;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Simulation.Tests;

/// <summary>The short run of the simulator; the long one is a command, see the README.</summary>
public sealed class SeedTests
{
    private const int Seeds = 40;
    private const int Steps = 150;

    [Fact]
    public void Forty_seeds_hold_every_invariant_and_leave_out_no_kind_of_command_or_fault()
    {
        var tally = new Tally();
        var failed = new List<SimulationResult>();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var result = SimulationRun.Run(new SimulationOptions(seed, Steps));
            tally.Add(result.Tally);
            if (result.Violations.Count > 0)
            {
                failed.Add(result);
            }
        }

        failed.ShouldBeEmpty();
        tally.Counts.Where(c => c.Value == 0).Select(c => c.Key).ShouldBeEmpty();
        tally.Counts.Keys.Except(Tally.Kinds, StringComparer.Ordinal).ShouldBeEmpty();
    }

    /// <summary>With most commands about contests: every format, from its draft to what is said of it afterwards.</summary>
    [Fact]
    public void Seeds_of_contests_hold_every_invariant()
    {
        var failed = Enumerable.Range(1_001, 20)
            .Select(seed => SimulationRun.Run(new SimulationOptions(seed, 150) { OfContests = true }))
            .Where(r => r.Violations.Count > 0);

        failed.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_seed_gives_the_same_trace_and_another_seed_another()
    {
        var first = SimulationRun.Run(new SimulationOptions(7, 200));
        var again = SimulationRun.Run(new SimulationOptions(7, 200));
        var other = SimulationRun.Run(new SimulationOptions(8, 200));

        again.TraceHash.ShouldBe(first.TraceHash);
        other.TraceHash.ShouldNotBe(first.TraceHash);
    }

    [Theory]
    [InlineData("--seed 42 --steps 500 --trace", 42, 1, 500, true)]
    [InlineData("--from 10 --seeds 1000", 10, 1000, 500, false)]
    public void The_command_line_names_seeds_and_steps(string line, int from, int seeds, int steps, bool trace) =>
        Arguments.Read(line.Split(' ')).ShouldBe(new Arguments(from, seeds, steps, trace));

    [Fact]
    public void A_command_line_that_is_not_understood_is_refused() => Arguments.Read(["--sed", "42"]).ShouldBeNull();
}
