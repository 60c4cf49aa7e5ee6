using System.Text.RegularExpressions;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Api;

public sealed partial class StagePageTests : IAsyncLifetime
{
    private const string Stage = "/api/v1/programs/acme/stage";

    private TestServer _server = null!;
    private FormBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.PublishAsync();
        await _server.Admin.SendAsync(
            HttpMethod.Put, "/api/v1/programs/acme/screens/hall", """{ "scenes": [ { "type": "board", "board": "revenue" }, { "type": "message", "text": "Lunch is served" } ] }""");
        _browser = new FormBrowser(_server, "/p/acme/stage");
    }

    [Fact]
    public async Task Only_a_manager_sees_and_sends_the_page()
    {
        (await _browser.SendAsync(null)).Code.ShouldBe(401);
        (await _browser.SendAsync("do=hold")).Code.ShouldBe(401);
        (await _browser.SendAsync("do=enter&key=wrong")).Code.ShouldBe(403);
        await EnterAsync();

        (await _browser.SendAsync(null)).Text.ShouldContain("Lunch is served");
        (await _browser.SendAsync("do=hold", withProof: false)).Code.ShouldBe(303);
        (await ReadAsync()).GetProperty("step").GetInt64().ShouldBe(0);

        // The same session opens the settings of screens.
        (await _browser.SendAsync(null, at: "/p/acme/screens/hall/settings")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task Every_button_does_what_it_says_without_script()
    {
        await EnterAsync();
        var key = Launch().Matches((await _browser.SendAsync(null)).Text)[1].Groups["key"].Value;

        await PressAsync($"do=launch&scene={key}");
        (await ReadAsync()).GetProperty("scene").GetProperty("text").GetString().ShouldBe("Lunch is served");
        await PressAsync("do=message&text=Fire+drill&small=Use+the+stairs");
        (await ReadAsync()).GetProperty("scene").GetProperty("small").GetString().ShouldBe("Use the stairs");
        (await _browser.SendAsync(null)).Text.ShouldContain("Fire drill");
        await PressAsync("do=countdown&minutes=10&text=Final");
        var until = (await ReadAsync()).GetProperty("scene").GetProperty("until").GetDateTimeOffset();
        until.ShouldBeInRange(TimeProvider.System.GetUtcNow().AddMinutes(8), TimeProvider.System.GetUtcNow().AddMinutes(11));
        await PressAsync("do=undo");
        (await ReadAsync()).GetProperty("scene").GetProperty("text").GetString().ShouldBe("Fire drill");
        await PressAsync("do=hold");
        await PressAsync("do=rehearse");
        var stage = await ReadAsync();
        (stage.GetProperty("hold").GetBoolean(), stage.GetProperty("rehearsal").GetBoolean()).ShouldBe((true, true));
        await PressAsync("do=release");
        await PressAsync("do=perform");
        await PressAsync("do=playlist");
        stage = await ReadAsync();
        (stage.GetProperty("hold").GetBoolean(), stage.GetProperty("rehearsal").GetBoolean()).ShouldBe((false, false));
        stage.GetProperty("scene").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        await PressAsync("do=celebrate&text=North&small=");
        (await ReadAsync()).GetProperty("celebration").GetProperty("text").GetString().ShouldBe("North");
    }

    [Fact]
    public async Task The_contest_on_stage_is_frozen_and_revealed_from_the_page()
    {
        const string sprint = "/api/v1/programs/acme/challenges/sprint";
        await _server.Admin.SendAsync(
            HttpMethod.Put, sprint, """{ "name": "Sprint", "subject": "employee", "metric": { "measure": "amount" }, "start": "2020-01-01", "end": "2999-01-01" }""");
        await _server.Admin.PostAsync($"{sprint}/submit");
        await _server.Admin.PostAsync("/api/v1/programs/acme/activities", new { externalId = "s1", type = "sale", employee = "e1", currency = "EUR", amount = "10" });
        await EnterAsync();
        await PressAsync("do=freeze");
        await _server.Admin.SendAsync(HttpMethod.Put, Stage, """{ "scene": { "type": "winners", "challenge": "sprint" } }""");
        (await _browser.SendAsync(null)).Text.ShouldContain("value=\"freeze\"");

        await PressAsync("do=freeze");
        (await _server.Admin.GetAsync(sprint)).Json.GetProperty("frozen").GetBoolean().ShouldBeTrue();
        (await _browser.SendAsync(null)).Text.ShouldContain("Nothing is revealed yet");
        await PressAsync("do=reveal");
        (await _server.Admin.GetAsync(sprint)).Json.GetProperty("frozen").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("do=launch&scene=none")]
    [InlineData("do=message&text=")]
    [InlineData("do=countdown&minutes=soon")]
    [InlineData("do=countdown&minutes=0")]
    [InlineData("do=celebrate&text=")]
    [InlineData("do=dance")]
    public async Task What_cannot_be_shown_is_said_and_changes_nothing(string form)
    {
        await EnterAsync();

        (await _browser.SendAsync(form)).Code.ShouldBe(303);

        (await _browser.SendAsync(null, at: "/p/acme/stage?done=faulty")).Text.ShouldContain("That could not be shown");
        (await ReadAsync()).GetProperty("step").GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task A_short_code_leads_to_what_is_on_the_screen_and_gives_no_right()
    {
        var page = (await _server.Admin.GetAsync("/p/acme/screen/hall")).Text;
        var code = Code().Match(page).Groups["code"].Value;
        code.Length.ShouldBe(6);
        var phone = _server.Client(null);

        // The program shows its boards to members only: a stranger is not even told which board it is.
        (await phone.GetAsync($"/j/{code}")).Headers["Location"].ShouldBe("/p/acme");
        (await _server.Admin.GetAsync($"/j/{code}")).Headers["Location"].ShouldBe("/p/acme/boards/revenue");
        (await phone.GetAsync($"/j/{code.ToLowerInvariant()}")).Code.ShouldBe(302);
        await _server.Admin.SendAsync(HttpMethod.Put, Stage, """{ "scene": { "type": "podium", "board": "points" } }""");
        (await _server.Admin.GetAsync($"/j/{code}")).Headers["Location"].ShouldBe("/p/acme/boards/points");
        (await phone.GetAsync("/j/ZZZZZZ")).Code.ShouldBe(404);
        (await phone.GetAsync("/j/..")).Code.ShouldBe(404);
        (await _server.Client(code).GetAsync("/api/v1/programs/acme/boards")).Code.ShouldBe(401);

        await _server.Admin.DeleteAsync("/api/v1/programs/acme/screens/hall");
        (await phone.GetAsync($"/j/{code}")).Code.ShouldBe(404);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task EnterAsync() => (await _browser.SendAsync($"do=enter&key={TestServer.AdminKey}")).Code.ShouldBe(303);

    private async Task PressAsync(string form) => (await _browser.SendAsync(form)).Code.ShouldBe(303);

    private async Task<System.Text.Json.JsonElement> ReadAsync() => (await _server.Admin.GetAsync(Stage)).Json;

    [GeneratedRegex("name=\"scene\" value=\"(?<key>[0-9a-f]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Launch();

    [GeneratedRegex("/j/(?<code>[0-9A-Z]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
