using GamifiedLoyalty.Engine;
using GamifiedLoyalty.Engine.Diagnostics;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Live;
using GamifiedLoyalty.Simulation.Running;
using GamifiedLoyalty.Testing.Stores;

namespace GamifiedLoyalty.Simulation.Nodes;

/// <summary>One node: an engine with its boards, its clock, its way to the shared database and a consumer of its feed.</summary>
internal sealed class Node(int number, MemoryDatabase database, TimeProvider time, StepScheduler scheduler, Ports ports, Action<CommitFault> onFired)
{
    public const string Program = "acme";

    private static readonly EngineOptions Options = new()
    {
        // Small enough that owners are let go and read again, and that imports and postings take several commits.
        OwnersInMemory = 12,
        PackedOwnersInMemory = 24,
        DueRangesPerCommit = 3,
        ReversalsPerCommit = 4,
        BatchSize = 40,
    };

    private static readonly ProgramMetrics Metrics = new(Program, new EngineMetrics(() => []));

    public int Number { get; } = number;

    public TimeProvider Time { get; } = time;

    public StoreFaults Faults { get; private set; } = new(onFired);

    public NodeBoards Boards { get; private set; } = null!;

    public ICommitStore Store { get; private set; } = null!;

    public ProgramEngine? Engine { get; private set; }

    public bool IsUp => Engine is not null;

    /// <summary>It hears nothing of others and nobody asks it anything; what it had begun goes on when it comes back.</summary>
    public bool IsPaused { get; set; }

    /// <summary>The last version that its consumer of the feed has handled.</summary>
    public long Consumed { get; set; }

    /// <summary>What it told its listeners since it started.</summary>
    public List<CommitNotice> Notices { get; } = [];

    /// <summary>What its engine reported as gone wrong.</summary>
    public List<Exception> Reported { get; } = [];

    /// <summary>Starts it from what is stored.</summary>
    public void Start()
    {
        Faults = new StoreFaults(onFired);
        Notices.Clear();
        Boards = new NodeBoards(() => ports.Boards(new MemoryBoards(Time)));
        Store = ports.Store(NodeStore.Around(new MemoryStore(database, isToldOfOthers: false), Faults));
        Engine = scheduler.Wait(OpenAsync);
        Engine.Committed += Notices.Add;
        scheduler.Drain();
    }

    /// <summary>Kills it: nothing that it began is finished.</summary>
    public void Kill()
    {
        Faults.IsDead = true;
        Engine = null;
        IsPaused = false;
    }

    /// <summary>Ends it as an operator would.</summary>
    public void Stop()
    {
        var engine = Engine!;
        scheduler.Wait(async () =>
        {
            await engine.DisposeAsync();
            return true;
        });
        Engine = null;
    }

    private async Task<ProgramEngine> OpenAsync()
    {
        var head = await Store.FindHeadAsync(Program, CancellationToken.None);
        return head is null
            ? ProgramEngine.Create(Program, Store, Boards, Options, Time, Reported.Add, Metrics)
            : await ProgramEngine.OpenAsync(head, Store, Boards, Options, Time, Reported.Add, Metrics, CancellationToken.None);
    }
}

/// <summary>Where a broken variant of the product is put in.</summary>
/// <param name="Store">Around each node's store, between the engine and the faults.</param>
/// <param name="Boards">Around each node's boards, behind the bad line.</param>
internal sealed record Ports(Func<ICommitStore, ICommitStore> Store, Func<ILiveBoards, ILiveBoards> Boards)
{
    public static Ports Sound { get; } = new(s => s, b => b);
}
