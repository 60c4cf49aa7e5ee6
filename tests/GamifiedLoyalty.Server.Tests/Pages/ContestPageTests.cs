using System.Net;
using GamifiedLoyalty.Server.Tests.Challenges;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Pages;

public sealed class ContestPageTests : IAsyncLifetime
{
    private const string Page = "/p/acme/contests/sprint";

    private ContestWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await ContestWorld.StartAsync();

    [Fact]
    public async Task Whoever_takes_part_reads_the_own_place_the_way_to_the_next_and_what_is_won()
    {
        await _world.OpenAsync("sprint", With("\"returnWindow\": \"P14D\""));
        await _world.SellAsync("e1", "500");
        await _world.SellAsync("e2", "300");
        await _world.SellAsync("e3", "200");
        await _world.SellAsync("e4", "100");

        var own = await ReadAsync(Page, await _world.Server.ClientOfPersonAsync("acme", "e4"));

        own.ShouldContain("<b class=\"contest__figure figures\">4</b>");
        own.ShouldContain("Place 1–4 still possible");
        own.ShouldContain("class=\"next__label\">Next:</span> ");
        own.ShouldContain("more lead to place 3");
        var rows = Between(own, "contest__rows", "</ol>");
        rows.ShouldContain("data-subject=\"e4\" data-place=\"4\" aria-current=\"true\"");
        rows.IndexOf("Places above this line win", StringComparison.Ordinal).ShouldBeInRange(
            rows.IndexOf("data-subject=\"e3\"", StringComparison.Ordinal), rows.IndexOf("data-subject=\"e4\"", StringComparison.Ordinal));
        rows.ShouldContain("A bike");
        own.ShouldContain("data-channels=\"[\"challenge/sprint/moves\"]\"");

        var stranger = await ReadAsync(Page);
        stranger.ShouldNotContain("contest__own");
        stranger.ShouldContain("20 h");
        stranger.ShouldContain("A sale is confirmed after 14 d");
    }

    [Fact]
    public async Task It_says_why_a_sale_of_mine_does_not_count()
    {
        await _world.OpenAsync("sprint", With("\"filter\": { \"field\": \"line.category\", \"op\": \"eq\", \"value\": \"Bikes\" }"));
        await _world.SellAsync("e1", "500");

        var own = await ReadAsync(Page, await _world.Server.ClientOfPersonAsync("acme", "e1"));

        own.ShouldContain("Turnover (Category: Bikes)");
        own.ShouldContain("Not ranked yet");
        Between(own, "contest__why", "</details>").ShouldContain("kind");
    }

    [Fact]
    public async Task A_frozen_contest_stands_still_and_says_so()
    {
        await _world.OpenAsync("sprint", ContestWorld.Sprint);
        await _world.SellAsync("e1", "500");
        await _world.SellAsync("e2", "300");
        await _world.DoAsync("sprint", "freeze");
        await _world.SellAsync("e2", "900");
        var noah = await _world.Server.ClientOfPersonAsync("acme", "e2");

        var frozen = await ReadAsync(Page, noah);
        frozen.ShouldContain("The ranking is frozen");
        frozen.ShouldContain("<b class=\"contest__figure figures\">2</b>");
        frozen.ShouldNotContain("1,200");
        Between(frozen, "id=\"contest-events\"", "</section>").ShouldSatisfyAllConditions(
            events => events.ShouldContain("+€300.00"), events => events.ShouldContain("The ranking was frozen"), events => events.ShouldNotContain("900"));
        (await ReadAsync(Page, _world.Server.Admin)).ShouldNotContain("1,200");

        await _world.DoAsync("sprint", "reveal", """{"fromPlace":2}""");
        var revealed = await ReadAsync(Page, noah);
        revealed.ShouldContain("Revealed from place 2 down");
        revealed.ShouldContain("Your place has not been revealed yet.");
        revealed.ShouldNotContain("data-subject=\"e2\"");

        await _world.DoAsync("sprint", "reveal");
        (await ReadAsync(Page, noah)).ShouldContain("€1,200.00");
    }

    [Fact]
    public async Task It_follows_the_contest_from_its_announcement_to_its_prizes()
    {
        await _world.LaunchAsync("later", ContestWorld.Sprint.Replace("\"start\": \"2026-11-21T08:00\"", "\"start\": \"2026-11-21T18:00\"", StringComparison.Ordinal));
        var later = await ReadAsync("/p/acme/contests/later");
        later.ShouldContain("Coming up");
        later.ShouldContain("Begins in");
        later.ShouldContain("Nobody is ranked yet");

        await _world.OpenAsync("sprint", ContestWorld.Sprint);
        await _world.SellAsync("e1", "500");
        var maya = await _world.Server.ClientOfPersonAsync("acme", "e1");
        (await ReadAsync(Page, maya)).ShouldContain("If it ended now: ");
        await _world.DoAsync("sprint", "close");
        (await ReadAsync(Page, maya)).ShouldContain("waits for its settlement");
        await _world.DoAsync("sprint", "settle");
        var settled = await ReadAsync(Page, maya);
        settled.ShouldContain("You won: ");
        settled.ShouldContain("Prizes were given");
        settled.ShouldNotContain("data-until");
    }

    [Fact]
    public async Task A_contest_that_was_called_off_says_why_and_a_draft_is_nobodys_to_read()
    {
        await _world.OpenAsync("sprint", ContestWorld.Sprint);
        await _world.DoAsync("sprint", "cancel", """{"reason":"The bikes were recalled."}""");
        (await ReadAsync(Page)).ShouldContain("The contest was called off: The bikes were recalled.");

        await _world.PutAsync("draft", ContestWorld.Sprint);
        await ReadAsync("/p/acme/contests/draft", status: 404);
        await ReadAsync("/p/acme/contests/none", status: 404);
    }

