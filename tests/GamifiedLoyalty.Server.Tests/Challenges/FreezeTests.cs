using System.Text.Json;
using GamifiedLoyalty.Server.Hubs;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Hubs;

namespace GamifiedLoyalty.Server.Tests.Challenges;

/// <summary>While a contest is frozen, nothing that viewers can read anywhere tells of a sale made meanwhile.</summary>
public sealed class FreezeTests : IAsyncLifetime
{
    private const string Telltale = "76543.21";
    private const string LateTelltale = "65432.19";

    private FrozenWorld _frozen = null!;

    private ContestWorld World => _frozen.World;

    public async ValueTask InitializeAsync() => _frozen = await FrozenWorld.StartAsync();

    [Fact]
    public async Task No_read_and_no_page_shows_viewers_anything_of_a_sale_made_meanwhile()
    {
        var addresses = (await Surfaces.ReadsAsync(World.Server, _frozen.FirstSale)).Concat(Surfaces.Pages(World.Server, _frozen.ScreenKey)).ToList();
        addresses.Count.ShouldBeGreaterThan(100);
        var before = await ReadAllAsync(addresses);

        await SellSecretlyAsync();

        foreach (var ((viewer, address), text) in await ReadAllAsync(addresses))
        {
            if (viewer == "write" && address.Contains("/activities", StringComparison.Ordinal))
            {
                // Whoever may record activities has sent them.
                continue;
            }

            text.ShouldBe(before[(viewer, address)], $"{viewer} {address}");
            ShouldTellNothing(text, $"{viewer} {address}");
        }
    }

    [Fact]
    public async Task A_sale_recorded_late_for_a_day_of_the_contest_stays_secret_too()
    {
        var addresses = (await Surfaces.ReadsAsync(World.Server, _frozen.FirstSale)).Concat(Surfaces.Pages(World.Server, _frozen.ScreenKey)).ToList();

        await World.SellAsync("e4", LateTelltale, "2026-11-20T09:00:00+01:00", "Bikes");

        foreach (var ((viewer, address), text) in await ReadAllAsync(addresses))
        {
            if (viewer != "write" || !address.Contains("/activities", StringComparison.Ordinal))
            {
                ShouldTellNothing(text, $"{viewer} {address}");
            }
        }
    }

    [Theory]
    [InlineData("read")]
    [InlineData("person")]
    [InlineData("public")]
    [InlineData("screen")]
    public async Task No_channel_tells_viewers_anything_of_a_sale_made_meanwhile(string viewer)
    {
        await using var hub = await _frozen.HubAsync(viewer);
        var before = await SubscribeAllAsync(hub);

        await SellSecretlyAsync();

        await using var later = await _frozen.HubAsync(viewer);
        (await SubscribeAllAsync(later)).ShouldBe(before, viewer);
        for (var i = 0; i < 30; i++)
        {
            World.Time.Advance(TimeSpan.FromMilliseconds(100));
            foreach (var told in (await hub.PendingAsync()).Concat(await later.PendingAsync()))
            {
                ShouldTellNothing(told.ToString(), viewer);
            }
        }
    }

    [Fact]
    public async Task Managers_see_everything_as_it_is()
    {
        await SellSecretlyAsync();

        (await World.StandingsAsync("sprint"))[0].ShouldBe("1 e4 7659321");
        (await World.StandingsAsync("sprint", _frozen.Viewers["read"]))[0].ShouldBe("1 e3 30000");
        var board = await World.GetAsync("boards/revenue");
        board.Json.GetProperty("rows")[0].GetProperty("score").GetInt64().ShouldBe(7_659_321);
        board.Json.TryGetProperty("frozen", out _).ShouldBeFalse();
        (await World.GetAsync("employees/e4/wallet")).Code.ShouldBe(200);
        (await World.GetAsync("activities?externalId=S-5")).Code.ShouldBe(200);
        (await World.GetAsync("feed?limit=1000")).Text.ShouldContain("76543.21");
    }

    [Fact]
    public async Task What_a_member_owns_stays_live_and_what_others_own_is_refused()
    {
        await SellSecretlyAsync();
        var seller = await World.Server.ClientOfPersonAsync("acme", "e4");

        (await World.GetAsync("employees/e4/statement", seller)).Text.ShouldContain("76,543.21");
        (await World.GetAsync("boards/revenue/around/e4", seller)).Json.GetProperty("rows").EnumerateArray().Select(ContractProgram.Row).ShouldContain("4 e4 5000");
        foreach (var scope in new[] { "read", "write" })
        {
            (await World.GetAsync("employees/e4/wallet", _frozen.Viewers[scope])).ShouldBeProblem(409, "frozen");
            (await World.GetAsync("partners/p2/statement", _frozen.Viewers[scope])).ShouldBeProblem(409, "frozen");
        }

        (await World.GetAsync("activities?externalId=S-5", _frozen.Viewers["read"])).ShouldBeProblem(409, "frozen");
        (await World.GetAsync("activities?externalId=none", _frozen.Viewers["read"])).ShouldBeProblem(409, "frozen");
        (await World.GetAsync("activities?externalId=S-5", _frozen.Viewers["write"])).Code.ShouldBe(200);
    }

