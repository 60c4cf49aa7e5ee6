using System.Text;
using GamifiedLoyalty.Domain.Challenges;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Challenges;
using GamifiedLoyalty.Engine.Verification;
using GamifiedLoyalty.Testing;
using GamifiedLoyalty.Testing.Programs;
using GamifiedLoyalty.Testing.Stores;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests.Challenges;

/// <summary>Two nodes with one store: what is due by the clock is done by one of them, and both show the same.</summary>
public sealed class ChallengeNodesTests : IAsyncLifetime
{
    private readonly MemoryDatabase _database = new();
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private readonly List<TestNode> _nodes = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        (await ProgramVerifier.VerifyAsync(_nodes[0].Store, "acme", null, default)).Fault.ShouldBeNull();
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_nodes_that_wake_at_once_open_close_and_settle_once(bool areTold)
    {
        var (one, other) = await NodesAsync(areTold);
        _time.MoveTo(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        await one.SellAsync("A", "e1", 100m);
        await other.SellAsync("B", "e2", 200m);
        _time.MoveTo(new DateTimeOffset(2026, 11, 27, 9, 0, 0, TimeSpan.Zero));
        await SettledAsync(one);
        await SettledAsync(other);

        (await one.WalletAsync("e2")).ShouldBe("1000+0");
        (await other.WalletAsync("e2")).ShouldBe("1000+0");
        (await StandingsAsync(one)).ShouldBe("1 e2 20000 +1000\n2 e1 10000 +200");
        (await StandingsAsync(other)).ShouldBe("1 e2 20000 +1000\n2 e1 10000 +200");
        var feed = await (await one.EngineAsync()).ReadFeedAsync(0, 100, default);
        feed.Where(f => f.Command == "changeChallenge").Select(f => (string)f.Events[0]["type"]!).ShouldBe(
            ["challengeDefined", "challengeSubmitted", "challengeOpened", "challengeClosed", "challengeSettled"]);
        _nodes.SelectMany(n => n.Failures).ShouldBeEmpty();
    }

    [Fact(Timeout = 60_000)]
    public async Task Equal_scores_fall_alike_on_every_node_and_a_node_says_which_contests_changed()
    {
        var (one, other) = await NodesAsync(areTold: true);
        var heard = new List<string>();
        (await other.EngineAsync()).Committed += notice => heard.AddRange(notice.Challenges);
        _time.MoveTo(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        await one.SellAsync("A", "e1", 100m);
        var sold = await other.SellAsync("B", "e2", 60m);
        await one.ShowsAsync(sold.Activity!.Version);
        (await StandingsAsync(one)).ShouldBe("1 e1 10000 +1000\n2 e2 6000 +200");
        await one.SellAsync("C", "e2", 40m);
        var frozen = await (await one.EngineAsync()).ActAsync("sprint", ChallengeAction.Freeze, null, null, "test", default);
        await one.SellAsync("D", "e2", 1m);
        var last = await one.SellAsync("E", "e1", 1m);
        await other.ShowsAsync(last.Activity!.Version);

        (await StandingsAsync(other)).ShouldBe("1 e2 10100 +1000\n2 e1 10100 +200");
        (await StandingsAsync(one)).ShouldBe("1 e2 10100 +1000\n2 e1 10100 +200");
        (await StandingsAsync(other, ViewAs.Viewer)).ShouldBe("1 e1 10000 +1000\n2 e2 10000 +200");
        (await other.EngineAsync()).Frozen!.Version.ShouldBe(frozen.Version);
        heard.ShouldContain("sprint");
    }

    private async Task<(TestNode One, TestNode Other)> NodesAsync(bool areTold)
    {
        _nodes.AddRange([new TestNode(_database, _time, areTold), new TestNode(_database, _time, areTold)]);
        (await _nodes[0].PublishAsync(Definitions.With("[]", Definitions.Boards))).Faults.ShouldBeEmpty();
        await _nodes[0].MembersAsync(
            new(OwnerKind.Partner, "p1", "One"), new(OwnerKind.Employee, "e1", "e1") { Partner = "p1" }, new(OwnerKind.Employee, "e2", "e2") { Partner = "p1" });
        var engine = await _nodes[0].EngineAsync();
        var document = Encoding.UTF8.GetBytes(ChallengeProgram.Race(""", "settlement": "automatic" """));
        (await engine.PutChallengeAsync("sprint", document, "test", dryRun: false, default)).Faults.ShouldBeEmpty();
        await engine.ActAsync("sprint", ChallengeAction.Submit, null, null, "test", default);
        await (await _nodes[1].EngineAsync()).PutDocumentAsync("screen", "s", "{}"u8.ToArray(), "test", default);
        return (_nodes[0], _nodes[1]);
    }

    private async Task SettledAsync(TestNode node)
    {
        while ((await node.EngineAsync()).FindChallenge("sprint")!.Record.Status != ChallengeStatus.Settled)
        {
            // A node that is told nothing looks by itself before long.
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }
    }

    private static async Task<string> StandingsAsync(TestNode node, ViewAs view = ViewAs.Manager) =>
        ChallengeProgram.Text((await (await node.EngineAsync()).ReadStandingsAsync("sprint", view, default))!.Standings);
}
