namespace GamifiedLoyalty.Browser.Tests;

public sealed class ScreenTests(Chromium chromium)
{
    private const string SmallestText = """
        Math.min(...[...document.querySelectorAll('body *')]
          .filter(e => e.offsetParent !== null && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim() !== ''))
          .map(e => parseFloat(getComputedStyle(e).fontSize)))
        """;

    private const string OutsideOfMargins = """
        [...document.querySelectorAll('.row, .screen__title, .qr, .live, .screen__clock')]
          .filter(e => e.offsetParent !== null || e instanceof SVGElement)
          .map(e => e.getBoundingClientRect()).filter(r => r.width > 0)
          .filter(r => r.left < 76 || r.right > 1920 - 76 || r.top < 43 || r.bottom > 1080 - 43).length
        """;

    [Fact]
    public async Task A_screen_shows_ten_rows_to_the_last_seat_and_never_scrolls()
    {
        await using var window = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync(employees: 14, visibility: "members");
        await window.OpenLiveAsync(await LinkAsync(site));

        (await window.Page.Locator(".row:visible").CountAsync()).ShouldBeGreaterThanOrEqualTo(10);
        (await window.Page.EvaluateAsync<double>(SmallestText)).ShouldBeGreaterThanOrEqualTo(34);
        (await window.Page.EvaluateAsync<int>(OutsideOfMargins)).ShouldBe(0);
        (await window.Page.EvaluateAsync<int>("document.documentElement.scrollHeight")).ShouldBeLessThanOrEqualTo(1080);
        (await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(1920);
        window.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_screen_tells_gains_and_follows_its_settings()
    {
        await using var window = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync(employees: 5, visibility: "members");
        await window.OpenLiveAsync(await LinkAsync(site));

        await site.SellAsync("e05", 2_000);
        await window.WaitForAsync("document.querySelector('.row').dataset.subject === 'e05'");
        (await window.Page.Locator(".ticker li").First.InnerTextAsync()).ShouldContain("2,000");

        foreach (var (employee, amount) in new[] { ("e01", 3_000), ("e02", 4_000), ("e03", 5_000), ("e04", 6_000), ("e05", 7_000) })
        {
            await site.SellAsync(employee, amount);
            await window.WaitForAsync($"document.querySelector('.row').dataset.subject === '{employee}'");
        }

        (await window.Page.EvaluateAsync<int>(OutsideOfMargins)).ShouldBe(0);
        await site.SendAsync(HttpMethod.Put, "/api/v1/programs/acme/screens/lobby", """{ "title": "Finale", "boards": [ { "board": "points" } ] }""");
        await window.WaitForAsync("document.querySelector('.screen__brand')?.textContent === 'Finale'");
    }

    private static async Task<string> LinkAsync(Site site)
    {
        await site.SendAsync(HttpMethod.Put, "/api/v1/programs/acme/screens/lobby", """{ "boards": [ { "board": "revenue", "seconds": 60 } ] }""");
        var link = await site.SendAsync(HttpMethod.Post, "/api/v1/programs/acme/screens/lobby/link", "{}");
        return (string)link["url"]!;
    }
}