    [Fact]
    public async Task Running_contests_are_on_the_home_and_on_the_own_card_with_the_gap_and_in_the_navigation()
    {
        var noah = await _world.Server.ClientOfPersonAsync("acme", "e2");
        (await ReadAsync("/p/acme", noah)).ShouldNotContain("href=\"/p/acme/contests\"");
        await _world.OpenAsync("sprint", ContestWorld.Sprint);
        await _world.SellAsync("e1", "500");
        await _world.SellAsync("e2", "300");

        foreach (var page in new[] { "/p/acme", "/p/acme/employees/e2" })
        {
            var shown = await ReadAsync(page, noah);
            shown.ShouldContain("href=\"/p/acme/contests\"");
            Between(shown, "class=\"panel contest-card\"", "</a>").ShouldSatisfyAllConditions(
                card => card.ShouldContain("Weekend sprint"), card => card.ShouldContain("Place 2 of 2"), card => card.ShouldContain("more to place 1"), card => card.ShouldContain("20 h"));
        }

        (await ReadAsync("/p/acme/employees/e1", noah)).ShouldNotContain("contest-card__name");
        (await ReadAsync("/p/acme")).ShouldContain("See the ranking");
    }

    [Fact]
    public async Task It_speaks_French()
    {
        await _world.OpenAsync("sprint", ContestWorld.Sprint);
        await _world.SellAsync("e1", "500");

        var page = await ReadAsync($"{Page}?lang=fr", await _world.Server.ClientOfPersonAsync("acme", "e1"));

        page.ShouldContain("Sprint du week-end");
        page.ShouldContain("Votre place");
        page.ShouldContain("Un vélo");
        page.ShouldContain("Se termine dans");
    }

    [Theory]
    [InlineData("""{ "type": "target", "bar": 100000 }""", "€500.00 left to €1,000.00")]
    [InlineData("""{ "type": "milestones", "steps": [ { "id": "half", "at": 40000, "name": "Half way" }, { "id": "whole", "at": 90000, "name": "Summit" } ] }""", "Half way · €400.00 to Summit")]
    [InlineData("""{ "type": "bracket", "size": 4, "seeds": [ "e1", "e2", "e3", "e4" ] }""", "Semi-final")]
    [InlineData("""{ "type": "kingOfTheHill", "roundLength": "PT6H" }""", "Leads the round")]
    [InlineData("""{ "type": "elimination", "roundLength": "PT6H", "out": 1 }""", "Leaves next as it stands")]
    [InlineData("""{ "type": "raffle", "per": 10000 }""", "5 tickets")]
    public async Task Each_format_shows_its_own_picture(string format, string words)
    {
        await _world.OpenAsync("sprint", With($"\"format\": {format}"));
        await _world.SellAsync("e1", "500");

        (await ReadAsync(Page)).ShouldContain(words);
    }

    [Fact]
    public async Task Joining_takes_the_terms_and_duels_are_offered_and_accepted_on_the_page()
    {
        await _world.OpenAsync("sprint", With("\"enrolment\": \"optIn\", \"terms\": \"Fair play.\", \"format\": { \"type\": \"duels\", \"acceptWithin\": \"PT24H\", \"mostAtOnce\": 1 }"));
        var (maya, noah) = (await EnterAsync("e1"), await EnterAsync("e2"));
        (await maya.SendAsync(null)).Text.ShouldContain("Fair play.");

        await maya.SendAsync("do=join");
        await maya.SendAsync("do=join&terms=accepted", withProof: false);
        (await _world.GetAsync("challenges/sprint")).Number("joined").ShouldBe(0);
        (await maya.SendAsync("do=join&terms=accepted")).Code.ShouldBe(303);
        await noah.SendAsync("do=join&terms=accepted");
        (await _world.GetAsync("challenges/sprint")).Number("joined").ShouldBe(2);

        (await maya.SendAsync(null)).Text.ShouldContain("<option value=\"e2\">Noah · Vélo Zürich</option>");
        (await maya.SendAsync("do=invite&opponent=e2")).Code.ShouldBe(303);
        (await maya.SendAsync(null)).Text.ShouldNotContain("Accept the duel");
        (await noah.SendAsync(null)).Text.ShouldContain("Accept the duel");
        await noah.SendAsync("do=accept&duel=1");
        Between((await noah.SendAsync(null)).Text, "data-duel=\"1\"", "</li>").ShouldContain("Level");
        (await maya.SendAsync(null, at: $"{Page}?refused=tooManyDuels")).Text.ShouldContain("as many duels as the contest allows");
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static string With(string members) =>
        ContestWorld.Sprint.Replace("\"subject\": \"employee\",", $"\"subject\": \"employee\", {members},", StringComparison.Ordinal);

    private static string Between(string page, string from, string to)
    {
        var rest = page[page.IndexOf(from, StringComparison.Ordinal)..];
        return rest[..rest.IndexOf(to, StringComparison.Ordinal)];
    }

    private async Task<FormBrowser> EnterAsync(string employee)
    {
        var link = await _world.PostAsync($"employees/{employee}/link");
        var browser = new FormBrowser(_world.Server, Page);
        (await browser.SendAsync(null, at: link.Text("url"))).Code.ShouldBeInRange(300, 399);
        return browser;
    }

    private async Task<string> ReadAsync(string page, ApiClient? caller = null, int status = 200)
    {
        var answer = await (caller ?? _world.Server.Client(null)).GetAsync(page);
        answer.Code.ShouldBe(status, page);
        return WebUtility.HtmlDecode(answer.Text);
    }
}
