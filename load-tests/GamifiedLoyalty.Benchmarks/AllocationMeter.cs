using System.Diagnostics;
using GamifiedLoyalty.Benchmarks.Operations;

namespace GamifiedLoyalty.Benchmarks;

/// <summary>
/// Measures what operations allocate, exactly and the same in every run: the bytes of this thread, the fewest of many
/// rounds, until compiled code has replaced what the runtime starts with and the figures no longer fall.
/// </summary>
internal static class AllocationMeter
{
    // A multiple of twice the moves of a board, so that a round ends where it began.
    private const int CallsOfARound = 4 * Members.Moving;
    private const int LeastRounds = 5;

    // The runtime compiles anew in the background, a tenth of a second after nothing new was called.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The bytes that each operation allocates per call, by its name.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> MeasureAsync(IReadOnlyList<Operation> operations)
    {
        var runs = new List<Action>();
        foreach (var operation in operations)
        {
            runs.Add(await operation.PrepareAsync());
        }

        var best = Measure(runs);
        return operations.Zip(best).ToDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal);
    }

    private static long[] Measure(List<Action> runs)
    {
        var best = Enumerable.Repeat(long.MaxValue, runs.Count).ToArray();
        var started = Stopwatch.GetTimestamp();
        var lastFall = started;
        for (var round = 0; round < LeastRounds || (Stopwatch.GetElapsedTime(lastFall) < Settled && Stopwatch.GetElapsedTime(started) < Patience); round++)
        {
            for (var i = 0; i < runs.Count; i++)
            {
                var bytes = Round(runs[i]);
                if (bytes < best[i])
                {
                    (best[i], lastFall) = (bytes, Stopwatch.GetTimestamp());
                }
            }
        }

        return best;
    }

    private static long Round(Action run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < CallsOfARound; i++)
        {
            run();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / CallsOfARound;
    }
}
