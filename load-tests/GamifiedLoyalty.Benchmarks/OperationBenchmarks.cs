using BenchmarkDotNet.Attributes;
using GamifiedLoyalty.Benchmarks.Operations;

namespace GamifiedLoyalty.Benchmarks;

/// <summary>Lets BenchmarkDotNet time the operations.</summary>
[MemoryDiagnoser(displayGenColumns: false)]
public class OperationBenchmarks
{
    private Action _run = () => { };

    /// <summary>The operations to time; all when nobody chooses.</summary>
    internal static IReadOnlyList<Operation> Chosen { get; set; } = OperationCatalog.All;

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Chosen.Select(o => o.Name);

    /// <summary>Which one is timed.</summary>
    [ParamsSource(nameof(Names))]
    public string Operation { get; set; } = "";

    /// <summary>Prepares it.</summary>
    [GlobalSetup]
    public async Task PrepareAsync() => _run = await OperationCatalog.Find(Operation).PrepareAsync();

    /// <summary>Calls it once.</summary>
    [Benchmark]
    public void Run() => _run();
}
