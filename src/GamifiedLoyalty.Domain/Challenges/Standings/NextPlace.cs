namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>How much is missing to the next better place.</summary>
internal static class NextPlace
{
    /// <summary>The least gain of score that lifts an entrant over, or with shared ties up to, another; null where no gain does.</summary>
    public static long? Gain(Entrant entrant, Entrant above, bool isShared)
    {
        if (above.Drawn != int.MaxValue)
        {
            return null;
        }

        var score = isShared ? above.Score : above.Score + 1;
        if (entrant.ScoreFor is not { } scoreFor)
        {
            return entrant.Value == above.Value ? score - entrant.Score : null;
        }

        // With the same value the score decides; a higher value decides whatever the score.
        var same = scoreFor(above.Value) is { } needed ? Math.Max(needed, score) : (long?)null;
        var higher = scoreFor(above.Value + 1);
        var target = same is null || higher < same ? higher : same;
        return target - entrant.Score;
    }
}
