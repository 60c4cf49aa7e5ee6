using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Hubs;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing.Services;

namespace GamifiedLoyalty.Server.Tests.Hosting;

/// <summary>The server with boards in Redis, and what its users see while Redis is away or boards are rebuilt.</summary>
public sealed class RedisBoardsTests : IAsyncLifetime
{
    private const string Board = "/api/v1/programs/acme/boards/revenue";
    private const string Away = ">The boards cannot be read for now";
    private const string Rebuilding = ">This board is being rebuilt";

    private RedisServer _redis = null!;
    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        if (!RedisServer.IsInstalled)
        {
            Environment.GetEnvironmentVariable("REQUIRE_ALL").ShouldNotBe("1", RedisServer.Missing);
            Assert.Skip(RedisServer.Missing);
        }

        _redis = await RedisServer.StartAsync();
        _server = await TestServer.StartAsync(settings: ["--Boards:Provider=redis", $"--Boards:ConnectionString={_redis.ConnectionString}"]);
        await _server.PublishAsync();
        foreach (var employee in new[] { "e1", "e2" })
        {
            await _server.Admin.PutAsync($"/api/v1/programs/acme/employees/{employee}", new { name = $"Person {employee}" });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_redis?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_sale_that_was_answered_is_on_the_board_in_Redis()
    {
        for (var euros = 1; euros <= 30; euros++)
        {
            await SellAsync("e1", euros);
            (await BoardAsync()).Json.GetProperty("rows")[0].GetProperty("score").GetInt64().ShouldBe(euros * (euros + 1) * 50);
        }

        var answer = await BoardAsync();
        answer.Json.TryGetProperty("rebuilding", out _).ShouldBeFalse();
        answer.Json.GetProperty("total").GetInt32().ShouldBe(1);
        (await _redis.SendAsync("DBSIZE")).ShouldNotStartWith(":0");
        (await HealthAsync()).ShouldBe("ready, boards ok");
    }

    [Fact]
    public async Task While_Redis_is_away_sales_go_on_and_everything_that_shows_boards_says_so_and_recovers()
    {
        await SellAsync("e1", 10);
        await using var hub = await HubConnection.OpenAsync(_server.Address, TestServer.AdminKey);
        Rows((await hub.SubscribeAsync("acme", "board/revenue/all")).GetProperty("snapshot")).ShouldBe(["e1 1000"]);

        await _redis.StopAsync();
        await SellAsync("e2", 20);
        var told = (await hub.ChangedAsync()).GetProperty("snapshot");
        told.GetProperty("unavailable").GetBoolean().ShouldBeTrue();
        Rows(told).ShouldBe(["e1 1000"]);

        var refused = await BoardAsync();
        (refused.Code, refused.Problem).ShouldBe((503, "boardsUnavailable"));
        refused.Headers.ShouldContainKey("Retry-After");
        (await _server.Admin.GetAsync($"{Board}/around/e1?period=all")).Problem.ShouldBe("boardsUnavailable");
        foreach (var page in new[] { "/p/acme/boards/revenue", "/p/acme", "/p/acme/employees/e1" })
        {
            var shown = await _server.Admin.GetAsync(page);
            shown.Code.ShouldBe(200, page);
            shown.Text.ShouldContain(Away, customMessage: page);
        }

        (await HealthAsync()).ShouldBe("ready, boards away");

        await _redis.StartAgainAsync();
        var back = (await hub.ChangedAsync()).GetProperty("snapshot");
        while (back.TryGetProperty("unavailable", out _) || back.TryGetProperty("rebuilding", out _))
        {
            back = (await hub.ChangedAsync()).GetProperty("snapshot");
        }

        Rows(back).ShouldBe(["e2 2000", "e1 1000"]);
        (await BoardAsync()).Json.GetProperty("total").GetInt32().ShouldBe(2);
        (await _server.Admin.GetAsync("/p/acme/boards/revenue")).Text.ShouldNotContain(Away);
        (await HealthAsync()).ShouldBe("ready, boards ok");
    }

    [Fact]
    public async Task While_a_board_is_rebuilt_answers_pages_and_the_hub_say_so()
    {
        await SellAsync("e1", 10);
        await BoardAsync();
        var meta = (await _redis.SendAsync("KEYS *:all:meta")).Split("\r\n")[2];

        // Another node seems to be at it.
        await _redis.SendAsync("FLUSHALL");
        var turn = meta.Replace(":meta", ":turn", StringComparison.Ordinal);
        await _redis.SendAsync($"SET {turn} other PX 60000");
        await using var hub = await HubConnection.OpenAsync(_server.Address, TestServer.AdminKey);
        var first = (await hub.SubscribeAsync("acme", "board/revenue/all")).GetProperty("snapshot");
        first.GetProperty("rebuilding").GetBoolean().ShouldBeTrue();

        var answer = await BoardAsync();
        answer.Code.ShouldBe(200, answer.Text);
        answer.Json.GetProperty("rebuilding").GetBoolean().ShouldBeTrue();
        answer.Json.GetProperty("rows").GetArrayLength().ShouldBe(0);
        var around = await _server.Admin.GetAsync($"{Board}/around/e1?period=all");
        (around.Code, around.Json.GetProperty("rebuilding").GetBoolean()).ShouldBe((200, true));
        (await _server.Admin.GetAsync($"{Board}/history?subject=e1&period=all")).Problem.ShouldBe("boardsUnavailable");
        (await _server.Admin.GetAsync("/p/acme/boards/revenue?period=all")).Text.ShouldContain(Rebuilding);

        await _redis.SendAsync($"DEL {turn}");
        var final = (await hub.ChangedAsync()).GetProperty("snapshot");
        final.TryGetProperty("rebuilding", out _).ShouldBeFalse();
        Rows(final).ShouldBe(["e1 1000"]);
        (await BoardAsync()).Json.GetProperty("rows").GetArrayLength().ShouldBe(1);
    }

    private Task<Answer> BoardAsync() => _server.Admin.GetAsync($"{Board}?period=all");

    private async Task<string> HealthAsync()
    {
        var answer = await _server.Client(null).GetAsync("/health/ready");
        return $"{answer.Json.GetProperty("status").GetString()}, boards {answer.Json.GetProperty("boards").GetString()}";
    }

    private async Task SellAsync(string employee, int euros)
    {
        var answer = await _server.Admin.PostAsync(
            "/api/v1/programs/acme/activities",
            new { externalId = Guid.NewGuid().ToString("N"), type = "sale", employee, currency = "EUR", amount = euros.ToString(CultureInfo.InvariantCulture) });
        answer.Code.ShouldBe(200, answer.Text);
    }

    private static string[] Rows(JsonElement told) =>
        [.. told.GetProperty("rows").EnumerateArray().Select(r => $"{r.GetProperty("subject").GetString()} {r.GetProperty("score").GetInt64()}")];
}
