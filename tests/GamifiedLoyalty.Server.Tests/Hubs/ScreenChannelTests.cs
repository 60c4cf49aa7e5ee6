using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Hubs;

public sealed class ScreenChannelTests : IAsyncLifetime
{
    private const string Program = "/api/v1/programs/acme";

    private TestServer _server = null!;
    private HubConnection _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.PublishAsync();
        await _server.Admin.PostAsync($"{Program}/members", new object[]
        {
            new { kind = "partner", id = "p1", name = "Dealer One" },
            new { kind = "employee", id = "e1", name = "Maya", partner = "p1" },
            new { kind = "employee", id = "e2", name = "Noah", partner = "p1" },
        });
        await SetAsync("""{ "boards": [ { "board": "revenue" } ], "celebrations": { "threshold": "500.00", "firstPlace": true } }""");
        await SellAsync("e1", 100);
        await SellAsync("e2", 50);
        _hub = await HubConnection.OpenAsync(_server.Address, TestServer.AdminKey);
    }

    [Fact]
    public async Task A_subscription_answers_with_settings_and_the_latest_sales_and_nothing_to_celebrate()
    {
        await SellAsync("e1", 5_000);

        var snapshot = (await _hub.SubscribeAsync("acme", "screen/hall")).GetProperty("snapshot");

        snapshot.GetProperty("revision").GetInt64().ShouldBeGreaterThan(0);
        snapshot.GetProperty("settings").GetProperty("boards").GetArrayLength().ShouldBe(1);
        snapshot.GetProperty("sales").EnumerateArray().Select(Text).ShouldBe(["Maya Dealer One 10000", "Noah Dealer One 5000", "Maya Dealer One 500000"]);
        snapshot.TryGetProperty("moments", out _).ShouldBeFalse();
        (await _server.Admin.GetAsync("/p/acme")).Text.ShouldContain($"/assets/{snapshot.GetProperty("bundle").GetString()}/app.js");
    }

    [Fact]
    public async Task A_large_sale_and_a_first_place_taken_are_told_once_with_the_version_and_time()
    {
        await _hub.SubscribeAsync("acme", "screen/hall");
        await SellAsync("e2", 500);

        var moments = (await _hub.ChangedAsync()).GetProperty("changes").GetProperty("moments").EnumerateArray().ToList();

        moments.Select(m => m.GetProperty("kind").GetString()).ShouldBe(["sale", "firstPlace"]);
        moments.ShouldAllBe(m => m.GetProperty("name").GetString() == "Noah" && m.GetProperty("version").GetInt64() > 0);
        moments[1].GetProperty("board").GetString().ShouldBe("revenue");
        moments[1].GetProperty("amount").GetInt64().ShouldBe(55_000);
        moments[0].GetProperty("at").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);

        await SellAsync("e2", 1);
        (await _hub.ChangedAsync()).GetProperty("changes").TryGetProperty("moments", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_reversal_celebrates_nobody_and_takes_the_sale_out_of_what_is_told()
    {
        var first = await SellAsync("e1", 400);
        await _hub.SubscribeAsync("acme", "screen/hall");

        (await _server.Admin.PostAsync($"{Program}/activities/{first}/reversal", new { externalId = "r1", reason = "test" })).Code.ShouldBe(200);
        var changes = (await _hub.ChangedAsync()).GetProperty("changes");
        changes.GetProperty("withdrawn").EnumerateArray().Select(a => a.GetString()).ShouldBe([first]);
        changes.TryGetProperty("moments", out _).ShouldBeFalse();

        // Whoever led comes up again because another's sale is taken back: that is no first place taken.
        var taken = await SellAsync("e2", 90);
        (await _hub.ChangedAsync()).GetProperty("changes").GetProperty("moments").GetArrayLength().ShouldBe(1);
        await _server.Admin.PostAsync($"{Program}/activities/{taken}/reversal", new { externalId = "r1", reason = "test" });
        (await _hub.ChangedAsync()).GetProperty("changes").TryGetProperty("moments", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_sale_of_another_day_is_counted_but_neither_told_nor_celebrated()
    {
        await _hub.SubscribeAsync("acme", "screen/hall");
        await _server.Admin.SendAsync(
            HttpMethod.Post, $"{Program}/activities",
            """{ "externalId": "old", "type": "sale", "occurredAt": "2026-01-05", "employee": "e2", "currency": "EUR", "amount": "9000" }""");
        await SellAsync("e1", 1);

        var changes = (await _hub.ChangedAsync()).GetProperty("changes");
        changes.GetProperty("sales").EnumerateArray().Select(Text).ShouldBe(["Maya Dealer One 100"]);
        changes.TryGetProperty("moments", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Coming_back_brings_only_what_was_missed()
    {
        var known = (await _hub.SubscribeAsync("acme", "screen/hall")).GetProperty("version").GetInt64();
        await SellAsync("e1", 700);
        await using var again = await HubConnection.OpenAsync(_server.Address, TestServer.AdminKey);

        var changes = (await again.SubscribeAsync("acme", "screen/hall", known)).GetProperty("changes");

        changes.GetProperty("sales").EnumerateArray().Select(Text).ShouldBe(["Maya Dealer One 70000"]);
        changes.GetProperty("moments").GetArrayLength().ShouldBe(1);
        changes.TryGetProperty("settings", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Changed_settings_are_told()
    {
        var before = (await _hub.SubscribeAsync("acme", "screen/hall")).GetProperty("snapshot").GetProperty("revision").GetInt64();

        await SetAsync("""{ "boards": [ { "board": "revenue" } ], "ticker": false }""");

        var changes = (await _hub.ChangedAsync()).GetProperty("changes");
        changes.GetProperty("revision").GetInt64().ShouldBeGreaterThan(before);
        changes.GetProperty("settings").GetProperty("ticker").GetBoolean().ShouldBeFalse();
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static string Text(JsonElement sale) =>
        $"{sale.GetProperty("name").GetString()} {sale.GetProperty("company").GetString()} {sale.GetProperty("amount").GetInt64()}";

    private async Task SetAsync(string settings)
    {
        var answer = await _server.Admin.SendAsync(HttpMethod.Put, $"{Program}/screens/hall", settings);
        answer.Code.ShouldBeOneOf(200, 201);
    }

    private async Task<string> SellAsync(string employee, int euros)
    {
        var answer = await _server.Admin.PostAsync(
            $"{Program}/activities",
            new { externalId = Guid.NewGuid().ToString("N"), type = "sale", employee, currency = "EUR", amount = $"{euros}" });
        answer.Code.ShouldBe(200, answer.Text);
        return answer.Json.GetProperty("activityId").GetString()!;
    }
}
