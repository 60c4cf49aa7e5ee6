using System.Reflection;
using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>A real store whose commits can be made to fail.</summary>
public class StoreDouble : DispatchProxy
{
    private ICommitStore _real = null!;

    public bool IsAway { get; set; }

    public static (ICommitStore Store, StoreDouble Double) Around(ICommitStore real)
    {
        var store = Create<ICommitStore, StoreDouble>();
        var made = (StoreDouble)(object)store;
        made._real = real;
        return (store, made);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        ArgumentNullException.ThrowIfNull(targetMethod);
        return IsAway && targetMethod.Name == nameof(ICommitStore.CommitAsync)
            ? Task.FromException(new StoreUnavailableException("The store is away."))
            : targetMethod.Invoke(_real, args);
    }
}
