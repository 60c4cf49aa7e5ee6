namespace GamifiedLoyalty.Domain.Challenges.Standings;

/// <summary>A subject while its place is being worked out.</summary>
internal sealed class Entrant
{
    public required string Subject { get; init; }

    /// <summary>When it joined; null when it takes part without having joined.</summary>
    public DateTimeOffset? JoinedAt { get; init; }

    public string? Band { get; init; }

    /// <summary>The sum that the score is made of, in the metric's unit.</summary>
    public long Sum { get; init; }

    /// <summary>Sellers who contributed.</summary>
    public int Sellers { get; init; }

    public long Score { get; init; }

    /// <summary>The score without anything provisional.</summary>
    public long Confirmed { get; init; }

    public long Reach { get; init; }

    public long Value { get; set; }

    /// <summary>The value that a score would have; null when the value does not follow from the score alone.</summary>
    public Func<long, long>? ValueAt { get; set; }

    /// <summary>The least score that has a value; null when no score has it. Only with <see cref="ValueAt"/>.</summary>
    public Func<long, long?>? ScoreFor { get; set; }

    public long? Bar { get; set; }

    public bool Reached { get; set; }

    public IReadOnlyList<string> Milestones { get; set; } = [];

    public int? OutAfterRound { get; set; }

    /// <summary>The score in the running round; null where no round runs, and for those who left.</summary>
    public long? RoundScore { get; set; }

    /// <summary>Its position in a draw, from 0; after everyone drawn when it was not.</summary>
    public int Drawn { get; set; } = int.MaxValue;

    public long Low => Math.Min(Score, Confirmed);

    public long High => Math.Max(Score, Confirmed);
}
