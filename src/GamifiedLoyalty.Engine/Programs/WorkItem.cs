using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using Span = System.Diagnostics.Activity;

namespace GamifiedLoyalty.Engine.Programs;

/// <summary>Something that waits in a program's queue; its caller is answered once, after the commit.</summary>
internal abstract class WorkItem
{
    /// <summary>The span of whoever submitted it; null while nobody traces.</summary>
    public Span? Origin { get; } = Span.Current;

    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <summary>A work item with a typed answer.</summary>
internal abstract class WorkItem<T> : WorkItem
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    /// <summary>The result to answer with once it is durable.</summary>
    public T? Result { get; set; }

    public override void Complete() => _answer.TrySetResult(Result!);

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}

/// <summary>Looks for what other nodes have committed.</summary>
internal sealed class FollowWork : WorkItem<bool>;

/// <summary>Only wakes the loop.</summary>
internal sealed class WakeWork : WorkItem<bool>;

internal sealed class RecordWork(IReadOnlyList<RecordActivity> commands) : WorkItem<IReadOnlyList<RecordResult>>
{
    public IReadOnlyList<RecordActivity> Commands { get; } = commands;
}

internal sealed class MembersWork(IReadOnlyList<MemberProfile> members, string actor) : WorkItem<IReadOnlyList<MemberResult>>
{
    public IReadOnlyList<MemberProfile> Members { get; } = members;

    public string Actor { get; } = actor;
}

internal sealed class ReversalWork(IReadOnlyList<(long Activity, ReversalRequest Request)> reversals, string actor)
    : WorkItem<IReadOnlyList<ReversalResult>>
{
    public IReadOnlyList<(long Activity, ReversalRequest Request)> Reversals { get; } = reversals;

    public string Actor { get; } = actor;
}

internal sealed class DocumentWork(string kind, string id, byte[]? body, string actor) : WorkItem<long>
{
    public string Kind { get; } = kind;

    public string Id { get; } = id;

    public byte[]? Body { get; } = body;

    public string Actor { get; } = actor;
}

internal sealed class PublishWork(byte[] document, string actor, bool dryRun) : WorkItem<PublishResult>
{
    public byte[] Document { get; } = document;

    public string Actor { get; } = actor;

    public bool DryRun { get; } = dryRun;
}

internal sealed class ChallengeWork(ChallengeCommand command) : WorkItem<ChallengeResult>
{
    public ChallengeCommand Command { get; } = command;
}
