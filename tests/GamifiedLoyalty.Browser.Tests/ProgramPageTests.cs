namespace GamifiedLoyalty.Browser.Tests;

public sealed class ProgramPageTests(Chromium chromium)
{
    [Fact]
    public async Task The_period_chosen_stays_in_the_address_and_works_without_script()
    {
        await using var window = await chromium.OpenAsync(390, 844, script: false);
        await using var site = await Site.StartAsync();
        await window.Page.GotoAsync(site.Home);
        (await window.Page.Locator(".periods [aria-current]").InnerTextAsync()).ShouldBe("All time");

        await window.Page.ClickAsync(".periods a >> text=Today");

        window.Page.Url.ShouldBe($"{site.Home}?period=day");
        (await window.Page.Locator(".periods [aria-current]").InnerTextAsync()).ShouldBe("Today");
        (await window.Page.Locator("gl-board").First.GetAttributeAsync("data-channel")).ShouldBe("board/revenue/day");
        await window.Page.ReloadAsync();
        (await window.Page.Locator(".periods [aria-current]").InnerTextAsync()).ShouldBe("Today");
    }

    [Fact]
    public async Task A_person_is_found_while_typing_and_reached_by_keyboard()
    {
        await using var window = await chromium.OpenAsync(390, 844);
        await using var site = await Site.StartAsync();
        await window.OpenLiveAsync(site.Home);

        await window.Page.Locator("#search").PressSequentiallyAsync("ozt");
        await window.WaitForAsync("document.querySelectorAll('.search__answers:not([hidden]) a').length === 1");
        (await window.Page.Locator("gl-search [role=status]").InnerTextAsync()).ShouldBe("1 found");
        await window.Page.Keyboard.PressAsync("Escape");
        (await window.Page.Locator(".search__answers").IsHiddenAsync()).ShouldBeTrue();
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Shift+Tab");
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("Enter");

        await window.WaitForAsync("location.pathname === '/p/acme/employees/e03'");
        (await window.Page.Locator("h1").InnerTextAsync()).ShouldBe("Ana Öztürk");
        window.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_is_found_without_script()
    {
        await using var window = await chromium.OpenAsync(script: false);
        await using var site = await Site.StartAsync();
        await window.Page.GotoAsync(site.Home);

        await window.Page.FillAsync("#search", "maya");
        await window.Page.Keyboard.PressAsync("Enter");

        await window.Page.WaitForURLAsync($"{site.Home}/search?q=maya");
        (await window.Page.Locator(".hit__who b").InnerTextAsync()).ShouldBe("Maya Lindqvist");
    }

    [Fact]
    public async Task The_own_row_is_pinned_below_the_leaders_moves_with_sales_and_joins_them()
    {
        await using var window = await chromium.OpenAsync(390, 844);
        await using var site = await Site.StartAsync(employees: 12);
        await site.EnterAsync(window, "e12");
        await window.OpenLiveAsync(site.Home);
        (await window.Page.Locator("[data-part=pinned] .row").First.GetAttributeAsync("data-rank")).ShouldBe("12");

        await site.SellAsync("e12", 15);
        await window.WaitForAsync("document.querySelector('[data-part=pinned] .row').dataset.rank === '11'");
        await window.WaitForAsync("document.querySelector('gl-ticker .sale').innerText.includes('€15.00')");
        await site.SellAsync("e12", 2_000);
        await window.WaitForAsync("document.querySelector('[data-part=pinned]').hidden && document.querySelector('gl-board .row').classList.contains('row--own')");
        window.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_card_follows_its_sales_and_says_the_new_place()
    {
        await using var window = await chromium.OpenAsync(390, 844);
        await using var site = await Site.StartAsync();
        await site.EnterAsync(window, "e03");
        await window.OpenLiveAsync($"{site.Home}/employees/e03");
        (await window.Page.Locator(".place__figure").First.InnerTextAsync()).ShouldBe("3");
        var lines = await window.Page.Locator(".line").CountAsync();

        await site.SellAsync("e03", 15);

        await window.WaitForAsync("document.querySelector('.place__figure').innerText === '2'");
        (await window.Page.Locator(".line").CountAsync()).ShouldBe(lines + 1);
        (await window.Page.Locator("gl-fresh > [role=status]").InnerTextAsync()).ShouldContain("No. 2 on Revenue");
        (await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
        window.Errors.ShouldBeEmpty();
    }
}
