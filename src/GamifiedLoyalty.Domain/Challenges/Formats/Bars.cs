namespace GamifiedLoyalty.Domain.Challenges.Formats;

/// <summary>Bars of targets and milestones, reduced for those who join late.</summary>
public static class Bars
{
    /// <summary>The bar for one who joined: with pro rating the share of the window that was left, rounded up, at least 1.</summary>
    /// <param name="challenge">The challenge.</param>
    /// <param name="joinedAt">When it joined, in UTC; null when it takes part without having joined.</param>
    /// <param name="bar">The bar of those who take part from the start, in the unit of the score.</param>
    public static long For(ChallengeRecord challenge, DateTimeOffset? joinedAt, long bar)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        var (start, end) = (challenge.Start, challenge.End);
        if (challenge.Definition.LateJoining != LateJoining.ProRated || joinedAt is not { } joined || joined <= start)
        {
            return bar;
        }

        var left = Math.Max(0, (end - joined).Ticks);
        return Math.Max(1, Whole.Ceiling((Int128)bar * left, (end - start).Ticks));
    }
}
