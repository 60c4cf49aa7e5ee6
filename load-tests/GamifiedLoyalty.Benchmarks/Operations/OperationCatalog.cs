namespace GamifiedLoyalty.Benchmarks.Operations;

/// <summary>Every operation that is measured, for time and for allocations alike.</summary>
internal static class OperationCatalog
{
    private static readonly int[] Sizes = [100, 10_000, 1_000_000];

    /// <summary>The operations; those on the same data share it, so one thread calls them in turn.</summary>
    public static IReadOnlyList<Operation> All { get; } =
    [
        .. SaleOperations.All(new Lazy<SaleSample>(() => new SaleSample())),
        .. Sizes.SelectMany(s => RankedOperations.All(s, new Lazy<RankedSample>(() => new RankedSample(s)))),
        .. Sizes.SelectMany(s => BoardOperations.All(s, new Lazy<Task<BoardSample>>(() => BoardSample.LoadAsync(s)))),
    ];

    /// <summary>The operation of a name.</summary>
    public static Operation Find(string name) => All.Single(o => o.Name == name);
}
