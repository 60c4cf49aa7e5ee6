using System.Text.RegularExpressions;

namespace GamifiedLoyalty.Server.Tests.Pages;

public sealed partial class CardPageTests
{
    private const string Card = "/p/acme/employees/e1";
    private const string Company = "/p/acme/partners/p1";

    [Fact]
    public async Task Places_are_for_whoever_sees_the_boards_and_money_for_who_may_read_it()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e1", 100);
        await world.SellAsync("e2", 200);
        var own = await world.Server.ClientOfPersonAsync("acme", "e1");
        var colleague = await world.Server.ClientOfPersonAsync("acme", "e2");
        var reader = await world.Server.ClientWithScopeAsync("read", "acme");

        foreach (var (caller, seesOwn, seesCompany) in new[]
        {
            (world.Server.Client(null), false, false), (colleague, false, false), (own, true, false), (reader, true, true),
        })
        {
            var card = await world.ReadAsync(Card, caller);
            card.ShouldContain("€100.00 behind Person 2");
            card.Contains("data-fresh=\"balances\"", StringComparison.Ordinal).ShouldBe(seesOwn);
            card.Contains("data-fresh=\"statement\"", StringComparison.Ordinal).ShouldBe(seesOwn);
            card.Contains("employee/e1\"", StringComparison.Ordinal).ShouldBe(seesOwn);

            var company = await world.ReadAsync(Company, caller);
            company.ShouldContain("Vélo Zürich");
            company.Contains("data-fresh=\"balances\"", StringComparison.Ordinal).ShouldBe(seesCompany);
        }
    }

    [Fact]
    public async Task Strangers_see_who_stands_on_a_board_and_nobody_else()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e1", 100);

        await world.ReadAsync(Card);
        await world.ReadAsync("/p/acme/employees/e2", status: 404);
        await world.ReadAsync("/p/acme/partners/p2", status: 404);
        await world.ReadAsync("/p/acme/employees/nobody", world.Server.Admin, 404);
        (await world.ReadAsync("/p/acme/employees/e2", world.Server.Admin)).ShouldContain("Not in the ranking yet");
    }

    [Fact]
    public async Task A_program_of_members_shows_cards_to_its_members_only()
    {
        await using var world = await PageWorld.StartAsync("members");
        await world.Server.PublishAsync("other");
        await world.Server.Admin.PutAsync("/api/v1/programs/other/employees/x1", new { name = "Xenia" });

        await world.ReadAsync(Card, status: 401);
        await world.ReadAsync(Company, status: 401);
        await world.ReadAsync(Card, await world.Server.ClientOfPersonAsync("other", "x1"), 403);
        await world.ReadAsync(Card, await world.Server.ClientOfPersonAsync("acme", "e2"));
    }

    [Fact]
    public async Task The_best_next_step_is_the_smallest_gain_for_a_place()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e1", 100);
        await world.SellAsync("e2", 101);

        (await world.ReadAsync(Card)).ShouldContain("€1.01 more to pass Person 2 and take place 1 on revenue");
        (await world.ReadAsync("/p/acme/employees/e2")).ShouldContain("€1.00 ahead of Person 1");
        (await world.ReadAsync(Company)).ShouldNotContain("class=\"next\"");
    }

    [Fact]
    public async Task A_statement_goes_on_page_by_page()
    {
        await using var world = await PageWorld.StartAsync();
        for (var i = 1; i <= 14; i++)
        {
            await world.SellAsync("e1", 10 * i);
        }

        var seen = new List<string>();
        for (var url = Card; url is not null;)
        {
            var page = await world.ReadAsync(url, world.Server.Admin);
            seen.AddRange(Line().Matches(page).Select(m => m.Groups[1].Value));
            url = Older().Match(page) is { Success: true } older ? older.Groups[1].Value : null;
        }

        // One line for each sale and one for the welcome.
        seen.Count.ShouldBe(15);
        seen.Take(3).ShouldBe(["+14", "+13", "+12"]);
        (await world.ReadAsync($"{Card}?after=nonsense", world.Server.Admin)).ShouldContain("+14");
    }

    [Fact]
    public async Task A_history_tells_each_day_of_the_period_and_ends_with_the_place_now()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e2", 500, "2026-11-18T10:00:00+01:00");
        await world.SellAsync("e1", 100, "2026-11-18T12:00:00+01:00");
        await world.SellAsync("e1", 900, "2026-11-20T12:00:00+01:00");

        var page = await world.ReadAsync($"{Card}?period=week");

        page.ShouldContain("From place 2 on 18 Nov to place 1 now with €1,000.00. Best: place 1 on 20 Nov.");
        Row().Matches(page).Select(m => string.Join(' ', m.Groups.Values.Skip(1).Select(g => g.Value)))
            .ShouldBe(["21 Nov 2026 1 €1,000.00", "20 Nov 2026 1 €1,000.00", "19 Nov 2026 2 €100.00", "18 Nov 2026 2 €100.00"]);
        page.ShouldContain("d=\"M0 50L33.33 50L66.67 0L100 0\"");
    }

    [Fact]
    public async Task A_card_speaks_french()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e1", 100);
        await world.SellAsync("e2", 300);

        var page = await world.ReadAsync($"{Card}?lang=fr");

        page.ShouldContain("200,00\u00a0€ derrière Person 2");
        page.ShouldContain("Prochaine étape");
    }

    [GeneratedRegex("""class="line__points"[^>]*>(?<first>[^<]+)<""", RegexOptions.None, 10_000)]
    private static partial Regex Line();

    [GeneratedRegex("""class="pager__next" href="(?<first>[^"#]+)""", RegexOptions.None, 10_000)]
    private static partial Regex Older();

    [GeneratedRegex("""<th scope="row">(?<first>[^<]+)</th><td class="figures">(?<second>[^<]+)</td><td class="figures">(?<third>[^<]+)</td>""", RegexOptions.None, 10_000)]
    private static partial Regex Row();
}
