using System.Diagnostics;
using System.Text.Json;

namespace GamifiedLoyalty.Browser.Tests;

public sealed class ContestPageTests(Chromium chromium)
{
    private const string Api = "/api/v1/programs/acme/challenges/sprint";

    [Fact]
    public async Task A_sale_moves_two_phones_within_a_second_until_the_contest_is_frozen()
    {
        await using var first = await chromium.OpenAsync(390, 844);
        await using var second = await chromium.OpenAsync(390, 844, "fr");
        await using var site = await Site.StartAsync();
        await site.SendAsync(HttpMethod.Put, Api, """{ "name": "Sprint", "metric": { "measure": "amount" }, "subject": "employee", "start": "2026-01-01", "end": "2999-01-01", "enrolment": "optIn" }""");
        await site.SendAsync(HttpMethod.Post, $"{Api}/submit", "{}");
        while ((string?)(await site.SendAsync(HttpMethod.Get, Api, "{}"))["status"] != "open")
        {
            await Task.Delay(100);
        }

        await site.SendAsync(HttpMethod.Post, $"{Api}/participants", """{ "subject": "e01" }""");
        await site.EnterAsync(first, "e03");
        var page = $"{site.Url}/p/acme/contests/sprint";
        await first.OpenLiveAsync(page);
        await first.Page.Locator("button[value=join]").ClickAsync();
        await first.WaitForAsync("document.querySelector('.live').dataset.state === 'live' && !document.querySelector('button[value=join]')");
        await second.OpenLiveAsync(page);

        await site.SellAsync("e03", 50_000);
        var watch = Stopwatch.StartNew();
        const string moved = "document.querySelector('.contest__row')?.dataset.subject === 'e03'";
        await Task.WhenAll(first.WaitForAsync(moved), second.WaitForAsync(moved));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));

        await site.SendAsync(HttpMethod.Post, $"{Api}/freeze", "{}");
        await first.WaitForAsync("document.querySelector('[data-kind=frozen]') !== null");
        var before = await first.Page.Locator(".contest__rows").InnerTextAsync();
        await site.SellAsync("e01", 90_000);
        await first.Page.ReloadAsync();
        (await first.Page.Locator(".contest__rows").InnerTextAsync()).ShouldBe(before);
        first.Errors.ShouldBeEmpty();
        second.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_knockout_is_scrolled_by_keyboard_and_stays_where_it_was_when_a_sale_comes()
    {
        await using var phone = await chromium.OpenAsync(390, 844);
        await using var site = await Site.StartAsync(8);
        await site.SendAsync(HttpMethod.Put, Api, """{ "name": "Cup", "metric": { "measure": "amount" }, "subject": "employee", "start": "2026-01-01", "end": "2999-01-01", "format": { "type": "bracket", "size": 8, "seeds": ["e01", "e02", "e03", "e04", "e05", "e06", "e07", "e08"] } }""");
        await site.SendAsync(HttpMethod.Post, $"{Api}/submit", "{}");
        while ((string?)(await site.SendAsync(HttpMethod.Get, Api, "{}"))["status"] != "open")
        {
            await Task.Delay(100);
        }

        await phone.OpenLiveAsync($"{site.Url}/p/acme/contests/sprint");
        (await phone.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await phone.Page.Locator(".tree").FocusAsync();
        await phone.Page.Keyboard.PressAsync("ArrowRight");
        await phone.WaitForAsync("document.querySelector('.tree').scrollLeft > 20");
        var before = await phone.Page.EvaluateAsync<int>("document.querySelector('.tree').scrollLeft");

        var shown = await phone.Page.Locator(".tree").TextContentAsync();
        await site.SellAsync("e05", 70_000);
        await phone.WaitForAsync($"document.querySelector('.tree').textContent !== {JsonSerializer.Serialize(shown)}");
        (await phone.Page.EvaluateAsync<int>("document.querySelector('.tree').scrollLeft")).ShouldBeGreaterThanOrEqualTo(before);
        (await phone.Page.EvaluateAsync<bool>("document.activeElement.classList.contains('tree')")).ShouldBeTrue();
        phone.Errors.ShouldBeEmpty();
    }
}
