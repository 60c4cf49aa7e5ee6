using GamifiedLoyalty.Simulation.Audit;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Programs;
using GamifiedLoyalty.Simulation.Workload;

namespace GamifiedLoyalty.Simulation.Running;

/// <summary>One seed: a program is created, worked on and harmed for so many steps, mended, and audited in full.</summary>
internal sealed class SimulationRun
{
    private static readonly string[] Zones = ["Europe/Paris", "Asia/Beirut", "America/Santiago", "America/New_York", "Pacific/Apia", "UTC"];

    private readonly SimulationOptions _options;
    private readonly World _world;
    private readonly RuleMaker _rules;
    private readonly RecordSteps _record;
    private readonly ReversalSteps _reversals;
    private readonly ProgramSteps _program;
    private readonly ReadSteps _reads;
    private readonly FaultSteps _faults;
    private readonly ClockSteps _clock;
    private readonly ContestSteps _contests;
    private readonly (int Weight, Action<Node> Take)[] _commands;
    private readonly (int Weight, Action<Node> Take)[] _others;

    private SimulationRun(SimulationOptions options, Trace trace)
    {
        _options = options;
        _world = new World(options, trace);
        _rules = new RuleMaker(_world.Random, _world.Start);
        _record = new RecordSteps(_world);
        _reversals = new ReversalSteps(_world);
        _program = new ProgramSteps(_world, _rules);
        _reads = new ReadSteps(_world);
        _faults = new FaultSteps(_world);
        _clock = new ClockSteps(_world);
        _contests = new ContestSteps(_world);
        _commands =
        [
            (30, _record.One), (8, _record.Batch), (5, _record.Reordered), (6, _record.Again), (6, _record.AgainUnacknowledged), (4, _record.Other),
            (3, _record.Spelled), (2, _record.Import), (4, _reversals.Whole), (4, _reversals.ByLine), (3, _reversals.ByAmount), (2, _reversals.TooMuch),
            (1, _reversals.Unknown), (3, _reversals.Again), (1, _reversals.Import), (4, _program.Members), (2, _program.Move), (3, _program.Document),
            (2, _program.Publish), (1, _program.PublishAgain), (1, _program.PublishFaulty),
            .. Contests(options.OfContests ? 6 : 1),
        ];
        _others =
        [
            (6, _reads.Board), (4, _reads.Around), (3, _reads.Wallet), (2, _reads.Statement), (5, _reads.Feed), (3, _reads.Activity),
            (4, _ => _clock.Minutes()), (2, _ => _clock.Days()), (1, _ => _clock.Month()), (3, _ => _clock.Due()), (2, _ => _clock.Midnight()),
            (5, _reads.Contest), (3, _reads.Explanation), (4, _ => _clock.Contest()),
            (2, _faults.Crash), (1, _faults.Stop), (2, _faults.Pause), (1, _faults.StoreAway), (1, _ => _faults.StoreAwayForAll()), (1, _faults.FailReads),
            (2, _faults.WipeBoards), (2, _faults.SlowBoards), (2, _faults.StaleBoards), (1, _faults.BreakBoards),
        ];
    }

    /// <summary>Runs a seed; never throws because of what the product does.</summary>
    public static SimulationResult Run(SimulationOptions options)
    {
        using var trace = new Trace(options.Trace);
        return new SimulationRun(options, trace).Run();
    }

    private SimulationResult Run()
    {
        var step = 0;
        try
        {
            Begin();
            while (step < _options.Steps && _world.Findings.Violations.Count == 0)
            {
                step++;
                _world.Trace.Line(FormattableString.Invariant($"-- {step} at {_world.Model.Version}, {_world.Time.GetUtcNow():O}"));
                Step();
            }

            if (_world.Findings.Violations.Count == 0)
            {
                _faults.MendAll();
                new FinalAudit(_world.Model, _world.Book, _world.Log, _world.Reads, _world.Truth, _world.Findings).Run(_world.Nodes);
            }
        }
        catch (Exception exception)
        {
            _world.Findings.Demand(false, "I1", $"the run breaks off with {exception}");
        }

        foreach (var violation in _world.Findings.Violations)
        {
            _world.Trace.Line(violation.ToString());
        }

        return new SimulationResult(
            _options.Seed, step, _world.Model.Version, _world.Trace.Hash(), _world.Tally, _world.Findings.Violations);
    }

