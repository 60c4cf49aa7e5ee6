namespace GamifiedLoyalty.Simulation.Running;

/// <summary>How often each kind of command, fault and read happened.</summary>
public sealed class Tally
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    internal void Expect(string kind) => _counts.TryAdd(kind, 0);

    internal void Add(string kind, long times = 1) => _counts[kind] = _counts.GetValueOrDefault(kind) + times;

    internal void Add(Tally other)
    {
        foreach (var (kind, times) in other._counts)
        {
            Add(kind, times);
        }
    }
}
