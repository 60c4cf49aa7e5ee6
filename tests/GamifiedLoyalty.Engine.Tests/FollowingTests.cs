using GamifiedLoyalty.Domain.Activities;
using GamifiedLoyalty.Domain.Members;
using GamifiedLoyalty.Engine.Commands;
using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Engine.Verification;
using GamifiedLoyalty.Testing;
using GamifiedLoyalty.Testing.Programs;
using GamifiedLoyalty.Testing.Stores;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

/// <summary>Two nodes that write to one program: each follows what the other commits, told of it or not.</summary>
public sealed class FollowingTests : IAsyncLifetime
{
    private static readonly MemberProfile Partner = new(OwnerKind.Partner, "p1", "One");
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

    [Fact(Timeout = 60_000)]
    public async Task What_one_node_commits_the_other_shows()
    {
        var (one, other) = await NodesAsync(isToldOfOthers: true);
        await other.EngineAsync();

        var sold = await one.SellAsync("A", "e1", 100m);
        await other.ShowsAsync(sold.Activity!.Version);

        (await other.BoardAsync("revenue")).ShouldBe("1 e1 10000");
        (await other.BoardAsync("points")).ShouldBe("1 e1 160");
        (await other.WalletAsync("e1")).ShouldBe("150+10");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_node_that_is_told_nothing_looks_by_itself_before_long()
    {
        var (one, other) = await NodesAsync(isToldOfOthers: false);
        await other.EngineAsync();
        var sold = await one.SellAsync("A", "e1", 100m);

        while ((await other.EngineAsync()).Version < sold.Activity!.Version)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        (await other.BoardAsync("revenue")).ShouldBe("1 e1 10000");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_cap_holds_to_the_point_when_nodes_take_turns_without_hearing_of_each_other()
    {
        var (one, other) = await NodesAsync(isToldOfOthers: false);
        for (var i = 0; i < 12; i++)
        {
            // 1,000 points each, of which the month has room for 5,000.
            (await (i % 2 == 0 ? one : other).SellAsync($"S-{i}", "e1", 10_000m)).Status.ShouldBe(RecordStatus.Recorded);
        }

        (await one.WalletAsync("e1")).ShouldBe("150+5000");
        await other.SellAsync("last", "e2", 1m);
        (await other.BoardAsync("points")).ShouldStartWith("1 e1 5150");
    }

    [Fact(Timeout = 60_000)]
    public async Task Nodes_that_write_at_the_same_time_lose_and_double_nothing()
    {
        const int Sales = 200;
        var (one, other) = await NodesAsync(isToldOfOthers: true);
        var results = await Task.WhenAll(Enumerable.Range(0, 2 * Sales).Select(i => (i % 2 == 0 ? one : other).SellAsync($"S-{i / 2}-{i % 2}", "e1", 10m)));
        var again = await Task.WhenAll(Enumerable.Range(0, 2 * Sales).Select(i => (i % 2 == 0 ? other : one).SellAsync($"S-{i / 2}-{i % 2}", "e1", 10m)));

        results.ShouldAllBe(r => r.Status == RecordStatus.Recorded);
        again.ShouldAllBe(r => r.Status == RecordStatus.Duplicate);
        results.Select(r => r.Activity!.Version).Distinct().Count().ShouldBe(2 * Sales);
        foreach (var node in _nodes)
        {
            await node.ShowsAsync(results.Max(r => r.Activity!.Version));
            (await node.BoardAsync("revenue")).ShouldBe("1 e1 400000");
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task A_fault_that_another_node_has_mended_meanwhile_is_none()
    {
        var (one, other) = await NodesAsync(isToldOfOthers: false);
        (await other.SellAsync("A", "new", 100m)).Status.ShouldBe(RecordStatus.Rejected);

        await one.MembersAsync(new MemberProfile(OwnerKind.Employee, "new", "New") { Partner = "p1" });

        (await other.SellAsync("A", "new", 100m)).Status.ShouldBe(RecordStatus.Recorded);
    }

    [Fact(Timeout = 60_000)]
    public async Task Rules_published_by_another_node_hold_for_the_next_sale()
    {
        var (one, other) = await NodesAsync(isToldOfOthers: false);
        await other.SellAsync("A", "e1", 100m);
        await one.PublishAsync(Definitions.With("[]", Definitions.Boards));

        (await other.SellAsync("B", "e1", 100m)).Activity!.Awards.ShouldBeEmpty();
        (await other.EngineAsync()).Current.DefinitionVersion.ShouldBe(2);
    }

    [Fact(Timeout = 60_000)]
    public async Task Reversals_and_documents_of_another_node_are_followed()
    {
        var (one, other) = await NodesAsync(isToldOfOthers: true);
        var sold = await other.SellAsync("A", "e1", 100m);
        await one.ShowsAsync(sold.Activity!.Version);
        await (await one.EngineAsync()).ReverseAsync(sold.Activity!.Version, new ReversalRequest("R", "returned", null, null), "test", default);
        var version = await (await one.EngineAsync()).PutDocumentAsync("screen", "lobby", "{}"u8.ToArray(), "test", default);

        await other.ShowsAsync(version);

        (await other.EngineAsync()).FindDocument("screen", "lobby").ShouldNotBeNull();
        (await other.BoardAsync("revenue")).ShouldBeEmpty();
        (await other.WalletAsync("e1")).ShouldBe("0+0");
    }

    [Fact(Timeout = 60_000)]
    public async Task What_falls_due_posts_once_though_every_node_is_awake()
    {
        var (one, other) = await NodesAsync(isToldOfOthers: true);
        var sold = await one.SellAsync("A", "e1", 100m);
        await other.ShowsAsync(sold.Activity!.Version);

        _time.Advance(TimeSpan.FromDays(15));
        await one.ShowsAsync(sold.Activity!.Version + 1);
        await other.ShowsAsync(sold.Activity!.Version + 1);

        (await other.WalletAsync("e1")).ShouldBe("160+0");
        (await (await one.EngineAsync()).ReadFeedAsync(sold.Activity!.Version, 10, default)).Count.ShouldBe(1);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_commit_whose_acknowledgement_is_lost_is_told_to_listeners_when_it_is_found()
    {
        var (one, _) = await NodesAsync(isToldOfOthers: false);
        var engine = await one.EngineAsync();
        var heard = new List<long>();
        engine.Committed += notice => heard.Add(notice.LastVersion);
        one.Plan.FailAfter(new StoreUnavailableException("cut off"));
        await Should.ThrowAsync<StoreUnavailableException>(() => one.SellAsync("A", "e1", 100m));

        var found = await one.SellAsync("A", "e1", 100m);

        found.Status.ShouldBe(RecordStatus.Duplicate);
        heard.ShouldBe([found.Activity!.Version]);
        (await one.BoardAsync("revenue")).ShouldBe("1 e1 10000");
    }

    private async Task<(TestNode One, TestNode Other)> NodesAsync(bool isToldOfOthers)
    {
        _nodes.AddRange([new TestNode(_database, _time, isToldOfOthers), new TestNode(_database, _time, isToldOfOthers)]);
        (await _nodes[0].PublishAsync(Definitions.Acme)).Faults.ShouldBeEmpty();
        await _nodes[0].MembersAsync(Partner, Seller("e1"), Seller("e2"));
        await _nodes[1].EngineAsync();
        return (_nodes[0], _nodes[1]);
    }

    private static MemberProfile Seller(string id) => new(OwnerKind.Employee, id, id) { Partner = "p1" };
}
