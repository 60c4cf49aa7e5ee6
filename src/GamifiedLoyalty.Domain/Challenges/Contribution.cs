namespace GamifiedLoyalty.Domain.Challenges;

/// <summary>What one activity counts for one subject of a challenge, as it stands at a version.</summary>
public sealed record Contribution
{
    /// <summary>The activity's version.</summary>
    public required long Activity { get; init; }

    /// <summary>The subject that it counts for.</summary>
    public required string Subject { get; init; }

    /// <summary>The employee who made it, if any.</summary>
    public string? Seller { get; init; }

    /// <summary>When it happened, in UTC.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>What it counts, in the metric's unit; 0 when it was reversed.</summary>
    public required long Score { get; init; }

    /// <summary>The part of <see cref="Score"/> that is pending points.</summary>
    public long PendingPoints { get; init; }

    /// <summary>The amount of the counted lines in the program's minor units, for pots.</summary>
    public long Turnover { get; init; }

    /// <summary>The program's version that made it so: the recording, or a later correction or posting.</summary>
    public required long Version { get; init; }

    /// <summary>Whether it counts at all: it was not reversed, and something of it meets the metric.</summary>
    public bool Counts { get; init; } = true;
}

/// <summary>Why an activity of a subject does not count. Values are part of the public contract.</summary>
public enum NotCounted
{
    /// <summary>It counts.</summary>
    None = 0,

    /// <summary>It happened outside the window.</summary>
    OutsideWindow = 1,

    /// <summary>The subject is not in the audience.</summary>
    NotInAudience = 2,

    /// <summary>The subject had not joined, or joined later and only what came after counts.</summary>
    BeforeJoining = 3,

    /// <summary>None of its lines meets the metric's filter, or it earned no such points.</summary>
    FilteredOut = 4,

    /// <summary>It was reversed.</summary>
    Reversed = 5,
}
