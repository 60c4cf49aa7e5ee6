using System.Reflection;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Simulation.Nodes;

/// <summary>A node's commit store, with the faults that the simulation puts between them.</summary>
public class NodeStore : DispatchProxy
{
    private ICommitStore _inner = null!;
    private StoreFaults _faults = null!;

    internal static ICommitStore Around(ICommitStore inner, StoreFaults faults)
    {
        var proxy = Create<ICommitStore, NodeStore>();
        var self = (NodeStore)(object)proxy;
        (self._inner, self._faults) = (inner, faults);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        if (targetMethod.Name == nameof(ICommitStore.CommitAsync))
        {
            return _faults.CommitAsync(() => _inner.CommitAsync((Commit)args![0]!, CancellationToken.None));
        }

        if (typeof(Task).IsAssignableFrom(targetMethod.ReturnType))
        {
            if (_faults.IsDead)
            {
                return Answer(targetMethod.ReturnType, nameof(Never), []);
            }

            if (_faults.ReadFault() is { } fault)
            {
                return Answer(targetMethod.ReturnType, nameof(Fail), [fault]);
            }
        }

        return targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
    }

    private static object? Answer(Type task, string method, object[] arguments)
    {
        var result = task.IsGenericType ? task.GetGenericArguments()[0] : typeof(bool);
        return typeof(NodeStore).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(result).Invoke(null, arguments);
    }

    private static Task<T> Never<T>() => new TaskCompletionSource<T>().Task;

    private static Task<T> Fail<T>(Exception exception) => Task.FromException<T>(exception);
}
