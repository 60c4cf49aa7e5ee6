using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing;

namespace GamifiedLoyalty.Server.Tests.Hubs;

public sealed class LiveHubTests
{
    [Fact]
    public async Task A_subscription_answers_with_a_snapshot_and_then_sends_changes_with_rising_versions()
    {
        await using var server = await StartAsync();
        await SellAsync(server, "e1", 100);
        await using var hub = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);

        var answer = await hub.SubscribeAsync("acme", "board/revenue/all");
        answer.GetProperty("channel").GetString().ShouldBe("board/revenue/all");
        var snapshot = answer.GetProperty("snapshot");
        Rows(snapshot).ShouldBe(["e1 10000"]);
        snapshot.GetProperty("rows")[0].EnumerateObject().Select(p => p.Name).ShouldBe(["subject", "name", "score", "provisional", "reach"]);

        await SellAsync(server, "e2", 200);
        var changed = await hub.ChangedAsync();
        changed.GetProperty("channel").GetString().ShouldBe("board/revenue/all");
        changed.GetProperty("version").GetInt64().ShouldBeGreaterThan(answer.GetProperty("version").GetInt64());
        changed.GetProperty("at").GetDateTimeOffset();
        Rows(changed.GetProperty("changes")).ShouldBe(["e2 20000"]);
        changed.GetProperty("changes").GetProperty("total").GetInt32().ShouldBe(2);
        changed.GetProperty("changes").GetProperty("removed").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Coming_back_with_a_known_version_brings_only_what_was_missed()
    {
        await using var server = await StartAsync();
        await SellAsync(server, "e1", 100);
        await SellAsync(server, "e2", 50);
        long known;
        await using (var hub = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey))
        {
            known = (await hub.SubscribeAsync("acme", "board/revenue/all")).GetProperty("version").GetInt64();
        }

