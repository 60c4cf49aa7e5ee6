using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Hubs;

namespace GamifiedLoyalty.Server.Tests.Challenges;

public sealed class ReadTests : IAsyncLifetime
{
    private ContestWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ContestWorld.StartAsync();
        await _world.SellAsync("e1", "40.00", "2026-11-20T10:00:00+01:00");
        await _world.OpenAsync("sprint", ContestWorld.Sprint);
        await _world.SellAsync("e1", "100.00");
        await _world.SellAsync("e2", "250.00");
        await _world.SellAsync("e3", "100.00");
    }

    [Fact]
    public async Task A_row_tells_name_score_place_range_prizes_and_what_is_missing_to_the_next_place()
    {
        var answer = await _world.GetAsync("challenges/sprint/standings");

        (answer.Text("challenge"), answer.Text("status"), answer.Json.GetProperty("frozen").GetBoolean(), answer.Number("total")).ShouldBe(("sprint", "open", false, 3));
        answer.Json.GetProperty("rows").EnumerateArray().Select(ContestWorld.Row).ShouldBe(["1 e2 25000", "2 e1 10000", "3 e3 10000"]);
        var second = answer.Json.GetProperty("rows")[1];
        (second.GetProperty("name").GetString(), second.GetProperty("company").GetString(), second.GetProperty("toNext").GetInt64(), second.GetProperty("confirmed").GetInt64(),
            second.GetProperty("bestPlace").GetInt32(), second.GetProperty("worstPlace").GetInt32()).ShouldBe(("Maya", "Vélo Zürich", 15_001, 10_000, 2, 2));
        var first = answer.Json.GetProperty("rows")[0].GetProperty("prizes").EnumerateArray().ToList();
        first.Select(p => p.GetProperty("kind").GetString()).ShouldBe(["points", "reward"]);
        (first[0].GetProperty("points").GetInt64(), first[1].GetProperty("reward").GetString(), first[1].GetProperty("value").GetInt64()).ShouldBe((1_000, "A bike", 90_000));
        answer.Json.GetProperty("cost").ToString().ShouldBe("""{"points":1400,"money":90000}""");
    }

    [Fact]
    public async Task Rows_come_in_pages()
    {
        var page = await _world.GetAsync("challenges/sprint/standings?limit=2");
        page.Json.GetProperty("rows").GetArrayLength().ShouldBe(2);

        var rest = await _world.GetAsync($"challenges/sprint/standings?limit=2&cursor={page.Text("next")}");

        rest.Json.GetProperty("rows").EnumerateArray().Select(ContestWorld.Row).ShouldBe(["3 e3 10000"]);
        rest.Json.TryGetProperty("next", out _).ShouldBeFalse();
        (await _world.GetAsync("challenges/sprint/standings?limit=0")).ShouldBeProblem(400, "badLimit");
        (await _world.GetAsync("challenges/sprint/standings?cursor=%2F")).ShouldBeProblem(400, "badCursor");
        (await _world.GetAsync("challenges/none/standings")).ShouldBeProblem(404, "unknownChallenge");
    }

    [Fact]
    public async Task An_explanation_says_what_counts_what_does_not_and_the_way_to_the_next_place_in_two_languages()
    {
        var answer = await _world.GetAsync("challenges/sprint/standings/e3/explanation");

        answer.Json.GetProperty("row").GetProperty("place").GetInt32().ShouldBe(3);
        answer.Json.GetProperty("tie").GetProperty("rule").GetString().ShouldBe("firstToReach");
        answer.Json.GetProperty("tie").GetProperty("others")[0].GetProperty("name").GetString().ShouldBe("Maya");
        (answer.Json.GetProperty("next").GetProperty("place").GetInt32(), answer.Json.GetProperty("next").GetProperty("gain").GetInt64(), answer.Json.GetProperty("next").GetProperty("activities").GetInt64())
            .ShouldBe((2, 1, 1));
        answer.Json.GetProperty("counted").GetArrayLength().ShouldBe(1);
        answer.Json.GetProperty("text").EnumerateArray().Select(t => t.GetString()).ShouldBe(
            ["Place 3 of 3 with €100.00.", "Maya has the same score; whoever reached it first stands higher.", "€0.01 more lead to place 2: one typical sale of €100.00."]);
        var french = await _world.Server.Admin.SendAsync(HttpMethod.Get, $"{ContestWorld.Api}/challenges/sprint/standings/e3/explanation", headers: ("Accept-Language", "fr"));
        french.Json.GetProperty("text")[0].GetString().ShouldBe("Place 3 sur 3 avec 100,00\u00a0€.");
    }

    [Fact]
    public async Task An_activity_outside_the_window_does_not_count_and_the_reason_is_said()
    {
        var other = (await _world.GetAsync("challenges/sprint/standings/e1/explanation")).Json.GetProperty("notCounted")[0];
        (other.GetProperty("reason").GetString(), other.GetProperty("text").GetString()).ShouldBe(("outsideWindow", "It happened outside the time of the contest."));

        var nobody = await _world.GetAsync("challenges/sprint/standings/e4/explanation");

        nobody.Json.GetProperty("row").ValueKind.ShouldBe(JsonValueKind.Null);
        nobody.Json.GetProperty("text")[0].GetString().ShouldBe("Not listed: nothing counts yet.");
        (await _world.GetAsync("challenges/sprint/standings/none/explanation")).ShouldBeProblem(404, "unknownEmployee");
        (await _world.GetAsync("challenges/none/standings/e1/explanation")).ShouldBeProblem(404, "unknownChallenge");
    }

    [Fact]
    public async Task Single_activities_are_told_to_the_member_and_to_keys()
    {
        var colleague = await _world.Server.ClientOfPersonAsync("acme", "e2");
        var member = await _world.Server.ClientOfPersonAsync("acme", "e1");

        var seen = await _world.GetAsync("challenges/sprint/standings/e1/explanation", colleague);
        seen.Json.GetProperty("row").GetProperty("score").GetInt64().ShouldBe(10_000);
        (seen.Json.TryGetProperty("counted", out _), seen.Json.TryGetProperty("notCounted", out _)).ShouldBe((false, false));
        (await _world.GetAsync("challenges/sprint/standings/e1/explanation", member)).Json.GetProperty("counted").GetArrayLength().ShouldBe(1);
        (await _world.GetAsync("challenges/sprint/standings/e1/explanation", await _world.Server.ClientWithScopeAsync("read", "acme")))
            .Json.GetProperty("counted").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_settlement_stays_and_tells_what_a_later_reversal_would_have_changed()
    {
        (await _world.GetAsync("challenges/sprint/settlement")).ShouldBeProblem(409, "notSettled");
        (await _world.GetAsync("challenges/none/settlement")).ShouldBeProblem(404, "unknownChallenge");
        var late = await _world.SellAsync("e3", "500.00");
        await _world.DoAsync("sprint", "close");
        await _world.DoAsync("sprint", "settle");
        var reader = await _world.Server.ClientWithScopeAsync("read", "acme");
        (await _world.GetAsync("challenges/sprint/settlement", reader)).Json.GetProperty("difference").GetProperty("changesPrizes").GetBoolean().ShouldBeFalse();

        (await _world.PostAsync($"activities/{late}/reversal", """{"externalId":"r1","reason":"returned"}""")).Code.ShouldBe(200);

        var settled = await _world.GetAsync("challenges/sprint/settlement", reader);
        settled.Json.GetProperty("rows")[0].GetProperty("subject").GetString().ShouldBe("e3");
        settled.Json.GetProperty("difference").GetProperty("changesPrizes").GetBoolean().ShouldBeTrue();
        settled.Json.GetProperty("difference").GetProperty("changes").EnumerateArray()
            .First(c => c.GetProperty("subject").GetString() == "e2").GetProperty("replayed").GetProperty("place").GetInt32().ShouldBe(1);
        (await _world.StandingsAsync("sprint", reader))[0].ShouldBe("1 e3 60000");
    }

    [Fact]
    public async Task A_raffle_publishes_its_seed_when_it_is_drawn_and_the_hash_from_the_beginning()
    {
        await _world.OpenAsync("raffle", """
            { "name": "Raffle", "subject": "employee", "metric": { "measure": "amount" }, "start": "2026-11-21T08:00", "end": "2026-11-22",
              "format": { "type": "raffle", "per": 5000 }, "prizes": { "currency": "points", "budget": { "points": 10 }, "list": [ { "place": 1, "points": 10 } ] } }
            """);
        var hash = (await _world.GetAsync("challenges/raffle")).Text("drawSeedHash");
        await _world.DoAsync("raffle", "close");
        await _world.DoAsync("raffle", "settle");

        var draw = (await _world.GetAsync("challenges/raffle/settlement")).Json.GetProperty("draw");

        draw.GetProperty("seedHash").GetString().ShouldBe(hash);
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(draw.GetProperty("seed").GetString()!))).ShouldBe(hash);
        draw.GetProperty("entries").EnumerateArray().Select(e => $"{e.GetProperty("id").GetString()} {e.GetProperty("tickets")}").ShouldBe(["e1 2", "e2 5", "e3 2"]);
        draw.GetProperty("fairness").GetString()!.ShouldContain("not against the organiser");
    }

    [Fact]
    public async Task Drafts_are_tried_on_what_happened_and_nothing_changes()
    {
        var version = (await _world.GetAsync("feed?limit=1")).Number("version");

        var answer = await _world.PostAsync("challenges/backtest", $$"""{ "drafts": [ {{ContestWorld.Sprint}} ], "from": "2026-11-20", "until": "2026-11-22" }""");

        answer.Code.ShouldBe(200, answer.Text);
        var result = answer.Json.GetProperty("results")[0];
        result.GetProperty("winners").EnumerateArray().Select(ContestWorld.Row).ShouldBe(["1 e2 25000", "2 e1 14000", "3 e3 10000"]);
        result.GetProperty("cost").GetProperty("expected").ToString().ShouldBe("""{"points":1400,"money":90000}""");
        result.GetProperty("partnersWithNothing").GetArrayLength().ShouldBe(0);
        (await _world.GetAsync("feed?limit=1")).Number("version").ShouldBe(version);
        (await _world.PostAsync("challenges/backtest", """{ "drafts": [] }""")).ShouldBeProblem(422, "required", "/drafts");
        (await _world.PostAsync("challenges/backtest", """{ "drafts": [ {"name":"X"} ] }""")).Each("errors", "pointer").ShouldContain("/drafts/0/subject");
        (await _world.PostAsync("challenges/backtest", $$"""{ "drafts": [ {{ContestWorld.Sprint}} ], "from": "soon" }""")).ShouldBeProblem(422, "badInstant", "/from");
        (await _world.PostAsync("challenges/backtest", $$"""{ "drafts": [ {{ContestWorld.Sprint}} ], "from": "2026-11-22", "until": "2026-11-20" }""")).ShouldBeProblem(422, "outOfRange", "/until");
    }

    [Fact]
    public async Task A_template_makes_a_document_that_can_be_launched()
    {
        var templates = await _world.GetAsync("challenges/templates");
        templates.Each("items", "id").ShouldContain("weekendSprint");
        templates.Json.GetProperty("items")[0].GetProperty("inputs")[0].GetProperty("id").GetString().ShouldBe("start");

        var document = await _world.PostAsync("challenges/templates/weekendSprint", """{ "product": "Bikes", "prizePoints": "300" }""");

        document.Code.ShouldBe(200, document.Text);
        (await _world.PutAsync("weekend", document.Text)).Code.ShouldBe(201);
        (await _world.PostAsync("challenges/templates/none", "{}")).ShouldBeProblem(404, "unknownTemplate");
        (await _world.PostAsync("challenges/templates/productPush", "{}")).Each("errors", "pointer").ShouldBe(["/product"]);
        (await _world.PostAsync("challenges/templates/weekendSprint", """{ "product": 7 }""")).ShouldBeProblem(422, "wrongType", "/product");
        (await _world.PostAsync("challenges/templates/weekendSprint", """{ "colour": "red" }""")).ShouldBeProblem(422, "unknownField", "/colour");
    }

    [Fact]
    public async Task The_channel_tells_standings_as_they_change_and_nothing_when_they_did_not()
    {
        await using var hub = await HubConnection.OpenAsync(_world.Server.Address, null);
        var answer = await hub.SubscribeAsync("acme", "challenge/sprint");
        var snapshot = answer.GetProperty("snapshot");
        snapshot.GetProperty("rows").EnumerateArray().Select(ContestWorld.Row).ShouldBe(["1 e2 25000", "2 e1 10000", "3 e3 10000"]);
        (snapshot.GetProperty("format").GetString(), snapshot.GetProperty("measure").GetString(), snapshot.GetProperty("status").GetString()).ShouldBe(("race", "amount", "open"));

        await _world.SellAsync("e1", "200.00");
        var changed = await hub.ChangedAsync(_world.Time, TimeSpan.FromMilliseconds(100));

        changed.GetProperty("changes").GetProperty("rows").EnumerateArray().Select(ContestWorld.Row).ShouldBe(["1 e1 30000", "2 e2 25000", "3 e3 10000"]);
        await using var again = await HubConnection.OpenAsync(_world.Server.Address, null);
        (await again.SubscribeAsync("acme", "challenge/sprint", changed.GetProperty("version").GetInt64())).GetProperty("changes").ToString().ShouldBe("{}");
        (await again.SubscribeAsync("acme", "challenge/none")).GetProperty("error").GetString()!.ShouldContain("unknownChallenge");
    }

    [Fact]
    public async Task The_channel_tells_of_moves_below_the_rows_that_it_sends()
    {
        await using var hub = await HubConnection.OpenAsync(_world.Server.Address, null);
        var reach = (await hub.SubscribeAsync("acme", "challenge/sprint")).GetProperty("snapshot").GetProperty("reach").GetInt64();

        await _world.SellAsync("e3", "0.01");

        (await hub.ChangedAsync(_world.Time, TimeSpan.FromMilliseconds(100))).GetProperty("changes").GetProperty("reach").GetInt64().ShouldBeGreaterThan(reach);
    }

    [Fact]
    public async Task The_channel_of_moves_tells_that_something_changed_and_not_what()
    {
        await using var hub = await HubConnection.OpenAsync(_world.Server.Address, null);
        var before = (await hub.SubscribeAsync("acme", "challenge/sprint/moves")).GetProperty("snapshot");

        await _world.SellAsync("e3", "0.01");
        var changed = (await hub.ChangedAsync(_world.Time, TimeSpan.FromMilliseconds(100))).GetProperty("changes");

        changed.EnumerateObject().Select(p => p.Name).ShouldBe(["mark"]);
        changed.GetProperty("mark").GetString().ShouldNotBe(before.GetProperty("mark").GetString());
    }

    [Fact]
    public async Task The_channel_tells_the_end_of_a_round_though_nothing_was_recorded()
    {
        await _world.OpenAsync("hill", """
            { "name": "Hill", "subject": "employee", "metric": { "measure": "amount" }, "start": "2026-11-21T08:00", "end": "2026-11-22T08:00",
              "format": { "type": "kingOfTheHill", "roundLength": "PT12H" } }
            """);
        await using var hub = await HubConnection.OpenAsync(_world.Server.Address, null);
        var before = (await hub.SubscribeAsync("acme", "challenge/hill")).GetProperty("snapshot");
        before.GetProperty("rounds")[0].GetProperty("over").GetBoolean().ShouldBeFalse();

        _world.Time.Advance(TimeSpan.FromHours(10));
        var told = await hub.ChangedAsync(_world.Time, TimeSpan.FromSeconds(1));

        told.GetProperty("snapshot").GetProperty("rounds")[0].GetProperty("over").GetBoolean().ShouldBeTrue();
        told.GetProperty("snapshot").GetProperty("rows")[0].GetProperty("value").GetInt64().ShouldBe(1);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
