using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>The sections <em>Members' money and the feed</em> and <em>Pages</em> of the contract.</summary>
public sealed class MoneyAndFeedTests(ContractServers servers)
{
    [Fact]
    public async Task A_statement_explains_every_award_and_correction_newest_first()
    {
        var program = await servers.NewAsync();
        var first = await program.SendAsync(Samples.Sale);
        await program.SellAsync("e1", "10");
        await program.ReverseAsync(first, """{ "externalId": "r", "reason": "returned goods", "lines": [ { "id": "1" } ] }""");

        var statement = await program.GetAsync("employees/e1/statement");

        var lines = statement.Json.GetProperty("lines").EnumerateArray().ToList();
        lines.Select(l => l.GetProperty("version").GetInt64()).ShouldBeInOrder(SortDirection.Descending);
        lines.Select(l => $"{l.GetProperty("rule").GetString()} {l.GetProperty("points").GetInt64()}").ShouldBe(["base -19", "welcome 150", "base 19"]);
        lines.ShouldAllBe(l => l.GetProperty("explanation").GetString()!.Length > 0 && l.GetProperty("ruleVersion").GetInt32() == 1);
        lines[0].GetProperty("explanation").GetString()!.ShouldContain("returned goods");
        lines.Select(l => l.GetProperty("activityId").GetString()).Distinct(StringComparer.Ordinal).ShouldBe([first.Text("activityId")]);
        (await program.GetAsync($"activities/{lines[0].GetProperty("activityId").GetString()}")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_partner_has_a_wallet_and_a_statement_like_an_employee()
    {
        var program = await servers.NewAsync();
        await program.SendAsync(Samples.Sale);

        (await program.WalletAsync("partners/p1")).ShouldBe("points 100+0");
        (await program.GetAsync("partners/p1/statement")).Each("lines", "points").ShouldBe(["100"]);
        (await program.WalletAsync("partners/p2")).ShouldBe("points 0+0");
        (await program.GetAsync("partners/none/wallet")).ShouldBeProblem(404);
        (await program.GetAsync("partners/e1/statement")).ShouldBeProblem(404);
    }

    [Fact]
    public async Task The_feed_has_one_item_a_version_and_goes_on_where_it_was_left()
    {
        var program = await servers.NewAsync();
        var sold = await program.SendAsync(Samples.Sale);
        await program.SendAsync(Samples.Sale);
        await program.ReverseAsync(sold, """{ "externalId": "r", "reason": "returned" }""");

        var versions = new List<long>();
        long after = 0;
        for (var page = await FeedAsync(after); page.Json.GetProperty("items").GetArrayLength() > 0; page = await FeedAsync(after))
        {
            versions.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("version").GetInt64()));
            after = page.Number("next");
        }

        versions.ShouldBe(Enumerable.Range(1, (int)await program.VersionAsync()).Select(v => (long)v));
        var recorded = (await program.GetAsync($"feed?after={sold.Number("version") - 1}&limit=1")).Json.GetProperty("items")[0];
        recorded.GetProperty("at").GetDateTimeOffset().ShouldBe(ContractServers.Now);
        recorded.GetProperty("command").GetString().ShouldNotBeNullOrEmpty();
        recorded.GetProperty("events").EnumerateArray().ShouldAllBe(e => e.GetProperty("type").GetString()!.Length > 0);
        recorded.GetProperty("events").EnumerateArray().Where(e => e.TryGetProperty("points", out _)).Sum(e => e.GetProperty("points").GetInt64()).ShouldBe(269);

        Task<Answer> FeedAsync(long from) => program.GetAsync($"feed?after={from}&limit=2");
    }

    [Fact]
    public async Task Pending_points_post_by_themselves_when_their_window_ends()
    {
        var program = await servers.NewLiveAsync(ContractProgram.With(
            """[ { "id": "r", "on": "sale", "formula": { "type": "fixed", "points": 7 }, "currency": "points", "pendingFor": "PT2S" } ]""",
            """[ { "id": "points", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "periods": ["all"] } ]"""));

        var sold = await program.SellAsync("e1", "1");

        sold.Awards().ShouldBe("employee/e1/points 7 r pending");
        (await program.WalletAsync("employees/e1")).ShouldBe("points 0+7 miles 0+0");
        (await program.BoardAsync("points")).ShouldBe(["1 e1 7 (7)"]);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await program.WalletAsync("employees/e1") != "points 7+0 miles 0+0")
        {
            await Task.Delay(50, deadline.Token);
        }

        (TimeProvider.System.GetUtcNow() >= sold.Json.GetProperty("awards")[0].GetProperty("availableAt").GetDateTimeOffset()).ShouldBeTrue();
        (await program.BoardAsync("points")).ShouldBe(["1 e1 7"]);
        var posted = await program.GetAsync($"feed?after={sold.Number("version")}");
        posted.Json.GetProperty("items")[0].GetProperty("version").GetInt64().ShouldBe(sold.Number("version") + 1);
        (await program.GetAsync("employees/e1/statement")).Each("lines", "state").ShouldBe(["posted"]);
        (await program.GetAsync($"activities/{sold.Text("activityId")}")).Awards().ShouldBe("employee/e1/points 7 r");
    }

    [Fact]
    public async Task A_screen_is_set_and_its_link_opens_its_page_and_no_other()
    {
        var program = await servers.NewAsync(Samples.Definition);
        await program.SendAsync(Samples.Sale);
        (await program.PutAsync("screens/hall", """{ "boards": [ { "board": "revenue" } ] }""")).Code.ShouldBe(201);
        (await program.PutAsync("screens/other", """{ "boards": [ { "board": "points" } ] }""")).Code.ShouldBe(201);
        var stranger = program.Server.Client(null);

        var link = (await program.PostAsync("screens/hall/link")).Text("url");

        link.ShouldContain($"/p/{program.Id}/screen/hall?key=");
        var page = await stranger.GetAsync(link);
        page.Code.ShouldBe(200);
        page.Text.ShouldContain("Ada");
        (await stranger.GetAsync(link.Replace("/hall?", "/other?", StringComparison.Ordinal))).Code.ShouldNotBe(200);
        (await stranger.GetAsync(link + "x")).Code.ShouldNotBe(200);
        (await program.PostAsync("screens/none/link")).ShouldBeProblem(404);
    }

    [Theory]
    [InlineData("en", "Acme Partner Club")]
    [InlineData("fr-CA, en;q=0.5", "Club partenaires Acme")]
    public async Task Pages_are_complete_without_script_in_the_visitors_language(string language, string name)
    {
        var program = await servers.NewAsync();
        await program.SendAsync(Samples.Sale);

        var page = await program.Server.Client(null).SendAsync(
            HttpMethod.Get, $"/p/{program.Id}/boards/revenue", headers: ("Accept-Language", language));

        page.Code.ShouldBe(200);
        page.MediaType.ShouldBe("text/html");
        page.Text.ShouldContain(name);
        page.Text.ShouldContain("Ada");
    }

    [Fact]
    public async Task Health_is_open_to_all()
    {
        var stranger = (await servers.StillAsync()).Client(null);

        (await stranger.GetAsync("/health/live")).Code.ShouldBe(200);
        (await stranger.GetAsync("/health/ready")).Code.ShouldBe(200);
    }
}