        await SellAsync(server, "e2", 500);
        await using var again = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);
        var answer = await again.SubscribeAsync("acme", "board/revenue/all", known);
        Rows(answer.GetProperty("changes")).ShouldBe(["e2 55000"]);

        var ahead = await again.SubscribeAsync("acme", "board/revenue/all", long.MaxValue);
        ahead.TryGetProperty("snapshot", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task When_one_leaves_the_top_hundred_the_entrant_is_sent()
    {
        await using var server = await StartAsync(people: 101);
        string? first = null;
        for (var i = 1; i <= 101; i++)
        {
            var sale = await SellAsync(server, $"e{i}", 1_000 - i);
            first ??= sale;
        }

        await using var hub = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);
        var answer = await hub.SubscribeAsync("acme", "board/revenue/all");
        answer.GetProperty("snapshot").GetProperty("rows").GetArrayLength().ShouldBe(100);
        answer.GetProperty("snapshot").GetProperty("total").GetInt32().ShouldBe(101);

        var reversed = await server.Admin.PostAsync($"/api/v1/programs/acme/activities/{first}/reversal", new { externalId = "r1", reason = "test" });
        reversed.Code.ShouldBe(200, reversed.Text);
        var changes = (await hub.ChangedAsync()).GetProperty("changes");
        changes.GetProperty("removed").EnumerateArray().Select(s => s.GetString()).ShouldBe(["e1"]);
        Rows(changes).ShouldBe(["e101 89900"]);
        changes.GetProperty("total").GetInt32().ShouldBe(100);
    }

    [Fact]
    public async Task A_viewer_whose_key_is_revoked_is_cut_off()
    {
        await using var server = await StartAsync();
        var key = await server.Admin.PostAsync("/api/v1/keys", new { name = "wall", programs = new[] { "acme" }, scope = "read" });
        await using var revoked = await HubConnection.OpenAsync(server.Address, key.Json.GetProperty("key").GetString());
        await using var other = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);
        await revoked.SubscribeAsync("acme", "board/revenue/all");
        await other.SubscribeAsync("acme", "board/revenue/all");

        (await server.Admin.DeleteAsync($"/api/v1/keys/{key.Json.GetProperty("id").GetString()}")).Code.ShouldBe(204);
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(() => revoked.ChangedAsync());
        await SellAsync(server, "e1", 100);
        Rows((await other.ChangedAsync()).GetProperty("changes")).ShouldBe(["e1 10000"]);
    }

    [Fact]
    public async Task A_board_without_period_sends_a_snapshot_when_its_period_rolls_over()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 12, 31, 22, 59, 50, TimeSpan.Zero));
        await using var server = await StartAsync(time);
        await SellAsync(server, "e1", 100);
        await using var hub = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);
        var answer = await hub.SubscribeAsync("acme", "board/revenue");
        answer.GetProperty("snapshot").GetProperty("period").GetString().ShouldBe("2026-Q4");

        var snapshot = (await hub.ChangedAsync(time, TimeSpan.FromSeconds(1))).GetProperty("snapshot");
        snapshot.GetProperty("period").GetString().ShouldBe("2027-Q1");
        snapshot.GetProperty("rows").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_call_without_a_request_is_refused_like_any_other()
    {
        await using var server = await StartAsync();
        await using var hub = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);

        (await hub.InvokeAsync("Subscribe", argument: null)).GetProperty("error").GetString()!.ShouldContain("unknownChannel");
        (await hub.InvokeAsync("Unsubscribe", argument: null)).ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("nowhere", "board/revenue", "unknownProgram")]
    [InlineData("acme", "board/nothing", "unknownBoard")]
    [InlineData("acme", "board/revenue/yesterday", "badPeriod")]
    [InlineData("acme", "board/points/2026", "periodNotOffered")]
    [InlineData("acme", "challenge/c1", "unknownChallenge")]
    [InlineData("acme", "jackpot/j1", "unknownChannel")]
    [InlineData("acme", "", "unknownChannel")]
    [InlineData("acme", "employee/nobody", "unknownEmployee")]
    [InlineData("acme", "partner/nobody", "unknownPartner")]
    [InlineData("acme", "screen/nothing", "unknownScreen")]
    public async Task What_cannot_be_followed_says_why(string program, string channel, string code)
    {
        await using var server = await StartAsync();
        await using var hub = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);
        (await hub.SubscribeAsync(program, channel)).GetProperty("error").GetString()!.ShouldContain($"HubException: {code}:");
    }

    [Fact]
    public async Task Strangers_follow_public_boards_only()
    {
        await using var server = await StartAsync();
        await server.PublishAsync("open", Samples.Definition.Replace("\"members\"", "\"public\"", StringComparison.Ordinal));
        await using var hub = await HubConnection.OpenAsync(server.Address, null);

        (await hub.SubscribeAsync("open", "board/revenue")).TryGetProperty("snapshot", out _).ShouldBeTrue();
        (await hub.SubscribeAsync("open", "employee/e1")).GetProperty("error").GetString()!.ShouldContain("unauthorized:");
        (await hub.SubscribeAsync("acme", "board/revenue")).GetProperty("error").GetString()!.ShouldContain("unauthorized:");
    }

    [Fact]
    public async Task A_wallet_is_followed()
    {
        await using var server = await StartAsync();
        await using var hub = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);
        var answer = await hub.SubscribeAsync("acme", "employee/e1");
        Available(answer.GetProperty("snapshot")).ShouldBe(0);

        await SellAsync(server, "e1", 100);
        var changes = (await hub.ChangedAsync()).GetProperty("changes");
        Available(changes).ShouldBe(150);
        changes.GetProperty("awards")[0].GetProperty("points").GetInt64().ShouldBe(150);
    }

    [Fact]
    public async Task Nothing_comes_after_unsubscribing()
    {
        await using var server = await StartAsync();
        await using var hub = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);
        await hub.SubscribeAsync("acme", "board/revenue");
        await hub.SubscribeAsync("acme", "board/points");
        await hub.InvokeAsync("Unsubscribe", "acme", "board/revenue");

        await SellAsync(server, "e1", 100);
        (await hub.ChangedAsync()).GetProperty("channel").GetString().ShouldBe("board/points");
        await SellAsync(server, "e2", 100);
        (await hub.ChangedAsync()).GetProperty("channel").GetString().ShouldBe("board/points");
    }

    private static long Available(JsonElement wallet) => wallet.GetProperty("balances")[0].GetProperty("available").GetInt64();

    private static string[] Rows(JsonElement board) =>
        [.. board.GetProperty("rows").EnumerateArray().Select(r => $"{r.GetProperty("subject").GetString()} {r.GetProperty("score").GetInt64()}")];

    private static async Task<TestServer> StartAsync(TimeProvider? time = null, int people = 2)
    {
        var server = await TestServer.StartAsync(time);
        await server.PublishAsync();
        await server.Admin.PutAsync("/api/v1/programs/acme/partners/p1", new { name = "Dealer" });
        var members = Enumerable.Range(1, people).Select(i => new { kind = "employee", id = $"e{i}", name = $"Person {i}", partner = "p1" });
        var answer = await server.Admin.PostAsync("/api/v1/programs/acme/members", members);
        answer.Code.ShouldBe(200, answer.Text);
        return server;
    }

    private static async Task<string> SellAsync(TestServer server, string employee, int euros)
    {
        var answer = await server.Admin.PostAsync(
            "/api/v1/programs/acme/activities",
            new { externalId = Guid.NewGuid().ToString("N"), type = "sale", employee, currency = "EUR", amount = $"{euros}" });
        answer.Code.ShouldBe(200, answer.Text);
        return answer.Json.GetProperty("activityId").GetString()!;
    }
}
