using GamifiedLoyalty.Engine.Ports;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing;
using GamifiedLoyalty.Testing.Faults;

namespace GamifiedLoyalty.Server.Tests.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task A_node_is_ready_once_its_programs_are_open()
    {
        await using var server = await TestServer.StartAsync();

        var live = await server.Client(null).GetAsync("/health/live");
        (live.Code, live.Json.GetProperty("status").GetString()).ShouldBe((200, "live"));
        var ready = await server.Client(null).GetAsync("/health/ready");
        (ready.Code, ready.Text).ShouldBe((200, """{"status":"ready","node":"serving","store":"ok","boards":"ok"}"""));
        ready.Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Fact]
    public async Task A_node_whose_store_is_away_lives_and_is_not_ready_and_tells_nothing_of_the_inside()
    {
        var plan = new FaultyStore.Plan();
        await using var server = await TestServer.StartAsync(plan: plan);
        plan.Ping = Task.FromException(new StoreUnavailableException("Host=db1 Password=secret is away."));

        (await server.Client(null).GetAsync("/health/live")).Code.ShouldBe(200);
        var ready = await server.Client(null).GetAsync("/health/ready");
        (ready.Code, ready.Text).ShouldBe((503, """{"status":"notReady","node":"serving","store":"away","boards":"ok"}"""));

        plan.Ping = null;
        (await server.Client(null).GetAsync("/health/ready")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_for_two_seconds_is_slow_and_the_node_not_ready()
    {
        var plan = new FaultyStore.Plan();
        var time = new ManualTime(DateTimeOffset.UnixEpoch.AddYears(56));
        await using var server = await TestServer.StartAsync(time, plan: plan);
        plan.Ping = new TaskCompletionSource().Task;

        var asked = server.Client(null).GetAsync("/health/ready");
        while (!asked.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(asked, Task.Delay(10, TestContext.Current.CancellationToken));
        }

        var ready = await asked;
        (ready.Code, ready.Json.GetProperty("store").GetString()).ShouldBe((503, "slow"));
    }
}
