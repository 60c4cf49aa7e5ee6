namespace GamifiedLoyalty.Benchmarks.Operations;

/// <summary>What live standings do with a ranked set.</summary>
internal static class RankedOperations
{
    private const int Top = 100;
    private const int Span = 5;

    public static IEnumerable<Operation> All(int size, Lazy<RankedSample> sample) =>
    [
        Operation.Of($"ranked/{size}/insert-and-remove", () => InsertAndRemove(sample.Value)),
        Operation.Of($"ranked/{size}/move", () => Move(sample.Value)),
        Operation.Of($"ranked/{size}/rank", () => Rank(sample.Value)),
        Operation.Of($"ranked/{size}/top-{Top}", () => () => sample.Value.Set.Range(0, Top)),
        Operation.Of($"ranked/{size}/around", () => Around(sample.Value)),
    ];

    private static Action InsertAndRemove(RankedSample sample)
    {
        var step = 0L;
        return () =>
        {
            var beside = sample.Keys[sample.Members.At(step++ % Members.Moving)];
            var key = beside with { Reach = -1 };
            Expect(sample.Set.Insert(key));
            Expect(sample.Set.Remove(key));
        };
    }

    private static Action Move(RankedSample sample)
    {
        var step = 0L;
        return () =>
        {
            var home = sample.Keys[sample.Members.At(step % Members.Moving)];
            var away = home with { Score = home.Score + Math.Abs(Members.Gain(step)) };
            var leaves = Members.Gain(step++) > 0;
            Expect(sample.Set.Remove(leaves ? home : away));
            Expect(sample.Set.Insert(leaves ? away : home));
        };
    }

    private static Action Rank(RankedSample sample)
    {
        var step = 0L;
        return () => sample.Set.CountBefore(sample.Keys[sample.Members.At(step++)]);
    }

    private static Action Around(RankedSample sample)
    {
        var step = 0L;
        return () =>
        {
            var position = sample.Set.CountBefore(sample.Keys[sample.Members.At(step++)]);
            sample.Set.Range(Math.Max(0, position - Span), (2 * Span) + 1);
        };
    }

    private static void Expect(bool changed)
    {
        if (!changed)
        {
            throw new InvalidOperationException("The set does not hold what it should.");
        }
    }
}
