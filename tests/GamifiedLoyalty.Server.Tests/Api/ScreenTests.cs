using GamifiedLoyalty.Server.Tests.Hubs;
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
    [InlineData("""{"scenes":[]}""", "required", "/boards")]
    [InlineData("""{"boards":[{"board":"revenue"}],"scenes":[{"type":"ticker"}]}""", "notTogether", "/boards")]
    [InlineData("""{"scenes":[{"board":"revenue"}]}""", "required", "/scenes/0/type")]
    [InlineData("""{"scenes":[{"type":"film","reel":3}]}""", "badValue", "/scenes/0/type")]
    [InlineData("""{"scenes":[{"type":"board","board":"none"}]}""", "unknownBoard", "/scenes/0/board")]
    [InlineData("""{"scenes":[{"type":"podium"}]}""", "required", "/scenes/0/board")]
    [InlineData("""{"scenes":[{"type":"podium","board":"points","period":"week"}]}""", "periodNotOffered", "/scenes/0/period")]
    [InlineData("""{"scenes":[{"type":"challenge","challenge":"sprint"}]}""", "unknownChallenge", "/scenes/0/challenge")]
    [InlineData("""{"scenes":[{"type":"winners"}]}""", "required", "/scenes/0/challenge")]
    [InlineData("""{"scenes":[{"type":"countdown"}]}""", "required", "/scenes/0/until")]
    [InlineData("""{"scenes":[{"type":"countdown","until":"soon"}]}""", "badTime", "/scenes/0/until")]
    [InlineData("""{"scenes":[{"type":"ticker","from":"2026-02-30"}]}""", "badTime", "/scenes/0/from")]
    [InlineData("""{"scenes":[{"type":"ticker","from":"2026-12-02","until":"2026-12-01T18:00"}]}""", "emptyWindow", "/scenes/0/until")]
    [InlineData("""{"scenes":[{"type":"ticker","seconds":4000}]}""", "outOfRange", "/scenes/0/seconds")]
    [InlineData("""{"scenes":[{"type":"ticker","text":"Hello"}]}""", "unknownField", "/scenes/0/text")]
    [InlineData("""{"scenes":[{"type":"message"}]}""", "required", "/scenes/0/text")]
    [InlineData("""{"scenes":[{"type":"message","text":{"en":3}}]}""", "badText", "/scenes/0/text")]
    [InlineData("""{"scenes":[{"type":"sponsor","text":"A","image":"https://elsewhere.example/a.png"}]}""", "badAddress", "/scenes/0/image")]
    [InlineData("""{"scenes":[{"type":"sponsor","text":"A","image":"//elsewhere.example/a.png"}]}""", "badAddress", "/scenes/0/image")]
    [InlineData("""{"boards":[{"board":"revenue"}],"audience":{"regions":"North"}}""", "wrongType", "/audience/regions")]
    [InlineData("""{"boards":[{"board":"revenue"}],"audience":{"regions":[1]}}""", "wrongType", "/audience/regions/0")]
    [InlineData("""{"boards":[{"board":"revenue"}],"audience":{"teams":["a"]}}""", "unknownField", "/audience/teams")]
    [InlineData("""{"boards":[{"board":"revenue"}],"sound":"loud"}""", "wrongType", "/sound")]
    public async Task Faulty_settings_are_refused(string body, string code, string pointer)
    {
        var answer = await _server.Admin.SendAsync(HttpMethod.Put, Screen, body);

        answer.Code.ShouldBe(422);
        answer.Problem.ShouldBe(code);
        answer.Json.GetProperty("pointer").GetString().ShouldBe(pointer);
        (await _server.Admin.GetAsync(Screen)).Problem.ShouldBe("unknownScreen");
    }

    [Fact]
    public async Task Every_scene_is_kept_and_shown_in_the_language_of_the_screen()
    {
        const string settings = """
            { "locale": "fr", "sound": true, "scenes": [
              { "type": "podium", "board": "revenue", "seconds": 5 }, { "type": "board", "board": "points" },
              { "type": "countdown", "until": "2999-01-01", "title": { "en": "Until the end", "fr": "Avant la fin" } }, { "type": "ticker" },
              { "type": "message", "text": { "en": "Lunch", "fr": "Déjeuner" }, "small": "12:00", "from": "2026-01-01T08:00" },
              { "type": "sponsor", "text": "Acme", "image": "/assets/acme.png" } ] }
            """;
        (await _server.Admin.SendAsync(HttpMethod.Put, Screen, settings)).Code.ShouldBe(201);

        (await _server.Admin.GetAsync(Screen)).Json.GetProperty("scenes").GetArrayLength().ShouldBe(6);
        var page = System.Net.WebUtility.HtmlDecode((await _server.Admin.GetAsync("/p/acme/screen/hall")).Text);
        foreach (var shown in (string[])["Avant la fin", "Déjeuner", "12:00", "Acme", "src=\"/assets/acme.png\"", "data-kind=\"podium\"", "data-kind=\"ticker\""])
        {
            page.ShouldContain(shown);
        }
    }

    [Fact]
    public async Task Who_is_not_of_a_screens_audience_is_shown_by_initials()
    {
        await _server.Admin.PostAsync("/api/v1/programs/acme/members", new object[]
        {
            new { kind = "partner", id = "p1", name = "Northern Wheels", region = "North" }, new { kind = "partner", id = "p2", name = "Southern Wheels", region = "South" },
            new { kind = "employee", id = "e1", name = "Maya Lindqvist", partner = "p1" }, new { kind = "employee", id = "e2", name = "Noah van Dijk", partner = "p2" },
        });
        foreach (var seller in (string[])["e1", "e2"])
        {
            await _server.Admin.PostAsync("/api/v1/programs/acme/activities", new { externalId = seller, type = "sale", employee = seller, currency = "EUR", amount = "10" });
        }

        await _server.Admin.PutAsync(Screen, new { boards = new[] { new { board = "revenue" } }, audience = new { regions = new[] { "North" } } });
        var page = (await _server.Admin.GetAsync("/p/acme/screen/hall")).Text;
        page.ShouldContain("Maya Lindqvist");
        page.ShouldContain("N. D.");
        page.ShouldNotContain("Noah");
        page.ShouldNotContain("Southern Wheels");

        var link = (await _server.Admin.PostAsync($"{Screen}/link")).Json.GetProperty("url").GetString()!;
        await using var hub = await HubConnection.OpenAsync(_server.Address, link.Split("key=")[1]);
        var rows = (await hub.SubscribeAsync("acme", "screen/hall/board/revenue")).GetProperty("snapshot").GetProperty("rows").EnumerateArray();
        rows.Select(r => r.GetProperty("name").GetString()).ShouldBe(["Maya Lindqvist", "N. D."], ignoreOrder: true);
        (await hub.SubscribeAsync("acme", "board/revenue")).GetProperty("error").GetString()!.ShouldContain("forbidden:");
        (await hub.SubscribeAsync("acme", "screen/hall/board/points")).GetProperty("error").GetString()!.ShouldContain("forbidden:");
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
