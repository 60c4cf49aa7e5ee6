using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Hubs;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing.Faults;

namespace GamifiedLoyalty.Server.Tests.Operations;

public sealed class MetricsTests : IAsyncLifetime
{
    private readonly FaultyStore.Plan _plan = new();
    private TestServer _server = null!;
    private ContractProgram _program = null!;

    private string Program => $"program={_program.Id}";

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(plan: _plan);
        _program = await ContractProgram.CreateAsync(_server, definition: null);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Activities_are_counted_by_what_became_of_them_and_commits_by_their_size()
    {
        using var measured = new Measurements();
        await _program.SellAsync("e1", "10", externalId: "one");
        await _program.SendAsync(ContractProgram.Sale("one"));
        await _program.SendAsync(ContractProgram.Sale("one", amount: "11"));
        await _program.SendAsync(ContractProgram.Sale("two", employee: "nobody"));
        await _program.PostAsync("activities", $"[{ContractProgram.Sale("three")}, {ContractProgram.Sale("four")}]");

        measured.Sum("gamifiedloyalty.activities", Program, "status=recorded", "code=").ShouldBe(3);
        measured.Sum("gamifiedloyalty.activities", Program, "status=duplicate", "code=").ShouldBe(1);
        measured.Sum("gamifiedloyalty.activities", Program, "status=conflict").ShouldBe(1);
        measured.Sum("gamifiedloyalty.activities", Program, "status=rejected", "code=unknownEmployee").ShouldBe(1);
        measured.Sum("gamifiedloyalty.commit.activities", Program).ShouldBe(3);
        measured.Sum("gamifiedloyalty.commit.commands", Program).ShouldBe(3);
        measured.Count("gamifiedloyalty.commit.duration", Program, "outcome=stored").ShouldBe(2);
    }

    [Fact]
    public async Task Commits_that_fail_are_told_apart()
    {
        using var measured = new Measurements();
        _plan.FailBefore(new HeadMovedException("Another node was quicker."));
        await _program.SellAsync("e1", "10");
        _plan.FailBefore(new StoreUnavailableException("The store is away."));
        (await _program.SendAsync(ContractProgram.Sale("lost"))).Code.ShouldBe(503);

        measured.Count("gamifiedloyalty.commit.duration", Program, "outcome=headMoved").ShouldBe(1);
        measured.Count("gamifiedloyalty.commit.duration", Program, "outcome=storeUnavailable").ShouldBe(1);
        measured.Sum("gamifiedloyalty.engine.faults", Program, "kind=storeUnavailable").ShouldBe(1);
    }

    [Fact]
    public async Task Boards_and_viewers_are_seen_where_they_are()
    {
        using var measured = new Measurements();
        await using var viewer = await HubConnection.OpenAsync(_server.Address, TestServer.AdminKey);
        await viewer.SubscribeAsync(_program.Id, "board/revenue/all");
        await _program.SellAsync("e1", "10");
        await viewer.ChangedAsync();

        measured.Count("gamifiedloyalty.boards.rebuild.duration", Program, $"provider={(TestStores.AreShared ? "redis" : "memory")}", "outcome=rebuilt").ShouldBeGreaterThan(0);
        measured.Now("gamifiedloyalty.boards.lag", Program).ShouldBe(0);
        measured.Now("gamifiedloyalty.queue.unanswered", Program).ShouldBe(0);
        measured.Now("gamifiedloyalty.program.version", Program).ShouldBe(await _program.VersionAsync());
        measured.Now("gamifiedloyalty.hub.channels", Program).ShouldBe(1);
        measured.Now("gamifiedloyalty.hub.lag", Program).ShouldBe(0);
        measured.Now("gamifiedloyalty.hub.viewers").ShouldBeGreaterThanOrEqualTo(0);
    }
}
