using GamifiedLoyalty.Benchmarks.Operations;
using Shouldly;

namespace GamifiedLoyalty.Benchmarks.Tests;

public sealed class BaselineTests(MeasuredAllocations measured) : IClassFixture<MeasuredAllocations>
{
    private static readonly Baselines Known = Baselines.Read(Places.Baselines);

    public static TheoryData<string> Names => new(OperationCatalog.All.Select(o => o.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void An_operation_allocates_no_more_than_its_baseline(string operation)
    {
        Assert.SkipUnless(OptimizedBuild.Is, OptimizedBuild.Missing);
        var finding = Comparison.Allocation(operation, measured.Bytes[operation], Known);
        Assert.False(finding is { Fails: true }, finding?.Text);
    }

    [Fact]
    public void Every_baseline_belongs_to_an_operation() =>
        Comparison.Left(OperationCatalog.All.Select(o => o.Name), Known).Select(f => f.Text).ShouldBeEmpty();
}

/// <summary>What every operation allocates, measured once.</summary>
public sealed class MeasuredAllocations : IAsyncLifetime
{
    public IReadOnlyDictionary<string, long> Bytes { get; private set; } = new Dictionary<string, long>(StringComparer.Ordinal);

    public async ValueTask InitializeAsync() => Bytes = await AllocationMeter.MeasureAsync(OperationCatalog.All);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
