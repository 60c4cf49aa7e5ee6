using GamifiedLoyalty.Domain.Boards;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.Ports;

/// <summary>What a commit changed beside the log itself: what a node needs to follow a program that another node writes.</summary>
public sealed class CommittedChanges
{
    /// <summary>First version that the commit covers.</summary>
    public required long FirstVersion { get; init; }

    /// <summary>Last version that the commit covers.</summary>
    public required long LastVersion { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The head's hash after it.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The head's posted-through instant after it.</summary>
    public required DateTimeOffset PostedThrough { get; init; }

    /// <summary>Whether it published a definition; then the program has to be loaded anew.</summary>
    public required bool IsDefinition { get; init; }

    /// <summary>What a commit changes.</summary>
    public static CommittedChanges Of(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return new CommittedChanges
        {
            FirstVersion = commit.ExpectedHead + 1,
            LastVersion = commit.ExpectedHead + commit.Entries.Count,
            At = commit.At,
            Hash = commit.Hash,
            PostedThrough = commit.PostedThrough,
            IsDefinition = commit.Definitions.Count > 0,
            Scores = commit.Scores,
            Owners = commit.Owners,
            Members = commit.Members,
            Due = commit.Due,
            DueDone = commit.DueDone,
            Documents = commit.Documents,
        };
    }

    /// <summary>Score changes as in <see cref="Commit.Scores"/>.</summary>
    public IReadOnlyList<ScoreChange> Scores { get; init; } = [];

    /// <summary>Owner states as set.</summary>
    public IReadOnlyList<(OwnerRef Owner, byte[] State)> Owners { get; init; } = [];

    /// <summary>Profiles as set.</summary>
    public IReadOnlyList<MemberProfile> Members { get; init; } = [];

    /// <summary>Due ranges as set.</summary>
    public IReadOnlyList<DueRange> Due { get; init; } = [];

    /// <summary>First versions of due ranges that were done.</summary>
    public IReadOnlyList<long> DueDone { get; init; } = [];

    /// <summary>Documents as set or deleted.</summary>
    public IReadOnlyList<StoredDocument> Documents { get; init; } = [];
}
