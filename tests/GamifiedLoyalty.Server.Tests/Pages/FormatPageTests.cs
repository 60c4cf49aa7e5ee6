using System.Net;
using System.Text.RegularExpressions;
using GamifiedLoyalty.Server.Tests.Challenges;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Pages;

/// <summary>What the page of a contest draws of each format; contests run from 8 on Saturday to 8 on Sunday, and it is 11.</summary>
public sealed partial class FormatPageTests : IAsyncLifetime
{
    private const string Page = "/p/acme/contests/sprint";

    private ContestWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await ContestWorld.StartAsync();

    [Fact]
    public async Task A_knockout_is_a_tree_with_byes_and_the_own_way_through_it_in_words()
    {
        await OpenAsync("""{ "type": "bracket", "size": 4, "seeds": [ "e1", "e2", "e3" ] }""");
        await _world.SellAsync("e2", "500");
        await _world.SellAsync("e3", "300");

        var noah = await ReadAsync(await PersonAsync("e2"));
        noah.ShouldContain("€200.00 ahead of Zoé");
        noah.ShouldContain("Next opponent: Maya");
        Count(noah, "class=\"bracket__round\"").ShouldBe(2);
        var tree = Between(noah, "class=\"tree\"", "contest__columns");
        tree.ShouldContain("tabindex=\"0\"");
        tree.ShouldContain("data-state=\"bye\"");
        tree.ShouldContain("No opponent");
        tree.ShouldContain("data-state=\"running\" data-own=\"true\"");

        (await ReadAsync(await PersonAsync("e1"))).ShouldContain("Next opponent: winner of Noah – Zoé");
        _world.Time.Advance(TimeSpan.FromHours(10));
        (await ReadAsync(await PersonAsync("e3"))).ShouldContain("Lost to Noah");
        var final = await ReadAsync(await PersonAsync("e2"));
        final.ShouldContain("Won against Zoé");
        final.ShouldContain("Level with Maya");
        (await ReadAsync(null)).ShouldNotContain("Your way");
    }

    [Fact]
    public async Task A_ladder_says_what_is_reached_what_is_next_and_what_each_step_wins()
    {
        await OpenAsync("""{ "type": "milestones", "steps": [ { "id": "half", "at": 40000, "name": "Half way" }, { "id": "whole", "at": 90000, "name": "Summit" } ] }""",
            """{ "currency": "points", "budget": { "points": 2000 }, "list": [ { "milestone": "half", "points": 50 }, { "milestone": "whole", "points": 150 } ] }""");
        await _world.SellAsync("e1", "500");

        var maya = await ReadAsync(await PersonAsync("e1"));
        maya.ShouldContain("€400.00 to the next step: Summit");
        Step(maya, "reached").ShouldSatisfyAllConditions(s => s.ShouldContain("Half way"), s => s.ShouldContain("50 Points"), s => s.ShouldContain("Reached by 1"));
        Step(maya, "next").ShouldSatisfyAllConditions(s => s.ShouldContain("Summit"), s => s.ShouldContain("€400.00 left"), s => s.ShouldContain("Reached by 0"));
        Between(maya, "class=\"ladder\"", "</svg>").ShouldContain("class=\"ladder__fill\" data-state=\"next\"");
        (await ReadAsync(null)).ShouldNotContain("to the next step");
    }

    [Fact]
    public async Task A_growth_target_says_whence_it_comes()
    {
        await _world.SellAsync("e1", "1000", "2026-11-10T10:00:00+01:00");
        await OpenAsync("""{ "type": "target", "growthPercent": "20" }""", """{ "currency": "points", "budget": { "points": 2000 }, "list": [ { "reaching": "target", "points": 50 } ] }""",
            "\"baseline\": { \"from\": \"2026-11-10T08:00\", \"until\": \"2026-11-12T08:00\", \"floor\": 20000 }");
        await _world.SellAsync("e1", "150");
        await _world.SellAsync("e2", "150");

        var maya = await ReadAsync(await PersonAsync("e1"));
        maya.ShouldContain("of €600.00");
        maya.ShouldContain("€450.00 left");
        maya.ShouldContain("Your target is your own past and 20 % more.");
        maya.ShouldContain("you came to €1,000.00.");
        maya.ShouldContain("Scaled to the length of this contest, that is €500.00.");
        maya.ShouldContain("1 of 2 have reached their target.");
        (await ReadAsync(await PersonAsync("e2"))).ShouldContain("at least €200.00 are taken as your past");
    }

