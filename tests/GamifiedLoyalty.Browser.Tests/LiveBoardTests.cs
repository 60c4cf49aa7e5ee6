using System.Diagnostics;

namespace GamifiedLoyalty.Browser.Tests;

public sealed class LiveBoardTests(Chromium chromium)
{
    [Fact]
    public async Task A_sale_moves_the_rows_of_two_pages_and_a_large_screen_within_a_second()
    {
        await using var first = await chromium.OpenAsync();
        await using var second = await chromium.OpenAsync(390, 844, "fr");
        await using var screen = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync();
        await first.OpenLiveAsync(site.Board);
        await second.OpenLiveAsync(site.Board);
        await screen.OpenLiveAsync(await ScreenTests.LinkAsync(site));

        await site.SellAsync("e03", 500);
        var watch = Stopwatch.StartNew();
        const string moved = "document.querySelector('gl-board .row').dataset.subject === 'e03'";
        await Task.WhenAll(first.WaitForAsync(moved), second.WaitForAsync(moved), screen.WaitForAsync("document.querySelector('.screen__row').dataset.subject === 'e03'"));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));

        (await first.RowsAsync()).ShouldBe(await site.ApiRowsAsync());
        (await second.RowsAsync()).ShouldBe(await site.ApiRowsAsync());
        (await ScreenTests.ShownAsync(screen)).ShouldBe(await site.ApiRowsAsync());
        first.Errors.ShouldBeEmpty();
        second.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_pages_and_a_large_screen_recover_by_themselves_after_the_server_was_killed()
    {
        await using var first = await chromium.OpenAsync();
        await using var second = await chromium.OpenAsync();
        await using var screen = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync();
        await first.OpenLiveAsync(site.Board);
        await second.OpenLiveAsync(site.Board);
        await screen.OpenLiveAsync(await ScreenTests.LinkAsync(site));

        await site.KillAsync();
        const string offline = "document.querySelector('.live').dataset.state === 'offline'";
        await Task.WhenAll(first.WaitForAsync(offline), second.WaitForAsync(offline), screen.WaitForAsync(offline));
        await first.WaitForAsync("/\\d+ s old/.test(document.querySelector('.live').textContent)");

        await site.ServeAsync();
        await site.SellAsync("e02", 700);
        const string recovered = "document.querySelector('.live').dataset.state === 'live' && document.querySelector('gl-board .row, .screen__row').dataset.subject === 'e02'";
        await Task.WhenAll(first.WaitForAsync(recovered, 45_000), second.WaitForAsync(recovered, 45_000), screen.WaitForAsync(recovered, 45_000));

        (await first.RowsAsync()).ShouldBe(await site.ApiRowsAsync());
        (await second.RowsAsync()).ShouldBe(await site.ApiRowsAsync());
        (await ScreenTests.ShownAsync(screen)).ShouldBe(await site.ApiRowsAsync());

        await site.SellAsync("e01", 900);
        await first.WaitForAsync("document.querySelector('gl-board .row').dataset.subject === 'e01'");
        (await first.RowsAsync()).ShouldBe(await site.ApiRowsAsync());
    }

    [Fact]
    public async Task Somebody_new_appears_with_name_and_company()
    {
        await using var window = await chromium.OpenAsync();
        await using var site = await Site.StartAsync(1);
        await window.OpenLiveAsync(site.Board);

        await site.SendAsync(HttpMethod.Put, "/api/v1/programs/acme/employees/new", """{ "name": "Ida Berg", "partner": "p1" }""");
        await site.SellAsync("new", 5);
        await window.WaitForAsync("document.querySelectorAll('gl-board .row').length === 2");

        (await window.Page.Locator("gl-board .row").Nth(1).InnerTextAsync()).ShouldSatisfyAllConditions(
            text => text.ShouldContain("Ida Berg"),
            text => text.ShouldContain("Vertical Ullapool"),
            text => text.ShouldContain("IB"));
        window.Errors.ShouldBeEmpty();
    }
}