    [Fact]
    public async Task Answers_pages_and_channels_say_that_they_stand_still()
    {
        var reader = _frozen.Viewers["read"];
        (await World.GetAsync("boards/revenue", reader)).Json.GetProperty("frozen").GetBoolean().ShouldBeTrue();
        (await World.GetAsync("boards/revenue/around/e1", reader)).Json.GetProperty("frozen").GetBoolean().ShouldBeTrue();
        (await World.GetAsync("boards/revenue/history?subject=e1", reader)).Json.GetProperty("frozen").GetBoolean().ShouldBeTrue();
        (await World.GetAsync("feed", reader)).Json.GetProperty("frozen").GetBoolean().ShouldBeTrue();
        (await World.GetAsync("challenges/sprint/standings", reader)).Json.GetProperty("frozen").GetBoolean().ShouldBeTrue();
        var page = await World.Server.Client(null).SendAsync(HttpMethod.Get, "/p/acme/boards/revenue", headers: ("Accept-Language", "fr"));
        System.Net.WebUtility.HtmlDecode(page.Text).ShouldContain("le classement reste figé");
        await using var hub = await _frozen.HubAsync("read");
        (await hub.SubscribeAsync("acme", "board/revenue")).GetProperty("snapshot").GetProperty("frozen").GetBoolean().ShouldBeTrue();
        (await hub.SubscribeAsync("acme", "employee/e4")).GetProperty("snapshot").ToString().ShouldBe("""{"frozen":true}""");
    }

    [Fact]
    public async Task A_reveal_goes_from_the_last_place_up_and_then_shows_all()
    {
        await SellSecretlyAsync();
        var reader = _frozen.Viewers["read"];

        await World.DoAsync("sprint", "reveal", """{"fromPlace":3}""");

        (await World.StandingsAsync("sprint", reader)).ShouldBe(["4 e4 5000", "3 e3 30000", "4 e2 20000", "5 e1 10000"]);
        var shown = await World.GetAsync("challenges/sprint/standings", reader);
        shown.Number("revealedFrom").ShouldBe(3);
        shown.Json.GetProperty("rows")[1].GetProperty("toNext").ValueKind.ShouldBe(JsonValueKind.Null);
        (await World.GetAsync("boards/revenue", reader)).Json.GetProperty("frozen").GetBoolean().ShouldBeTrue();

        await World.DoAsync("sprint", "reveal");

        (await World.StandingsAsync("sprint", reader)).ShouldBe(["1 e4 7659321", "2 e5 3333333", "3 e3 30000", "4 e2 20000", "5 e1 10000"]);
        var board = await World.GetAsync("boards/revenue", reader);
        board.Json.TryGetProperty("frozen", out _).ShouldBeFalse();
        board.Json.GetProperty("rows")[0].GetProperty("subject").GetString().ShouldBe("e4");
        (await World.GetAsync("employees/e4/wallet", reader)).Code.ShouldBe(200);
        (await World.GetAsync("feed?limit=1000", reader)).Text.ShouldContain("76543.21");
    }

