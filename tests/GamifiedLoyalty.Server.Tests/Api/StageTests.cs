using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Hubs;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Api;

public sealed class StageTests : IAsyncLifetime
{
    private const string Program = "/api/v1/programs/acme";
    private const string Stage = $"{Program}/stage";
    private const string Message = """{ "scene": { "type": "message", "text": "Lunch" } }""";
    private const string Podium = """{ "scene": { "type": "podium", "board": "points" }, "hold": true }""";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.PublishAsync();
        await _server.Admin.PostAsync($"{Program}/members", new object[] { new { kind = "employee", id = "e1", name = "Maya Lindqvist" } });
        await _server.Admin.PutAsync($"{Program}/screens/hall", new { boards = new[] { new { board = "revenue" } } });
        await _server.Admin.PutAsync($"{Program}/screens/foyer", new { boards = new[] { new { board = "revenue" } } });
    }

    [Fact]
    public async Task What_a_conductor_sets_is_read_back_and_undone_step_by_step()
    {
        (await _server.Admin.GetAsync(Stage)).Json.GetProperty("scene").ValueKind.ShouldBe(JsonValueKind.Null);
        (await PutAsync(Message)).Json.GetProperty("step").GetInt64().ShouldBe(1);
        (await PutAsync(Podium)).Json.GetProperty("step").GetInt64().ShouldBe(2);

        var stage = (await _server.Admin.GetAsync(Stage)).Json;
        stage.GetProperty("scene").GetProperty("type").GetString().ShouldBe("podium");
        stage.GetProperty("hold").GetBoolean().ShouldBeTrue();
        stage.GetProperty("previous").GetArrayLength().ShouldBe(2);

        (await _server.Admin.PostAsync($"{Stage}/undo")).Code.ShouldBe(200);
        (await _server.Admin.GetAsync(Stage)).Json.GetProperty("scene").GetProperty("text").GetString().ShouldBe("Lunch");
        await _server.Admin.PostAsync($"{Stage}/undo");
        (await _server.Admin.GetAsync(Stage)).Json.GetProperty("scene").ValueKind.ShouldBe(JsonValueKind.Null);

        // There is nothing before the beginning, and nothing is written for that.
        var before = (await _server.Admin.GetAsync(Stage)).Json.GetProperty("version").GetInt64();
        (await _server.Admin.PostAsync($"{Stage}/undo")).Json.GetProperty("version").GetInt64().ShouldBe(before);
    }

    [Theory]
    [InlineData("""{ "scene": { "type": "board", "board": "none" } }""", "unknownBoard", "/scene/board")]
    [InlineData("""{ "scene": { "type": "message" } }""", "required", "/scene/text")]
    [InlineData("""{ "scene": "board" }""", "wrongType", "/scene")]
    [InlineData("""{ "hold": 1 }""", "wrongType", "/hold")]
    [InlineData("""{ "curtain": true }""", "unknownField", "/curtain")]
    public async Task A_faulty_wish_changes_nothing(string body, string code, string pointer)
    {
        var answer = await PutAsync(body);

        answer.Code.ShouldBe(422);
        answer.Problem.ShouldBe(code);
        answer.Json.GetProperty("pointer").GetString().ShouldBe(pointer);
        (await _server.Admin.GetAsync(Stage)).Json.GetProperty("step").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task Only_a_key_with_scope_manage_conducts()
    {
        var writer = _server.Client((await _server.Admin.PostAsync("/api/v1/keys", new { name = "w", programs = new[] { "acme" }, scope = "write" }))
            .Json.GetProperty("key").GetString());

        (await writer.SendAsync(HttpMethod.Put, Stage, Message)).Code.ShouldBe(403);
        (await writer.GetAsync(Stage)).Code.ShouldBe(403);
        (await writer.PostAsync($"{Stage}/undo")).Code.ShouldBe(403);
        (await writer.PostAsync($"{Stage}/celebration", new { text = "Us" })).Code.ShouldBe(403);
    }

    [Fact]
    public async Task Every_screen_is_told_at_once_by_its_own_channel()
    {
        await using var hub = await HubConnection.OpenAsync(_server.Address, TestServer.AdminKey);
        var first = (await hub.SubscribeAsync("acme", "screen/hall")).GetProperty("snapshot").GetProperty("stage");
        first.GetProperty("scene").ValueKind.ShouldBe(JsonValueKind.Null);
        await hub.SubscribeAsync("acme", "screen/foyer");

        await PutAsync(Message);
        var told = new[] { await hub.ChangedAsync(), await hub.ChangedAsync() };

        told.Select(t => t.GetProperty("channel").GetString()).ShouldBe(["screen/hall", "screen/foyer"], ignoreOrder: true);
        var keys = told.Select(t => t.GetProperty("changes").GetProperty("stage").GetProperty("scene").GetString()).Distinct(StringComparer.Ordinal).ToList();
        keys.Count.ShouldBe(1);
        (await _server.Admin.GetAsync("/p/acme/screen/hall")).Text.ShouldContain($"data-key=\"{keys[0]}\" data-extra=\"true\"");
    }

    [Fact]
    public async Task A_screen_may_follow_the_board_that_was_launched_on_it_and_no_other()
    {
        var link = (await _server.Admin.PostAsync($"{Program}/screens/hall/link")).Json.GetProperty("url").GetString()!;
        await using var hub = await HubConnection.OpenAsync(_server.Address, link.Split("key=")[1]);
        (await hub.SubscribeAsync("acme", "board/points")).GetProperty("error").GetString()!.ShouldContain("forbidden:");

        await PutAsync(Podium);

        (await hub.SubscribeAsync("acme", "board/points")).TryGetProperty("error", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_celebration_is_told_with_its_time_and_name()
    {
        await using var hub = await HubConnection.OpenAsync(_server.Address, TestServer.AdminKey);
        await hub.SubscribeAsync("acme", "screen/hall");

        (await _server.Admin.PostAsync($"{Stage}/celebration", new { text = "North", small = "100 sales" })).Code.ShouldBe(200);

        var told = (await hub.ChangedAsync()).GetProperty("changes").GetProperty("stage").GetProperty("celebration");
        told.GetProperty("text").GetString().ShouldBe("North");
        told.GetProperty("id").GetString().ShouldNotBeNullOrEmpty();
        told.GetProperty("at").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task A_rehearsal_tells_screens_nothing_real()
    {
        await SellAsync("before");
        await PutAsync("""{ "rehearsal": true }""");
        await using var hub = await HubConnection.OpenAsync(_server.Address, TestServer.AdminKey);

        (await hub.SubscribeAsync("acme", "screen/hall")).GetProperty("snapshot").TryGetProperty("sales", out _).ShouldBeFalse();
        (await _server.Admin.GetAsync("/p/acme/screen/hall")).Text.ShouldNotContain("Maya");
        await SellAsync("during");
        (await hub.ChangedAsync()).GetProperty("changes").TryGetProperty("sales", out _).ShouldBeFalse();

        // Everybody else goes on seeing what is so.
        (await _server.Admin.GetAsync("/p/acme/boards/revenue")).Text.ShouldContain("Maya");
        await PutAsync("{}");
        (await _server.Admin.GetAsync("/p/acme/screen/hall")).Text.ShouldContain("Maya");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<Answer> PutAsync(string body) => _server.Admin.SendAsync(HttpMethod.Put, Stage, body);

    private async Task SellAsync(string id) => (await _server.Admin.PostAsync(
        $"{Program}/activities", new { externalId = id, type = "sale", employee = "e1", currency = "EUR", amount = "10" })).Code.ShouldBe(200);
}
