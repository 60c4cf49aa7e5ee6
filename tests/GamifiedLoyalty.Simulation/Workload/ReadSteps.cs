using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Domain.Time;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Simulation.Nodes;
using GamifiedLoyalty.Simulation.Programs;

namespace GamifiedLoyalty.Simulation.Workload;

/// <summary>Reads what viewers read, and compares it with the model.</summary>
internal sealed class ReadSteps(World world)
{
    private Random Random => world.Random;

    public void Board(Node node) => Read("read a board", node, () => world.Reads.Board(node, SomeBoard(), SomeKind(), SomeDay()));

    public void Around(Node node) => Read("read around", node, () =>
    {
        var board = SomeBoard();
        world.Reads.Around(node, board, SomeKind(), SomeDay(), board.RanksPartners ? People.Partner(Random) : People.Employee(Random), Random.Next(4));
        return "";
    });

    public void Wallet(Node node) => Read("read a wallet", node, () =>
    {
        world.Reads.Wallet(node, SomeMember(), withStatement: false);
        return "";
    });

    public void Statement(Node node) => Read("read a statement", node, () =>
    {
        world.Reads.Wallet(node, SomeMember(), withStatement: true);
        return "";
    });

    public void Feed(Node node) => Read("read the feed", node, () => FormattableString.Invariant($"{world.Reads.Feed(node, Random.Next(1, 30))}"));

    public void Activity(Node node) => Read("read an activity", node, () =>
    {
        if (world.Model.Activities.Count > 0)
        {
            world.Reads.Activity(node, world.Model.Activities[Random.Next(world.Model.Activities.Count)], Random.Next(2) == 0);
        }

        return "";
    });

    public void Contest(Node node) => Read("read a contest", node, () =>
        string.Join(", ", world.Book.Contests.Keys.Where(_ => Random.Next(2) == 0).ToList().Select(c => world.Reads.Contests.Standings(node, c))));

    public void Explanation(Node node) => Read("read an explanation", node, () =>
    {
        foreach (var contest in world.Book.Contests.Values.ToList())
        {
            world.Reads.Contests.Explanation(node, contest.Id, contest.RanksPartners ? People.Partner(Random) : People.Employee(Random));
        }

        return "";
    });

    private OwnerRef SomeMember() =>
        Random.Next(3) == 0 ? OwnerRef.Partner(People.Partner(Random)) : OwnerRef.Employee(People.Employee(Random));

    private SimBoard SomeBoard() => world.Model.Definition.Boards[Random.Next(world.Model.Definition.Boards.Count)];

    private PeriodKind SomeKind() => (PeriodKind)Random.Next(6);

    private DateOnly SomeDay() => world.Model.Time.Day(world.Time.GetUtcNow()).AddDays(-Random.Next(4) * Random.Next(10));

    private void Read(string kind, Node node, Func<string> read)
    {
        world.Count(kind);
        try
        {
            world.Trace.Line(FormattableString.Invariant($"{kind} on {node.Number}: {read()}"));
        }
        catch (StoreUnavailableException)
        {
            world.Findings.Demand(node.Faults.IsAway || node.Faults.HasFailedReads, "I1", $"node {node.Number} cannot read a store that is there");
            world.Trace.Line(FormattableString.Invariant($"{kind} on {node.Number}: unavailable"));
        }
    }
}
