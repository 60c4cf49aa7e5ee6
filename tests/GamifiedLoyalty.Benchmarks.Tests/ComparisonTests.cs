using GamifiedLoyalty.Benchmarks.Operations;
using Shouldly;

namespace GamifiedLoyalty.Benchmarks.Tests;

public sealed class ComparisonTests
{
    private static readonly Baselines Known = new(
        "a machine", new Dictionary<string, Baseline>(StringComparer.Ordinal) { ["some"] = new(1_000, 500), ["none"] = new(0, null) });

    [Theory]
    [InlineData("some", 1_000)]
    [InlineData("some", 1_036)]
    [InlineData("none", 0)]
    [InlineData("none", 16)]
    public void About_as_much_as_the_baseline_is_no_finding(string operation, long bytes) =>
        Comparison.Allocation(operation, bytes, Known).ShouldBeNull();

    [Theory]
    [InlineData("some", 1_037)]
    [InlineData("none", 24)]
    public void More_than_the_baseline_fails_and_says_what_to_do(string operation, long bytes)
    {
        var finding = Comparison.Allocation(operation, bytes, Known).ShouldNotBeNull();
        finding.Fails.ShouldBeTrue();
        finding.Text.ShouldContain(operation);
        finding.Text.ShouldContain(Comparison.Renew);
    }

    [Fact]
    public void Less_than_the_baseline_is_a_remark() =>
        Comparison.Allocation("some", 900, Known).ShouldNotBeNull().Fails.ShouldBeFalse();

    [Fact]
    public void An_operation_without_a_baseline_fails() =>
        Comparison.Allocation("new", 0, Known).ShouldNotBeNull().Fails.ShouldBeTrue();

    [Fact]
    public void A_baseline_without_an_operation_fails() =>
        Comparison.Left(["some"], Known).ShouldHaveSingleItem().Fails.ShouldBeTrue();

    [Fact]
    public void Slowness_is_only_a_remark()
    {
        Comparison.Time("some", 749, Known).ShouldBeNull();
        Comparison.Time("some", 751, Known).ShouldNotBeNull().Fails.ShouldBeFalse();
        Comparison.Time("none", 1_000_000, Known).ShouldBeNull();
    }

    [Fact]
    public async Task An_object_more_per_call_is_measured()
    {
        object? kept = null;
        var plain = Operation.Of("plain", () => () => kept = null);
        var wasteful = Operation.Of("wasteful", () => () => kept = new byte[100]);
        var bytes = await AllocationMeter.MeasureAsync([plain, wasteful]);
        kept.ShouldNotBeNull();
        bytes["plain"].ShouldBe(0);
        bytes["wasteful"].ShouldBe(128);
    }

    [Fact]
    public void Renewed_baselines_keep_what_was_not_measured()
    {
        var renewed = Known.With(new Dictionary<string, long>(StringComparer.Ordinal) { ["some"] = 900, ["new"] = 5 }, times: null, ["new", "some"]);
        renewed.Machine.ShouldBe("a machine");
        renewed.Operations.ShouldBe([new("new", new Baseline(5, null)), new("some", new Baseline(900, 500))]);
    }
}
