using System.Text.RegularExpressions;
using GamifiedLoyalty.Server.Tests.Challenges;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Pages;

public sealed partial class ManagePageTests : IAsyncLifetime
{
    private const string Manage = "/p/acme/contests/c1/manage";

    private ContestWorld _world = null!;
    private FormBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ContestWorld.StartAsync();
        _browser = new FormBrowser(_world.Server, Manage);
    }

    [Fact]
    public async Task Only_a_manager_sees_and_sends_the_page()
    {
        await _world.OpenAsync("c1", ContestWorld.Sprint);

        (await _browser.SendAsync(null)).Code.ShouldBe(401);
        (await _browser.SendAsync("do=close")).Code.ShouldBe(401);
        (await _world.GetAsync("challenges/c1")).Text("status").ShouldBe("open");
        await EnterAsync();
        (await _browser.SendAsync(null)).Code.ShouldBe(200);
        (await _browser.SendAsync(null, at: "/p/acme/contests/none/manage")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task A_contest_is_conducted_to_its_end_without_script()
    {
        await _world.OpenAsync("c1", ContestWorld.Sprint);
        await _world.SellAsync("e1", "300");
        await _world.SellAsync("e3", "100");
        await EnterAsync();
        await PressAsync("do=freeze");
        await _world.SellAsync("e3", "900");

        // Viewers see how it stood, the manager how it stands.
        (await _world.StandingsAsync("c1", await ReaderAsync())).ShouldBe(["1 e1 30000", "2 e3 10000"]);
        var frozen = (await _browser.SendAsync(null)).Text;
        frozen.ShouldContain("Frozen: viewers see how it stood");
        frozen.IndexOf("Zoé", StringComparison.Ordinal).ShouldBeInRange(1, frozen.IndexOf("Maya", StringComparison.Ordinal));
        frozen.ShouldContain("Reveal place 2");

        // Pressed twice, the same place is revealed once.
        await PressAsync("do=reveal&from=2");
        (await _browser.SendAsync("do=reveal&from=2")).Code.ShouldBe(303);
        (await _browser.SendAsync(null)).Text.ShouldContain("viewers see the places from 2 down");
        await PressAsync("do=revealAll");
        await PressAsync("do=close");
        var closed = (await _browser.SendAsync(null)).Text;
        closed.ShouldContain("Next: settle it.");
        closed.ShouldContain("These prizes will be given, for good.");
        closed.ShouldContain("A bike");
        var expected = Expected().Match(closed).Groups["value"].Value;

        // A sale that comes late changes the prizes: the word was given for others.
        await _world.SellAsync("e2", "50");
        var changed = await _browser.SendAsync($"do=settle&expected={Uri.EscapeDataString(expected)}");
        changed.Code.ShouldBe(409);
        changed.Text.ShouldContain("The prizes have changed meanwhile");
        expected = Expected().Match(changed.Text).Groups["value"].Value;
        await PressAsync($"do=settle&expected={Uri.EscapeDataString(expected)}");
        var settled = (await _browser.SendAsync(null)).Text;
        settled.ShouldContain("It never changes again.");
        settled.ShouldContain("No correction since would change anything.");
        (await _browser.SendAsync("do=cancel&reason=late")).Code.ShouldBe(409);
    }

    [Fact]
    public async Task A_correction_after_settlement_is_told()
    {
        await _world.OpenAsync("c1", ContestWorld.Sprint);
        var sale = await _world.SellAsync("e1", "300");
        await _world.SellAsync("e3", "100");
        await _world.DoAsync("c1", "close");
        await _world.DoAsync("c1", "settle");
        (await _world.PostAsync($"activities/{sale}/reversal", """{ "externalId": "R-1", "reason": "returned" }""")).Code.ShouldBe(200);
        await EnterAsync();

        var page = (await _browser.SendAsync(null)).Text;

        page.ShouldContain("What would be different now");
        page.ShouldContain("Prizes stay as they were given.");
    }

    [Fact]
    public async Task Calling_off_takes_a_reason_and_every_row_is_explained()
    {
        await _world.OpenAsync("c1", ContestWorld.Sprint);
        await _world.SellAsync("e1", "300");
        await _world.SellAsync("e1", "200", on: "2026-11-20T12:00:00+01:00");
        await EnterAsync();

        var explained = (await _browser.SendAsync(null, at: $"{Manage}?explain=e1")).Text;
        explained.ShouldContain("What counts");
        explained.ShouldContain("What does not count");
        var refused = await _browser.SendAsync("do=cancel&reason=");
        refused.Code.ShouldBe(409);
        refused.Text.ShouldContain("Participants read why");
        await PressAsync("do=cancel&reason=No+stock+left");

        var page = (await _browser.SendAsync(null)).Text;
        page.ShouldContain("Called off: No stock left");
        page.ShouldContain("by the clock");
    }

    [Fact]
    public async Task One_press_puts_it_on_all_screens_and_another_takes_it_off()
    {
        await _world.OpenAsync("c1", ContestWorld.Sprint);
        (await _world.PutAsync("d1", ContestWorld.Sprint)).Code.ShouldBe(201);
        await EnterAsync();

        // A draft is nobody's to see, and no screen is set up for it.
        (await _browser.SendAsync("do=show", at: "/p/acme/contests/d1/manage")).Code.ShouldBe(303);
        (await _world.GetAsync("screens/main")).Code.ShouldBe(404);
        await PressAsync("do=show");
        await PressAsync("do=show");
        (await _world.GetAsync("stage")).Json.GetProperty("scene").GetProperty("challenge").GetString().ShouldBe("c1");
        (await _world.GetAsync("stage")).Json.GetProperty("step").GetInt64().ShouldBe(1);
        (await _world.GetAsync("screens/main")).Json.GetProperty("scenes").GetArrayLength().ShouldBe(1);
        (await _browser.SendAsync(null)).Text.ShouldContain("Take off the screens");

        await PressAsync("do=hide");
        (await _world.GetAsync("stage")).Json.GetProperty("scene").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await _browser.SendAsync(null)).Text.ShouldNotContain("Open screen");
    }

    [Fact]
    public async Task What_counts_is_said_in_the_same_words_to_managers_and_participants()
    {
        const string Conditions = """
            "metric": { "measure": "quantity" },
            "filter": { "all": [ { "field": "line.category", "op": "in", "value": ["Bikes", "Helmets"] }, { "field": "customer.isNew", "op": "eq", "value": true },
                { "not": { "field": "date.weekday", "op": "eq", "value": "sunday" } }, { "field": "activity.attributes.cabin", "op": "exists", "value": true },
                { "any": [ { "field": "line.sku", "op": "startsWith", "value": "MB-" }, { "field": "line.amount", "op": "ge", "value": 50 } ] } ] },
            "audience": { "where": { "field": "partner.region", "op": "eq", "value": "North" }, "members": ["e1", "e2"] },
            """;
        await _world.OpenAsync("c1", ContestWorld.Sprint.Replace("\"metric\": { \"measure\": \"amount\" },", Conditions, StringComparison.Ordinal));
        await EnterAsync();

        foreach (var page in new[] { Manage, "/p/acme/contests/c1" })
        {
            var english = (await _browser.SendAsync(null, at: $"{page}?lang=en")).Text;
            english.ShouldContain("Units sold (Category: Bikes, Helmets · new customers only · not (Weekday: Sunday) · cabin given · Product begins with MB- or Amount ≥ 50)");
            english.ShouldContain("Employees · Region: North · 2 invited");
            (await _browser.SendAsync(null, at: $"{page}?lang=fr")).Text
                .ShouldContain("nouveaux clients seulement · sauf (Jour de la semaine : dimanche)");
        }
    }

    [Fact]
    public async Task The_list_shows_drafts_to_managers_only_and_bars_in_the_calendar()
    {
        await _world.OpenAsync("c1", ContestWorld.Sprint);
        (await _world.PutAsync("d1", ContestWorld.Sprint.Replace("Weekend sprint", "Secret draft", StringComparison.Ordinal))).Code.ShouldBe(201);

        var stranger = (await _browser.SendAsync(null, at: "/p/acme/contests")).Text;
        stranger.ShouldContain("Weekend sprint");
        stranger.ShouldNotContain("Secret draft");
        stranger.ShouldContain("data-status=\"open\" data-from=\"6\" data-days=\"2\"");
        stranger.ShouldContain("/api/v1/programs/acme/challenges/calendar.ics");
        await EnterAsync();

        (await _browser.SendAsync(null, at: "/p/acme/contests")).Text.ShouldContain("Secret draft");
        (await _browser.SendAsync(null, at: "/p/acme/contests?month=2026-12")).Text.ShouldNotContain("data-from=");
        (await _browser.SendAsync(null, at: "/p/acme/contests?month=nonsense&lang=fr")).Text.ShouldContain("novembre 2026");
    }

    [Fact]
    public async Task A_program_without_contests_says_how_to_launch_one()
    {
        (await _browser.SendAsync(null, at: "/p/acme/contests")).Text.ShouldContain("No contests yet");
        await EnterAsync();
        (await _browser.SendAsync(null, at: "/p/acme/contests")).Text.ShouldContain("Pick a template");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private async Task EnterAsync() => (await _browser.SendAsync($"do=enter&key={TestServer.AdminKey}")).Code.ShouldBe(303);

    private async Task<ApiClient> ReaderAsync()
    {
        var made = await _world.Server.Admin.PostAsync("/api/v1/keys", new { name = "viewer", scope = "read", programs = new[] { "acme" } });
        made.Code.ShouldBe(201, made.Text);
        return _world.Server.Client(made.Text("key"));
    }

    private async Task PressAsync(string form)
    {
        var (code, text) = await _browser.SendAsync(form);
        code.ShouldBe(303, text);
    }

    [GeneratedRegex("name=\"expected\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Expected();
}
