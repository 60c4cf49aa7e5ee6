namespace GamifiedLoyalty.Server.Hosting;

/// <summary>What a node is about.</summary>
internal enum NodeState
{
    /// <summary>It opens its programs.</summary>
    Starting,

    /// <summary>Every program is open.</summary>
    Serving,

    /// <summary>It takes no new work for long.</summary>
    Stopping,
}

/// <summary>Whether this node should be sent requests.</summary>
internal sealed class Readiness
{
    private volatile NodeState _is;

    /// <summary>What the node is about.</summary>
    public NodeState Is
    {
        get => _is;
        set => _is = value;
    }
}
