using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Api;

public sealed class ScreenTests : IAsyncLifetime
{
    private const string Screen = "/api/v1/programs/acme/screens/hall";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.PublishAsync();
    }

    [Fact]
    public async Task Settings_are_kept_and_read_back()
    {
        var body = new { title = new { en = "Hall", fr = "Salle" }, boards = new[] { new { board = "revenue", period = "week", seconds = 5 } }, theme = "light", rows = 12 };
        var created = await _server.Admin.PutAsync(Screen, body);
        created.Code.ShouldBe(201);
        (await _server.Admin.PutAsync(Screen, body)).Code.ShouldBe(200);

        var read = await _server.Admin.GetAsync(Screen);
        read.Json.GetProperty("id").GetString().ShouldBe("hall");
        read.Json.GetProperty("boards")[0].GetProperty("period").GetString().ShouldBe("week");
        read.Json.GetProperty("title").GetProperty("fr").GetString().ShouldBe("Salle");
        read.Json.GetProperty("version").GetInt64().ShouldBeGreaterThanOrEqualTo(created.Json.GetProperty("version").GetInt64());
    }

    [Theory]
    [InlineData("""{}""", "required", "/boards")]
    [InlineData("""{"boards":[{"board":"none"}]}""", "unknownBoard", "/boards/0/board")]
    [InlineData("""{"boards":[{"board":"revenue","period":"soon"}]}""", "badPeriod", "/boards/0/period")]
    [InlineData("""{"boards":[{"board":"points","period":"week"}]}""", "periodNotOffered", "/boards/0/period")]
    [InlineData("""{"boards":[{"board":"revenue","seconds":0}]}""", "outOfRange", "/boards/0/seconds")]
    [InlineData("""{"boards":[{"board":"revenue","colour":"red"}]}""", "unknownField", "/boards/0/colour")]
    [InlineData("""{"boards":[{"board":"revenue"}],"theme":"pink"}""", "badValue", "/theme")]
    [InlineData("""{"boards":[{"board":"revenue"}],"rows":1000}""", "outOfRange", "/rows")]
    [InlineData("""{"boards":[{"board":"revenue"}],"locale":"de"}""", "unknownLocale", "/locale")]
    [InlineData("""{"boards":[{"board":"revenue"}],"ticker":"yes"}""", "wrongType", "/ticker")]
    [InlineData("""{"boards":[{"board":"revenue"}],"celebrations":[]}""", "wrongType", "/celebrations")]
    [InlineData("""{"boards":[{"board":"revenue"}],"celebrations":{"threshold":"-1"}}""", "badAmount", "/celebrations/threshold")]
    [InlineData("""{"boards":[{"board":"revenue"}],"celebrations":{"threshold":"much"}}""", "badAmount", "/celebrations/threshold")]
    [InlineData("""{"boards":[{"board":"revenue"}],"celebrations":{"firstPlace":1}}""", "wrongType", "/celebrations/firstPlace")]
    [InlineData("""{"boards":[{"board":"revenue"}],"celebrations":{"throttleSeconds":-1}}""", "outOfRange", "/celebrations/throttleSeconds")]
    [InlineData("""{"boards":[{"board":"revenue"}],"celebrations":{"fireworks":true}}""", "unknownField", "/celebrations/fireworks")]
    public async Task Faulty_settings_are_refused(string body, string code, string pointer)
    {
        var answer = await _server.Admin.SendAsync(HttpMethod.Put, Screen, body);

        answer.Code.ShouldBe(422);
        answer.Problem.ShouldBe(code);
        answer.Json.GetProperty("pointer").GetString().ShouldBe(pointer);
        (await _server.Admin.GetAsync(Screen)).Problem.ShouldBe("unknownScreen");
    }

    [Fact]
    public async Task A_screens_link_opens_its_page_until_it_is_revoked()
    {
        await _server.Admin.PutAsync(Screen, new { boards = new[] { new { board = "revenue" } } });
        var made = await _server.Admin.PostAsync($"{Screen}/link");
        made.Code.ShouldBe(201);
        var url = made.Json.GetProperty("url").GetString()!;
        url.ShouldStartWith($"{_server.Address}p/acme/screen/hall?key=");
        var stranger = _server.Client(null);
        (await stranger.GetAsync(url)).Code.ShouldBe(200);
        (await stranger.GetAsync("/p/acme/screen/hall?key=wrong")).Code.ShouldBe(401);

        (await _server.Admin.DeleteAsync($"{Screen}/link")).Code.ShouldBe(204);

        (await stranger.GetAsync(url)).Code.ShouldBe(401);
    }

    [Fact]
    public async Task A_screens_key_is_no_api_key()
    {
        await _server.Admin.PutAsync(Screen, new { boards = new[] { new { board = "revenue" } } });
        var url = (await _server.Admin.PostAsync($"{Screen}/link")).Json.GetProperty("url").GetString()!;

        (await _server.Client(url.Split("key=")[1]).GetAsync(Screen)).Code.ShouldBe(401);
    }

    [Fact]
    public async Task A_removed_screen_is_gone_with_its_links()
    {
        await _server.Admin.PutAsync(Screen, new { boards = new[] { new { board = "revenue" } } });
        var url = (await _server.Admin.PostAsync($"{Screen}/link")).Json.GetProperty("url").GetString()!;

        (await _server.Admin.DeleteAsync(Screen)).Code.ShouldBe(204);

        (await _server.Admin.GetAsync(Screen)).Problem.ShouldBe("unknownScreen");
        (await _server.Admin.DeleteAsync(Screen)).Problem.ShouldBe("unknownScreen");
        (await _server.Admin.PostAsync($"{Screen}/link")).Problem.ShouldBe("unknownScreen");
        (await _server.Client(null).GetAsync(url)).Code.ShouldBe(401);
    }

    [Fact]
    public async Task Who_changed_what_is_in_the_audit_trail()
    {
        await _server.Admin.PutAsync(Screen, new { boards = new[] { new { board = "revenue" } } });
        await _server.Admin.PostAsync($"{Screen}/link");

        var audit = await _server.Admin.GetAsync("/api/v1/programs/acme/audit?limit=1");
        var newest = audit.Json.GetProperty("items").EnumerateArray().Single();
        newest.GetProperty("action").GetString().ShouldBe("screen.linked");
        newest.GetProperty("actor").GetString().ShouldBe("key:admin");
        newest.GetProperty("target").GetString().ShouldBe("screen:hall");

        var older = await _server.Admin.GetAsync($"/api/v1/programs/acme/audit?cursor={audit.Json.GetProperty("next").GetString()}");
        older.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("action").GetString())
            .ShouldBe(["screen.set", "program.published"]);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