    [Fact]
    public async Task A_screen_is_told_what_was_held_back_when_all_is_revealed_and_celebrates_none_of_it()
    {
        await using var hub = await _frozen.HubAsync("screen");
        await hub.SubscribeAsync("acme", "screen/hall");
        await SellSecretlyAsync();
        await using var later = await _frozen.HubAsync("screen");
        await SubscribeAsync(later, "screen/hall");

        await World.DoAsync("sprint", "reveal");

        var told = await hub.ChangedAsync(World.Time, TimeSpan.FromMilliseconds(100));
        var snapshot = told.GetProperty("snapshot");
        snapshot.GetProperty("sales").EnumerateArray().Select(s => s.GetProperty("amount").GetInt64()).ShouldContain(7_654_321);
        snapshot.TryGetProperty("moments", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_contest_over_the_same_sales_stands_still_with_it()
    {
        await World.OpenAsync("other", ContestWorld.Sprint);
        await SellSecretlyAsync();
        var reader = _frozen.Viewers["read"];

        var standings = await World.GetAsync("challenges/other/standings", reader);
        standings.Json.GetProperty("frozen").GetBoolean().ShouldBeTrue();
        standings.Json.GetProperty("rows").EnumerateArray().Select(ContestWorld.Row).ShouldBe(["1 e3 30000", "2 e2 20000", "3 e4 5000"]);
        var explained = await World.GetAsync("challenges/other/standings/e4/explanation", reader);
        explained.Json.GetProperty("row").GetProperty("score").GetInt64().ShouldBe(5_000);
        await World.DoAsync("other", "close");
        await World.DoAsync("other", "settle");
        (await World.StandingsAsync("other", reader))[0].ShouldBe("1 e3 30000");
        (await World.GetAsync("challenges/other/settlement", reader)).ShouldBeProblem(409, "frozen");
        (await World.StandingsAsync("other"))[0].ShouldBe("1 e4 7659321");

        await World.DoAsync("sprint", "reveal");

        (await World.StandingsAsync("other", reader))[0].ShouldBe("1 e4 7659321");
        (await World.GetAsync("challenges/other/settlement", reader)).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_prize_given_while_it_is_frozen_is_a_surprise()
    {
        await SellSecretlyAsync();
        await World.DoAsync("sprint", "close");
        await World.DoAsync("sprint", "settle");
        var winner = await World.Server.ClientOfPersonAsync("acme", "e4");

        (await World.GetAsync("employees/e4/wallet", winner)).Json.GetProperty("balances")[0].GetProperty("available").GetInt64().ShouldBe(150);
        (await World.GetAsync("employees/e4/statement", winner)).Each("lines", "kind").ShouldNotContain("prize");
        (await World.GetAsync("challenges/sprint/settlement", winner)).ShouldBeProblem(409, "frozen");
        (await World.GetAsync("employees/e4/wallet")).Json.GetProperty("balances")[0].GetProperty("available").GetInt64().ShouldBe(1_150);

        await World.DoAsync("sprint", "reveal");

        (await World.GetAsync("employees/e4/wallet", winner)).Json.GetProperty("balances")[0].GetProperty("available").GetInt64().ShouldBe(1_150);
        (await World.GetAsync("employees/e4/statement", winner)).Each("lines", "kind").ShouldContain("prize");
        (await World.GetAsync("challenges/sprint/settlement", winner)).Json.GetProperty("rows")[0].GetProperty("subject").GetString().ShouldBe("e4");
    }

    public ValueTask DisposeAsync() => _frozen.DisposeAsync();

    private static void ShouldTellNothing(string text, string where)
    {
        foreach (var secret in new[] { "7654321", "7659321", "3333333", "6543219", "6548219" })
        {
            Surfaces.Digits(text).ShouldNotContain(secret, Case.Sensitive, where);
        }
    }

    private async Task SellSecretlyAsync()
    {
        await World.SellAsync("e4", Telltale, category: "Bikes");
        await World.SellAsync("e5", "33333.33", category: "Bikes");
    }

    private async Task<Dictionary<(string Viewer, string Address), string>> ReadAllAsync(IEnumerable<string> addresses)
    {
        var texts = new Dictionary<(string, string), string>();
        foreach (var address in addresses)
        {
            foreach (var (name, viewer) in _frozen.Viewers)
            {
                texts[(name, address)] = await Surfaces.ReadAsync(viewer, address);
            }
        }

        return texts;
    }

    /// <summary>Subscribes while time goes on, because channels tell at most ten times a second.</summary>
    private async Task<JsonElement> SubscribeAsync(HubConnection hub, string channel)
    {
        var answer = hub.SubscribeAsync("acme", channel);
        while (!answer.IsCompleted)
        {
            World.Time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.WhenAny(answer, Task.Delay(5, TestContext.Current.CancellationToken));
        }

        return await answer;
    }

    private async Task<string> SubscribeAllAsync(HubConnection hub)
    {
        string[] channels =
        [
            "board/revenue", "board/revenue/2026-11", "board/revenue/day", "board/points", "board/dealer-bikes", "sales", "challenge/sprint", "challenge/sprint/moves",
            "screen/hall", "screen/hall/board/revenue", "screen/hall/challenge/sprint", "employee/e1", "employee/e4", "partner/p2",
        ];
        channels.Select(c => ChannelName.Parse(c)!.Kind).Distinct().Count().ShouldBe(Enum.GetValues<ChannelKind>().Length, "Every kind of channel is tried.");
        var answers = new List<string>();
        foreach (var channel in channels)
        {
            answers.Add(Surfaces.Plain((await SubscribeAsync(hub, channel)).ToString()));
        }

        return string.Join('\n', answers);
    }
}