    [Fact]
    public async Task Companies_per_head_show_their_headcounts_and_who_is_too_small()
    {
        (await _world.Server.Admin.PutAsync($"{ContestWorld.Api}/partners/p3", new { name = "Rad und Tat" })).Code.ShouldBeLessThan(300);
        (await _world.Server.Admin.PutAsync($"{ContestWorld.Api}/employees/e5", new { name = "Ida", partner = "p3" })).Code.ShouldBeLessThan(300);
        await _world.OpenAsync("sprint", ContestWorld.Sprint.Replace(
            "\"subject\": \"employee\",", """ "subject": "partner", "format": { "type": "team" }, "scoring": "perHead", "minimumHeadcount": 2,""", StringComparison.Ordinal));
        await _world.SellAsync("e1", "500");
        await _world.SellAsync("e5", "900");

        var ida = await ReadAsync(await PersonAsync("e5"));
        ida.ShouldContain("2 people, €250.00 each");
        Between(ida, "id=\"format-teams\"", "</section>").ShouldContain("needs 2, has 1: not ranked yet");
        Between(ida, "id=\"contest-own\"", "</section>").ShouldContain("your company is ranked from 2 employees on, and has 1.");

        var standings = (await _world.GetAsync("challenges/sprint/standings", await PersonAsync("e5"))).Json;
        standings.GetProperty("minimumHeadcount").GetInt32().ShouldBe(2);
        standings.GetProperty("rows")[0].GetProperty("headcount").GetInt32().ShouldBe(2);
        standings.GetProperty("unranked")[0].GetProperty("name").GetString().ShouldBe("Rad und Tat");
        standings.GetProperty("unranked")[0].GetProperty("headcount").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task In_danger_is_who_is_weakest_in_the_running_round_and_not_who_is_last()
    {
        await OpenAsync("""{ "type": "elimination", "roundLength": "PT6H", "out": 1 }""");
        await _world.SellAsync("e1", "900");
        await _world.SellAsync("e2", "50");
        await _world.SellAsync("e3", "40");
        _world.Time.Advance(TimeSpan.FromHours(4));
        await _world.SellAsync("e2", "20", "2026-11-21T14:30:00+01:00");
        await _world.SellAsync("e3", "30", "2026-11-21T14:30:00+01:00");

        var maya = await ReadAsync(await PersonAsync("e1"));
        Row(maya, "e1").ShouldContain("data-danger=\"true\"");
        Row(maya, "e3").ShouldNotContain("data-danger");
        maya.ShouldContain("In danger: €0.00 this round, €20.01 more and you stay.");
        maya.ShouldContain("the weakest one leaves on");
        maya.ShouldContain("Next cut in");
        Between(maya, "id=\"format-cuts\"", "</section>").ShouldContain("Ugo");
        (await ReadAsync(await PersonAsync("e3"))).ShouldContain("Safe as it stands: €30.00 this round, €30.00 above the cut.");
        (await ReadAsync(await PersonAsync("e4"))).ShouldContain("You left after round 1.");
    }

    [Fact]
    public async Task The_hill_shows_who_holds_it_since_when_and_how_often_one_held_it()
    {
        await OpenAsync("""{ "type": "kingOfTheHill", "roundLength": "PT4H" }""");
        await _world.SellAsync("e1", "500");
        _world.Time.Advance(TimeSpan.FromHours(2));
        await _world.SellAsync("e2", "50", "2026-11-21T12:30:00+01:00");

        var maya = await ReadAsync(await PersonAsync("e1"));
        Between(maya, "class=\"king\"", "</div>").ShouldContain("Maya");
        maya.ShouldContain("Holds the crown since 11/21/2026 12:00");
        maya.ShouldContain("You held it after 1 of 1 rounds.");
        maya.ShouldContain("You have €0.00 in this round; €50.01 more take the lead.");
        (await ReadAsync(await PersonAsync("e2"))).ShouldContain("You held it after 0 of 1 rounds.");
    }

    [Fact]
    public async Task Everybody_of_the_audience_may_be_invited_and_found_when_there_are_many()
    {
        await OpenAsync("""{ "type": "duels", "acceptWithin": "PT24H", "mostAtOnce": 2 }""", members: "\"audience\": { \"where\": { \"field\": \"partner.region\", \"op\": \"eq\", \"value\": \"North\" } }");
        var maya = await PersonAsync("e1");
        var few = await ReadAsync(maya);
        few.ShouldContain("<option value=\"e2\">");
        few.ShouldNotContain("<option value=\"e3\">");
        few.ShouldNotContain("name=\"find\"");

        (await _world.Server.Admin.PostAsync($"{ContestWorld.Api}/members", Enumerable.Range(1, 60).Select(i =>
            new { kind = "employee", id = $"x{i}", name = i == 50 ? "Éloïse Petit" : $"Colleague {i}", partner = i == 60 ? "p2" : "p1" }).ToArray())).Code.ShouldBe(200);
        var many = await ReadAsync(maya);
        many.ShouldContain("name=\"find\"");
        many.ShouldNotContain("<option value=\"x50\">");
        var found = await ReadAsync(maya, $"{Page}?find=eloise");
        found.ShouldContain("<option value=\"x50\">Éloïse Petit · Vélo Zürich</option>");
        (await ReadAsync(maya, $"{Page}?find=Zo")).ShouldContain("Nobody who takes part is called “Zo”.");
        (await ReadAsync(null)).ShouldNotContain("format-invite");
    }

    [Fact]
    public async Task Duels_show_both_scores_and_an_invitation_can_be_answered_while_the_ranking_is_frozen()
    {
        await OpenAsync("""{ "type": "duels", "acceptWithin": "PT24H", "mostAtOnce": 2 }""");
        await _world.PostAsync("challenges/sprint/duels", """{ "challenger": "e1", "opponent": "e2" }""");
        await _world.PostAsync("challenges/sprint/duels/1/accept", """{ "subject": "e2" }""");
        await _world.SellAsync("e1", "70", Now());
        await _world.SellAsync("e2", "100", Now());
        Duel(await ReadAsync(await PersonAsync("e1")), 1).ShouldSatisfyAllConditions(
            d => d.ShouldContain("€70.00"), d => d.ShouldContain("€100.00"), d => d.ShouldContain("€30.00 behind"));

        await _world.DoAsync("sprint", "freeze");
        await _world.PostAsync("challenges/sprint/duels", """{ "challenger": "e3", "opponent": "e1" }""");
        await _world.SellAsync("e1", "500", Now());
        var frozen = await ReadAsync(await PersonAsync("e1"));
        Duel(frozen, 1).ShouldContain("€30.00 behind");
        Duel(frozen, 2).ShouldContain("Accept the duel");
    }

    [Fact]
    public async Task A_raffle_tells_the_chance_and_after_the_draw_where_its_certificate_is()
    {
        await OpenAsync("""{ "type": "raffle", "per": 10000 }""");
        await _world.SellAsync("e1", "350");
        await _world.SellAsync("e2", "900");
        var maya = await PersonAsync("e1");

        var running = await ReadAsync(maya);
        running.ShouldContain("3 of 12 tickets in the drum: a chance of 25.0% in the first draw.");
        running.ShouldContain("€50.00 to the next ticket");
        running.ShouldContain("SHA-256 of the seed");
        running.ShouldNotContain("/challenges/sprint/settlement");

        await _world.DoAsync("sprint", "close");
        await _world.DoAsync("sprint", "settle");
        var drawn = await ReadAsync(maya);
        var certificate = Between(drawn, "class=\"proof__link\" href=\"", "\">")["class=\"proof__link\" href=\"".Length..];
        var answer = await maya.GetAsync(certificate);
        answer.Code.ShouldBe(200);
        drawn.ShouldContain(answer.Json.GetProperty("draw").GetProperty("seed").GetString()!);
        Between(drawn, "class=\"plain drawn\"", "</ol>").ShouldContain("Noah");
    }

    [Theory]
    [InlineData("""{ "type": "elimination", "roundLength": "PT6H", "out": 1 }""")]
    [InlineData("""{ "type": "kingOfTheHill", "roundLength": "PT4H" }""")]
    [InlineData("""{ "type": "raffle", "per": 10000 }""")]
    [InlineData("""{ "type": "bracket", "size": 4, "seeds": [ "e1", "e2", "e3", "e4" ] }""")]
    [InlineData("""{ "type": "target", "bar": 100000 }""")]
    public async Task A_frozen_picture_stands_still(string format)
    {
        await OpenAsync(format);
        await _world.SellAsync("e1", "500");
        await _world.DoAsync("sprint", "freeze");
        var maya = await PersonAsync("e1");
        var before = Picture(await ReadAsync(maya));
        before.Length.ShouldBeGreaterThan(200);
        await _world.SellAsync("e4", "7000");
        await _world.SellAsync("e1", "9000");
        Picture(await ReadAsync(maya)).ShouldBe(before);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static string Picture(string page) => Between(page, "data-fresh=\"format\"", "class=\"contest__columns\"");

    private static string Duel(string page, int number) => Between(page, $"data-duel=\"{number}\"", "</li>");

    private static string Row(string page, string subject) => Between(page, $"data-subject=\"{subject}\"", "</li>");

    private static string Step(string page, string state) => Between(page, $"class=\"ladder__step\" data-state=\"{state}\"", "</li>");

    private static int Count(string page, string text) => page.Split(text).Length - 1;

    private static string Between(string page, string from, string to)
    {
        var at = page.IndexOf(from, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, from);
        var end = page.IndexOf(to, at + from.Length, StringComparison.Ordinal);
        end.ShouldBeGreaterThan(at, to);
        return page[at..end];
    }

    [GeneratedRegex(@"[\u00a0\u202f]", RegexOptions.None, 1_000)]
    private static partial Regex NarrowSpace();

    private string Now() => _world.Time.GetUtcNow().ToString("O");

    private Task OpenAsync(string format, string? prizes = null, string? members = null)
    {
        var document = ContestWorld.Sprint.Replace(
            "\"subject\": \"employee\",", $"\"subject\": \"employee\", \"format\": {format},{(members is null ? "" : members + ",")}", StringComparison.Ordinal);
        return _world.OpenAsync("sprint", prizes is null ? document : document[..document.IndexOf("\"prizes\"", StringComparison.Ordinal)] + $"\"prizes\": {prizes} }}");
    }

    private Task<ApiClient> PersonAsync(string employee) => _world.Server.ClientOfPersonAsync("acme", employee);

    private async Task<string> ReadAsync(ApiClient? caller, string page = Page)
    {
        var answer = await (caller ?? _world.Server.Client(null)).GetAsync(page);
        answer.Code.ShouldBe(200, page);
        return NarrowSpace().Replace(WebUtility.HtmlDecode(answer.Text), " ");
    }
}
