using GamifiedLoyalty.Server.Tests.Activities;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Hubs;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing;
using GamifiedLoyalty.Testing.Faults;

namespace GamifiedLoyalty.Server.Tests.Hosting;

public sealed class DrainTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact(Timeout = 120_000)]
    public async Task A_stopping_node_says_so_at_once_serves_until_the_drain_ends_and_sends_viewers_elsewhere()
    {
        var time = new ManualTime(Noon);
        await using var server = await TestServer.StartAsync(time, ["--Server:DrainSeconds=5"]);
        var program = await ContractProgram.CreateAsync(server, definition: null);
        await using var viewer = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);
        await viewer.SubscribeAsync(program.Id, "board/revenue/all");

        var stopping = server.StopAsync();

        var ready = await server.Client(null).GetAsync("/health/ready");
        (ready.Code, ready.Json.GetProperty("node").GetString()).ShouldBe((503, "stopping"));
        (await server.Client(null).GetAsync("/health/live")).Code.ShouldBe(200);
        await program.SellAsync("e1", "10");
        stopping.IsCompleted.ShouldBeFalse();

        time.Advance(TimeSpan.FromSeconds(5));
        (await viewer.ClosedAsync()).GetProperty("allowReconnect").GetBoolean().ShouldBeTrue();
        await viewer.DisposeAsync();
        await stopping;
    }

    [Fact(Timeout = 120_000)]
    public async Task A_sale_whose_commit_is_under_way_at_the_stop_is_stored_and_answered()
    {
        var plan = new FaultyStore.Plan();
        await using var server = await TestServer.StartAsync(plan: plan);
        var program = await ContractProgram.CreateAsync(server, definition: null);
        var (before, gate) = (plan.Commits, plan.Hold());
        var sale = program.SellAsync("e1", "10");
        await Eventually.TrueAsync(() => plan.Commits > before);

        var stopping = server.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        gate.SetResult();

        await sale;
        await stopping;
    }
}
