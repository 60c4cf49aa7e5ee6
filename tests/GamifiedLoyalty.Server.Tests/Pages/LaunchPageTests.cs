using GamifiedLoyalty.Server.Tests.Challenges;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Pages;

public sealed class LaunchPageTests : IAsyncLifetime
{
    private const string New = "/p/acme/contests/new";
    private const string Sprint = "template=weekendSprint&in.start=2026-11-27T18:00&in.end=2026-11-30T00:00&in.currency=points&in.prizePoints=1000";

    private ContestWorld _world = null!;
    private FormBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await ContestWorld.StartAsync(visibility: "members", approvalAbove: """{ "points": 5000 }""");
        // A page with a form, whose proof is sent along.
        _browser = new FormBrowser(_world.Server, $"{New}?template=weekendSprint");
    }

    [Fact]
    public async Task Only_a_manager_sees_and_sends_the_page()
    {
        (await _browser.SendAsync(null)).Code.ShouldBe(401);
        (await _browser.SendAsync($"do=launch&id=c1&{Sprint}")).Code.ShouldBe(401);
        (await _browser.SendAsync(null, at: "/p/acme/contests/preview?document=%7B%7D")).Code.ShouldBe(401);
        (await _browser.SendAsync(null, at: "/p/acme/contests/compare")).Code.ShouldBe(401);
        (await _browser.SendAsync("do=enter&key=wrong")).Code.ShouldBe(403);
        await EnterAsync();

        (await _browser.SendAsync($"do=launch&id=c1&{Sprint}", withProof: false)).Code.ShouldBe(303);
        (await _world.GetAsync("challenges/c1")).Code.ShouldBe(404);
        var page = await _browser.SendAsync(null, at: New);
        page.Code.ShouldBe(200);
        foreach (var title in new[] { "Weekend sprint", "Product push", "Duel night", "Last one standing" })
        {
            page.Text.ShouldContain(title);
        }
    }

    [Fact]
    public async Task A_template_shows_its_inputs_and_what_it_would_have_brought()
    {
        await _world.SellAsync("e1", "300", on: "2026-11-14T12:00:00+01:00");
        await _world.SellAsync("e3", "120", on: "2026-11-15T12:00:00+01:00");
        await _world.SellAsync("e2", "900", on: "2026-11-17T12:00:00+01:00");
        await EnterAsync();

        var page = (await _browser.SendAsync(null, at: $"{New}?template=weekendSprint")).Text;

        // The weekend before last, since the contest's own is the next one: Tuesday's sale is in neither.
        page.ShouldContain("name=\"in.start\" type=\"datetime-local\" value=\"2026-11-27T18:00\"");
        page.ShouldContain("As if it had run Fri 13 Nov, 18:00 – Mon 16 Nov, 00:00");
        page.ShouldContain("2 of 2 who took part would have won something.");
        page.IndexOf("Maya", StringComparison.Ordinal).ShouldBeInRange(1, page.IndexOf("Zoé", StringComparison.Ordinal));
        page.ShouldNotContain("Noah");
        page.ShouldContain("/p/acme/contests/preview?document=");

        var looked = (await _browser.SendAsync($"do=look&id=c1&{Sprint.Replace("1000", "4000", StringComparison.Ordinal)}")).Text;
        looked.ShouldContain("Ask for approval");
        looked.ShouldContain("6,000");
        (await _world.GetAsync("challenges/c1")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task Launching_twice_makes_one_contest()
    {
        await EnterAsync();

        (await _browser.SendAsync($"do=launch&id=c1&{Sprint}")).Code.ShouldBe(303);
        (await _browser.SendAsync($"do=launch&id=c1&{Sprint}")).Code.ShouldBe(303);

        (await _world.GetAsync("challenges/c1")).Text("status").ShouldBe("scheduled");
        (await _world.GetAsync("challenges")).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        var page = (await _browser.SendAsync(null, at: "/p/acme/contests/c1/manage?done=launched")).Text;
        page.ShouldContain("Launched. It opens by itself.");
        page.ShouldContain("Opens by itself in");
    }

    [Fact]
    public async Task A_budget_above_the_limit_waits_for_a_second_person()
    {
        await EnterAsync();
        (await _browser.SendAsync($"do=launch&id=big&{Sprint.Replace("1000", "4000", StringComparison.Ordinal)}")).Code.ShouldBe(303);
        (await _world.GetAsync("challenges/big")).Text("status").ShouldBe("submitted");
        (await _browser.SendAsync(null, at: "/p/acme/contests/big/manage")).Text.ShouldContain("approves it");

        var refused = await _browser.SendAsync("do=approve", at: "/p/acme/contests/big/manage");

        refused.Code.ShouldBe(409);
        refused.Text.ShouldContain("Somebody else has to approve");
    }

    [Fact]
    public async Task Faults_stand_at_their_inputs_and_what_was_filled_in_is_kept()
    {
        await EnterAsync();

        var ended = await _browser.SendAsync("do=launch&id=c1&template=productPush&in.start=2026-11-27T18:00&in.end=2026-11-20T18:00&in.product=Boots&in.units=many");

        ended.Code.ShouldBe(422);
        ended.Text.ShouldContain("data-fresh=\"fault-units\">A number from 0 up is needed.</p>");
        ended.Text.ShouldContain("value=\"many\"");
        (await _browser.SendAsync("do=save&id=c1&template=productPush")).Text.ShouldContain("data-fresh=\"fault-product\">This is needed.</p>");
        var over = await _browser.SendAsync("do=launch&id=late&template=weekendSprint&in.start=2026-11-01T18:00&in.end=2026-11-02T18:00");
        over.Code.ShouldBe(422);
        over.Text.ShouldContain("data-fresh=\"fault-end\">The end has passed.</p>");
        (await _world.GetAsync("challenges/c1")).Code.ShouldBe(404);
    }

    [Fact]
    public async Task An_expert_sees_each_fault_of_the_document_with_its_line()
    {
        await EnterAsync();
        (await _browser.SendAsync($"do=expert&id=c1&{Sprint}")).Text.ShouldContain("\"subject\": \"employee\"");
        var faulty = Uri.EscapeDataString("{\n \"name\": \"Sprint\",\n \"subject\": \"employee\",\n \"metric\": { \"measure\": \"weight\" },\n \"start\": \"2026-11-27\",\n \"end\": \"2026-11-30\"\n}");

        var answer = await _browser.SendAsync($"do=save&id=c1&document={faulty}");

        answer.Code.ShouldBe(422);
        answer.Text.ShouldContain("data-line=\"4\"");
        answer.Text.ShouldContain("<code>\"metric\": { \"measure\": \"weight\" },</code>");
        (await _browser.SendAsync($"do=save&id=c1&document={faulty}", at: $"{New}?lang=fr")).Text
            .ShouldContain("« metric.measure » n’est rien que l’on puisse compter. Attendu : points, amount, quantity, count");
        (await _browser.SendAsync($"do=save&id=c1&document={Uri.EscapeDataString("{\n,}")}")).Text.ShouldContain("data-line=\"2\"");
        var good = faulty.Replace("weight", "amount", StringComparison.Ordinal);
        (await _browser.SendAsync($"do=save&id=c1&document={good}")).Code.ShouldBe(303);
        (await _browser.SendAsync(null, at: $"{New}?draft=c1")).Text.ShouldContain("\"name\": \"Sprint\"");
    }

    [Fact]
    public async Task Three_drafts_are_compared_side_by_side()
    {
        await _world.SellAsync("e1", "300", on: "2026-11-14T12:00:00+01:00");
        await EnterAsync();
        foreach (var points in new[] { "1000", "2000", "3000", "4000" })
        {
            var kept = await _browser.SendAsync($"do=keep&id=d{points}&{Sprint.Replace("1000", points, StringComparison.Ordinal)}");
            kept.Code.ShouldBe(200);
            kept.Text.ShouldContain("Saved as a draft.");
        }

        (await _browser.SendAsync(null, at: "/p/acme/contests/compare?draft=d1000&draft=d3000")).Text.ShouldContain("data-count=\"2\"");
        (await _browser.SendAsync(null, at: "/p/acme/contests/compare")).Text.ShouldContain("data-count=\"3\"");
    }

    [Fact]
    public async Task The_preview_shows_the_contest_in_its_frame_only()
    {
        await EnterAsync();

        var page = await _browser.SendAsync(null, at: $"/p/acme/contests/preview?document={Uri.EscapeDataString(ContestWorld.Sprint)}");

        page.Code.ShouldBe(200);
        page.Text.ShouldContain("data-contest=\"race\"");
        page.Text.ShouldContain("data-rehearsal=\"true\"");
        (await _browser.SendAsync(null, at: "/p/acme/contests/preview?document=%7B%7D")).Code.ShouldBe(404);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private async Task EnterAsync() => (await _browser.SendAsync($"do=enter&key={TestServer.AdminKey}")).Code.ShouldBe(303);
}
