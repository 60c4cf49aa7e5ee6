using GamifiedLoyalty.Domain;
using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;

namespace GamifiedLoyalty.Engine.Commands;

/// <summary>A wish to record an activity.</summary>
/// <param name="Activity">The activity.</param>
/// <param name="Actor">Which key or person sends it, such as <c>key:k1</c>.</param>
public sealed record RecordActivity(Activity Activity, string Actor)
{
    /// <summary>The streamed import it comes with.</summary>
    public string? Import { get; init; }

    /// <summary>Members to create if they do not exist; existing ones are not changed.</summary>
    public IReadOnlyList<MemberProfile> CreateMembers { get; init; } = [];
}

/// <summary>What became of an activity.</summary>
public enum RecordStatus
{
    /// <summary>It is durable now.</summary>
    Recorded,

    /// <summary>It was recorded before; the first result is repeated.</summary>
    Duplicate,

    /// <summary>Its source and external id are taken by other content.</summary>
    Conflict,

    /// <summary>It is faulty; nothing was recorded.</summary>
    Rejected,
}

/// <summary>The answer to <see cref="RecordActivity"/>.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Activity">The recorded activity, the first one for a duplicate or conflict; null when rejected.</param>
/// <param name="Fault">Why it was refused, for conflict and rejected.</param>
public sealed record RecordResult(RecordStatus Status, RecordedActivity? Activity, Fault? Fault);

/// <summary>What became of a member.</summary>
public enum MemberStatus
{
    /// <summary>New.</summary>
    Created,

    /// <summary>Changed.</summary>
    Updated,

    /// <summary>Already so; took no version.</summary>
    Unchanged,

    /// <summary>Faulty; nothing was changed.</summary>
    Rejected,
}

/// <summary>The answer to putting a member.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Version">The version of the profile now in force; 0 when rejected.</param>
/// <param name="Fault">Why it was rejected.</param>
public sealed record MemberResult(MemberStatus Status, long Version, Fault? Fault);

/// <summary>What became of a reversal.</summary>
public enum ReversalStatus
{
    /// <summary>Applied.</summary>
    Applied,

    /// <summary>Applied before; the first result is repeated.</summary>
    Duplicate,

    /// <summary>Its external id is taken by other content.</summary>
    Conflict,

    /// <summary>There is no such activity.</summary>
    NotFound,

    /// <summary>Faulty; nothing was changed.</summary>
    Rejected,
}

/// <summary>The answer to a reversal.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Version">The version that applied it; 0 when none did.</param>
/// <param name="Fault">Why it was refused.</param>
public sealed record ReversalResult(ReversalStatus Status, long Version, Fault? Fault);

/// <summary>The answer to reversing a streamed import whole.</summary>
/// <param name="Found">Whether there is such an import.</param>
/// <param name="Reversed">Activities reversed now.</param>
/// <param name="Skipped">Activities that had nothing left to reverse.</param>
/// <param name="Version">The program's version afterwards.</param>
public sealed record ImportReversalResult(bool Found, int Reversed, int Skipped, long Version);

/// <summary>The answer to publishing a definition.</summary>
/// <param name="Faults">Every fault; then nothing was changed.</param>
/// <param name="DefinitionVersion">The definition version in force, from 1.</param>
/// <param name="Changed">Whether the document differed.</param>
/// <param name="Created">Whether the program is new.</param>
/// <param name="Version">The program's version afterwards.</param>
public sealed record PublishResult(IReadOnlyList<Fault> Faults, int DefinitionVersion, bool Changed, bool Created, long Version);

/// <summary>A program's queue is full; nothing was accepted. The HTTP API answers 503 with <c>Retry-After</c>.</summary>
public sealed class QueueFullException() : Exception("The program's queue is full.");
