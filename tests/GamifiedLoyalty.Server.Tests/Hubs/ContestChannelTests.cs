using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Hubs;

public sealed class ContestChannelTests : IAsyncLifetime
{
    private const string Program = "/api/v1/programs/acme";
    private const string Channel = "screen/hall/challenge/sprint";

    private TestServer _server = null!;
    private HubConnection _hub = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.PublishAsync();
        await _server.Admin.PostAsync($"{Program}/members", new object[]
        {
            new { kind = "partner", id = "p1", name = "Northern Wheels", region = "North" }, new { kind = "partner", id = "p2", name = "Southern Wheels", region = "South" },
            new { kind = "employee", id = "e1", name = "Maya Lindqvist", partner = "p1" }, new { kind = "employee", id = "e2", name = "Noah van Dijk", partner = "p2" },
        });
        await _server.Admin.SendAsync(
            HttpMethod.Put, $"{Program}/challenges/sprint",
            """{ "name": "Sprint", "subject": "employee", "metric": { "measure": "amount" }, "start": "2020-01-01", "end": "2999-01-01" }""");
        await _server.Admin.PostAsync($"{Program}/challenges/sprint/submit");
        await SellAsync("e1", 30);
        await SellAsync("e2", 20);
        await SetAsync("""{ "scenes": [ { "type": "challenge", "challenge": "sprint" } ], "audience": { "regions": [ "North" ] } }""");
        var link = (await _server.Admin.PostAsync($"{Program}/screens/hall/link")).Json.GetProperty("url").GetString()!;
        _hub = await HubConnection.OpenAsync(_server.Address, link.Split("key=")[1]);
    }

    [Fact]
    public async Task A_screen_is_told_a_contest_in_parts_and_then_only_those_that_changed()
    {
        var parts = (await _hub.SubscribeAsync("acme", Channel)).GetProperty("snapshot");
        parts.EnumerateObject().Select(p => p.Name).ShouldBe(["head", "row/e1", "row/e2"], ignoreOrder: true);
        parts.GetProperty("row/e1").GetProperty("name").GetString().ShouldBe("Maya Lindqvist");
        parts.GetProperty("row/e2").GetProperty("name").GetString().ShouldBe("N. D.");
        parts.GetProperty("row/e2").TryGetProperty("company", out _).ShouldBeFalse();

        await SellAsync("e1", 5);

        var changes = await ChangesAsync("row/e1");
        changes.EnumerateObject().Select(p => p.Name).ShouldBe(["row/e1"]);
        changes.GetProperty("row/e1").GetProperty("shown").GetInt64().ShouldBe(3_500);
    }

    [Fact]
    public async Task A_screen_follows_only_contests_that_it_shows()
    {
        await SetAsync("""{ "boards": [ { "board": "revenue" } ] }""");
        (await _hub.SubscribeAsync("acme", Channel)).GetProperty("error").GetString()!.ShouldContain("forbidden:");

        await _server.Admin.SendAsync(HttpMethod.Put, $"{Program}/stage", """{ "scene": { "type": "winners", "challenge": "sprint" } }""");
        (await _hub.SubscribeAsync("acme", Channel)).TryGetProperty("error", out _).ShouldBeFalse();
        (await _hub.SubscribeAsync("acme", "screen/foyer/challenge/sprint")).GetProperty("error").GetString()!.ShouldContain("forbidden:");
    }

    [Fact]
    public async Task A_frozen_contest_stands_still_and_is_revealed_from_the_bottom_up()
    {
        await _hub.SubscribeAsync("acme", Channel);
        await ActAsync("freeze");
        (await ChangesAsync("head")).GetProperty("head").GetProperty("frozen").GetBoolean().ShouldBeTrue();

        await SellAsync("e2", 900);
        var page = (await _server.Admin.GetAsync("/p/acme/screen/hall")).Text;
        page.ShouldNotContain("92000");

        await ActAsync("reveal", """{ "fromPlace": 2 }""");
        var second = await ChangesAsync("head");
        second.GetProperty("head").GetProperty("revealedFrom").GetInt32().ShouldBe(2);

        // Whoever was second and is first now is not among the revealed: who won stays hidden.
        second.GetProperty("row/e2").ValueKind.ShouldBe(JsonValueKind.Null);
        second.GetProperty("row/e1").GetProperty("place").GetInt32().ShouldBe(2);

        await ActAsync("reveal", "{}");
        var all = await ChangesAsync("row/e2");
        all.GetProperty("row/e2").GetProperty("shown").GetInt64().ShouldBe(92_000);
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>What is told next in which a part occurs, as one with what comes before it.</summary>
    private async Task<JsonElement> ChangesAsync(string part)
    {
        for (; ; )
        {
            var told = await _hub.ChangedAsync();
            var parts = told.TryGetProperty("changes", out var changes) ? changes : told.GetProperty("snapshot");
            if (parts.TryGetProperty(part, out _))
            {
                return parts;
            }
        }
    }

    private async Task SetAsync(string settings) =>
        (await _server.Admin.SendAsync(HttpMethod.Put, $"{Program}/screens/hall", settings)).Code.ShouldBeOneOf(200, 201);

    private async Task ActAsync(string action, string? body = null) =>
        (await _server.Admin.SendAsync(HttpMethod.Post, $"{Program}/challenges/sprint/{action}", body)).Code.ShouldBe(200);

    private async Task SellAsync(string employee, int euros) => (await _server.Admin.PostAsync(
        $"{Program}/activities", new { externalId = Guid.NewGuid().ToString("N"), type = "sale", employee, currency = "EUR", amount = $"{euros}" })).Code.ShouldBe(200);
}
