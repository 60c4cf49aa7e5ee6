using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Simulation.Audit;
using GamifiedLoyalty.Simulation.Model;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Running;
using GamifiedLoyalty.Testing;
using GamifiedLoyalty.Testing.Stores;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Nodes on one database, the clients' book, the model and the audit; and commands on their way.</summary>
internal sealed class World
{
    private readonly List<Flight> _flights = [];

    public World(SimulationOptions options, Trace trace)
    {
        Random = new Random(options.Seed);
        Trace = trace;
        Start = Starts[Random.Next(Starts.Length)];
        Time = new ManualTime(Start);
        Truth = new MemoryStore(Database);
        Log = new LogAudit(Model, Book, Truth, Findings);
        Reads = new ReadAudit(Model, Findings, Scheduler);
        Nodes = [.. Enumerable.Range(0, 2).Select(i => new Node(
            i, Database, new SkewedTime(Time, TimeSpan.FromMilliseconds(700 * i)), Scheduler, options.Ports, f => Count("fault " + f)))];
    }

    /// <summary>Shortly before clocks change, years end, or nothing special happens.</summary>
    private static DateTimeOffset[] Starts { get; } =
    [
        new(2026, 3, 27, 9, 0, 0, TimeSpan.Zero), new(2026, 10, 23, 9, 0, 0, TimeSpan.Zero), new(2026, 12, 29, 22, 0, 0, TimeSpan.Zero),
        new(2026, 9, 4, 9, 0, 0, TimeSpan.Zero), new(2026, 6, 29, 9, 0, 0, TimeSpan.Zero),
    ];

    public Random Random { get; }

    public DateTimeOffset Start { get; }

    public ManualTime Time { get; }

    public StepScheduler Scheduler { get; } = new();

    // So few that a node which was away for long has to load the program anew.
    public MemoryDatabase Database { get; } = new(changesKept: 12);

    public ICommitStore Truth { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public ModelProgram Model { get; } = new();

    public Book Book { get; } = new();

    public Findings Findings { get; } = new();

    public LogAudit Log { get; }

    public ReadAudit Reads { get; }

    public Tally Tally { get; } = new();

    public Trace Trace { get; }

    public IEnumerable<Node> Awake => Nodes.Where(n => n is { IsUp: true, IsPaused: false });

    /// <summary>Whether nothing is on its way, so that the model can tell the next answer exactly.</summary>
    public bool IsQuiet => _flights.Count == 0;

    public void Count(string kind, long times = 1) => Tally.Add(kind, times);

    /// <summary>Whether the answer that is looked at came at once, so that nothing else happened since it was sent.</summary>
    public bool IsExact { get; private set; }

    /// <summary>Sends a command to a node and lets everybody work until they are at rest.</summary>
    /// <param name="kind">For the tally and the trace.</param>
    /// <param name="node">Which node gets it.</param>
    /// <param name="work">Gives the command.</param>
    /// <param name="answered">Checks the answer, after the model has heard of what was committed.</param>
    /// <param name="lost">Notes that the answer is lost.</param>
    public void Send<T>(string kind, Node node, Func<ProgramEngine, Task<T>> work, Func<T, string> answered, Action? lost = null)
    {
        Count(kind);
        var engine = node.Engine!;
        var task = Scheduler.Start(() => work(engine));
        _flights.Add(new Flight(
            FormattableString.Invariant($"{kind} on {node.Number}"), node, task, () => answered(task.GetAwaiter().GetResult()), lost ?? (() => { })));
        Settle();
        _flights.ForEach(f => f.IsLate = true);
    }

    /// <summary>Lets everybody work until they are at rest, takes the log to the model, and looks at the answers.</summary>
    public void Settle()
    {
        Scheduler.Drain();
        foreach (var node in Nodes.Where(n => n.IsUp && (n.Faults.DiesNext || n.Faults.IsDead)))
        {
            node.Kill();
        }

        Log.Follow();
        foreach (var flight in _flights.Where(f => f.Task.IsCompleted || !f.Node.IsUp).ToList())
        {
            _flights.Remove(flight);
            IsExact = !flight.IsLate;
            Trace.Line(flight.Name + ": " + Land(flight));
        }

        CheckVersions();
    }

    private string Land(Flight flight)
    {
        if (!flight.Node.IsUp)
        {
            flight.Lost();
            return "lost";
        }

        switch (flight.Task.Exception?.InnerException)
        {
            case null:
                return flight.Answered();
            case StoreUnavailableException or QueueFullException:
                flight.Lost();
                return "unavailable";
            case var exception:
                Findings.Demand(false, "I1", $"{flight.Name} fails with {exception.GetType().Name}: {exception.Message} {exception.StackTrace}");
                return "failed";
        }
    }

    /// <summary>I6: what a node knows never goes back and is never ahead of the log; its notices leave nothing out.</summary>
    private void CheckVersions()
    {
        foreach (var node in Nodes.Where(n => n.IsUp))
        {
            Findings.Demand(node.Engine!.Version <= Model.Version, "I6", $"node {node.Number} is at {node.Engine.Version}, the log at {Model.Version}");
            for (var i = 1; i < node.Notices.Count; i++)
            {
                var (before, after) = (node.Notices[i - 1], node.Notices[i]);
                Findings.Demand(
                    after.FirstVersion == before.LastVersion + 1, "I6", $"node {node.Number} tells of {after.FirstVersion} after {before.LastVersion}");
            }

            node.Notices.RemoveRange(0, Math.Max(0, node.Notices.Count - 1));
        }
    }

    /// <summary>A command on its way.</summary>
    private sealed record Flight(string Name, Node Node, Task Task, Func<string> Answered, Action Lost)
    {
        public bool IsLate { get; set; }
    }
}
