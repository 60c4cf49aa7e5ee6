using System.Globalization;
using GamifiedLoyalty.Testing.Programs;

namespace GamifiedLoyalty.Server.Tests.Pages;

public sealed class HomePageTests
{
    [Fact]
    public async Task The_address_says_which_period_the_boards_show_and_links_keep_it()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e1", 100);
        await world.SellAsync("e2", 900, "2026-10-02T10:00:00+02:00");

        var usual = await world.ReadAsync("/p/acme");
        usual.ShouldContain("data-channel=\"board/revenue\"");
        usual.ShouldContain("2 in the ranking");

        var month = await world.ReadAsync("/p/acme?period=month");
        month.ShouldContain("data-channel=\"board/revenue/month\"");
        month.ShouldContain("1 in the ranking");
        month.ShouldContain("<a href=\"/p/acme?period=month\" aria-current=\"true\">Month</a>");
        month.ShouldContain("/p/acme?lang=fr&period=month");
        month.ShouldContain("/p/acme/boards/revenue?period=2026-11");

        // A board that does not offer weeks shows its own usual period.
        (await world.ReadAsync("/p/acme?period=week")).ShouldContain("data-channel=\"board/points\"");
        (await world.ReadAsync("/p/acme?period=2026-Q3")).ShouldContain("0 in the ranking");
        await world.ReadAsync("/p/acme?period=fortnight", status: 404);
    }

    [Fact]
    public async Task The_time_left_counts_to_the_end_of_the_period_in_the_programs_zone()
    {
        await using var world = await PageWorld.StartAsync();

        var page = await world.ReadAsync("/p/acme?period=week");

        var end = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(1)).ToUnixTimeMilliseconds();
        page.ShouldContain($"data-until=\"{end.ToString(CultureInfo.InvariantCulture)}\"");
        page.ShouldContain("1 d 13 h");
        page.ShouldContain("until the end of Sunday 22 November (Paris)");
        (await world.ReadAsync("/p/acme?period=all")).ShouldNotContain("data-until");
    }

    [Fact]
    public async Task The_latest_sales_are_told_newest_first_without_those_that_were_taken_back()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e1", 111);
        var wrong = await world.SellAsync("e2", 222);
        await world.SellAsync("e3", 333);
        await world.Server.Admin.PostAsync($"{PageWorld.Api}/activities/{wrong}/reversal", new { externalId = "R-1", reason = "Returned" });

        var page = await world.ReadAsync("/p/acme");

        var ticker = page[page.IndexOf("<gl-ticker", StringComparison.Ordinal)..page.IndexOf("</gl-ticker>", StringComparison.Ordinal)];
        ticker.ShouldContain("€333.00");
        ticker.ShouldNotContain("€222.00");
        ticker.IndexOf("Person 3", StringComparison.Ordinal).ShouldBeLessThan(ticker.IndexOf("Person 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Amounts_of_sales_are_not_told_where_no_board_tells_them()
    {
        await using var world = await PageWorld.StartAsync(definition: AcmeProgram.Json.Replace("\"measure\": \"amount\"", "\"measure\": \"count\"", StringComparison.Ordinal));
        await world.SellAsync("e1", 777);

        var page = await world.ReadAsync("/p/acme");

        page.ShouldContain("class=\"sale\"");
        page.ShouldNotContain("777");
    }

    [Fact]
    public async Task Whoever_came_in_by_a_link_sees_the_own_row_pinned_and_the_gap_to_the_next()
    {
        await using var world = await PageWorld.StartAsync("members", people: 13);
        for (var i = 1; i <= 13; i++)
        {
            await world.SellAsync($"e{i}", 1_000 - (10 * i));
        }

        await world.ReadAsync("/p/acme", status: 401);
        var own = await world.ReadAsync("/p/acme", await world.Server.ClientOfPersonAsync("acme", "e13"));
        var other = await world.ReadAsync("/p/acme", world.Server.Admin);

        var pinned = own[own.IndexOf("data-part=\"pinned\"", StringComparison.Ordinal)..];
        pinned[..pinned.IndexOf("</ol>", StringComparison.Ordinal)].ShouldContain("data-subject=\"e13\" data-rank=\"13\"");
        own.ShouldContain("€10.00 behind Person 12");
        other.ShouldNotContain("data-part=\"pinned\"");
    }

    [Fact]
    public async Task Who_moved_up_since_yesterday_is_named()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e1", 300, "2026-11-20T10:00:00+01:00");
        await world.SellAsync("e2", 200, "2026-11-20T10:00:00+01:00");
        await world.SellAsync("e3", 100, "2026-11-20T10:00:00+01:00");
        (await world.ReadAsync("/p/acme")).ShouldContain("Nobody has moved up since yesterday yet.");

        await world.SellAsync("e3", 900);

        var page = await world.ReadAsync("/p/acme");
        var movers = page[page.IndexOf("data-fresh=\"movers\"", StringComparison.Ordinal)..];
        movers[..movers.IndexOf("</section>", StringComparison.Ordinal)].ShouldContain("Person 3");
        (await world.ReadAsync("/p/acme?period=day")).ShouldNotContain("data-fresh=\"movers\"");
    }
}