    private IEnumerable<(int Weight, Action<Node> Take)> Contests(int times) =>
    [
        (3 * times, _contests.Define), (4 * times, _contests.Submit), (2 * times, _contests.Approve), (5 * times, _contests.Any), (4 * times, _contests.Join),
        (2 * times, _contests.Invite), (2 * times, _contests.Accept),
    ];

    private void Begin()
    {
        var first = _world.Nodes[0];
        first.Start();
        _program.Publish(first, "publish the first", _rules.First(Zones[_world.Random.Next(Zones.Length)], _options.Rules));
        var partners = Enumerable.Range(0, People.Partners).Select(i => People.Partner(_world.Random, FormattableString.Invariant($"p{i}")) with { Parent = null });
        var employees = Enumerable.Range(0, People.Employees - 3).Select(i => People.Employee(_world.Random, FormattableString.Invariant($"e{i}")));
        _program.Put(first, "put members", [.. partners, .. employees]);
        _world.Nodes[1].Start();
    }

    private void Step()
    {
        Mend();
        if (_world.Awake.Any())
        {
            switch (_world.Random.Next(20))
            {
                case < 10:
                    Command();
                    break;
                case < 12:
                    Race();
                    break;
                default:
                    Pick(_others)(SomeNode());
                    break;
            }
        }

        _faults.Hint();
        foreach (var node in _world.Nodes)
        {
            node.Faults.Forget();
        }
    }

    /// <summary>What is broken is mended after some steps.</summary>
    private void Mend()
    {
        Sometimes(5, _faults.Restart);
        Sometimes(5, _faults.Resume);
        Sometimes(6, _faults.StoreBack);
        Sometimes(6, _faults.MendBoards);
    }

    private void Sometimes(int every, Action action)
    {
        if (_world.Random.Next(every) == 0)
        {
            action();
        }
    }

    private void Command()
    {
        var node = SomeNode();
        Sometimes(8, () => _faults.NextCommit(node));
        Pick(_commands)(node);
    }

    /// <summary>
    /// Commits of the nodes meet: each holds one while further commands wait behind it, then they reach the store in any
    /// order, or a node stands still with its commit under way.
    /// </summary>
    private void Race()
    {
        _world.Count("race");
        var nodes = _world.Awake.ToList();
        foreach (var node in nodes)
        {
            node.Faults.Next(CommitFault.Hold);
            for (var i = _world.Random.Next(1, 4); i > 0; i--)
            {
                Pick(_commands)(node);
            }
        }

        var harmed = nodes[_world.Random.Next(nodes.Count)];
        switch (_world.Random.Next(8))
        {
            case 0:
                _faults.Pause(harmed);
                break;
            case 1:
                _faults.Crash(harmed);
                break;
            case 2:
                _faults.StoreAway(harmed);
                break;
        }

        foreach (var node in _world.Awake.Where(n => n.Faults.IsHolding).OrderBy(_ => _world.Random.Next()).ToList())
        {
            node.Faults.Release();
            _world.Settle();
        }
    }

    private Node SomeNode()
    {
        var awake = _world.Awake.ToList();
        return awake[_world.Random.Next(awake.Count)];
    }

    private Action<Node> Pick((int Weight, Action<Node> Take)[] table)
    {
        var at = _world.Random.Next(table.Sum(t => t.Weight));
        foreach (var (weight, take) in table)
        {
            if ((at -= weight) < 0)
            {
                return take;
            }
        }

        throw new InvalidOperationException("The table is empty.");
    }
}
