using GamifiedLoyalty.LoadTests;

namespace GamifiedLoyalty.Benchmarks.Operations;

/// <summary>The members of a board of a size: their ids and scores, the same in every run.</summary>
/// <param name="size">How many.</param>
internal sealed class Members(int size)
{
    /// <summary>How many moves there are before they start over; even, and no more than the smallest board has members.</summary>
    public const int Moving = 64;

    // Coprime to every size, so that neighbours of the walk are far from each other on the board.
    private const long Stride = 611_953;
    private const int ScoreRange = 10_000_000;
    private const int ScoreSeed = 7;

    /// <summary>How many.</summary>
    public int Size => size;

    /// <summary>Their ids.</summary>
    public IReadOnlyList<string> Ids { get; } = [.. Enumerable.Range(0, size).Select(Sales.SellerId)];

    /// <summary>Their scores at first.</summary>
    public IReadOnlyList<long> Scores { get; } = RandomScores(size);

    /// <summary>The member that a step of an endless walk over all members comes to.</summary>
    public int At(long step) => (int)(step % size * Stride % size);

    /// <summary>What a moving member gains when it moves, until the next round takes it back.</summary>
    public static long Gain(long step) => step / Moving % 2 == 0 ? ScoreRange / 10 : -(ScoreRange / 10);

    private static long[] RandomScores(int size)
    {
        var random = new Random(ScoreSeed);
        return [.. Enumerable.Range(0, size).Select(_ => random.NextInt64(ScoreRange))];
    }
}
