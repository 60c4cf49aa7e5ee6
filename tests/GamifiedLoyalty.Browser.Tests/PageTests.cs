namespace GamifiedLoyalty.Browser.Tests;

public sealed class PageTests(Chromium chromium)
{
    [Fact]
    public async Task A_board_is_complete_without_script()
    {
        await using var window = await chromium.OpenAsync(script: false);
        await using var site = await Site.StartAsync();

        await window.Page.GotoAsync(site.Board);
        var rows = await window.Page.Locator("ol.standings > li").AllInnerTextsAsync();

        rows.Count.ShouldBe(3);
        rows[0].ShouldContain("Maya Lindqvist");
        string.Concat(rows[0].Split('\n', '\r', ' ')).ShouldContain("€990.00");
        (await window.Page.Locator("h1").InnerTextAsync()).ShouldBe("Revenue");
    }

    [Fact]
    public async Task A_french_reader_gets_french()
    {
        await using var window = await chromium.OpenAsync(locale: "fr-FR");
        await using var site = await Site.StartAsync();

        await window.OpenLiveAsync(site.Board);
        var text = await window.Page.Locator("body").InnerTextAsync();

        (await window.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe("fr");
        text.ShouldContain("Chiffre d’affaires");
        text.ShouldContain("3 au classement");
        text.ShouldContain("En direct");
        text.ShouldNotContain("Revenue");
        (await window.Page.Locator(".row__score").First.InnerTextAsync()).ShouldBe("990,00\u00a0€");
    }

    [Fact]
    public async Task A_chosen_language_is_remembered()
    {
        await using var window = await chromium.OpenAsync();
        await using var site = await Site.StartAsync();

        await window.Page.GotoAsync(site.Board + "?lang=fr");
        await window.Page.GotoAsync(site.Board);

        (await window.Page.Locator("html").GetAttributeAsync("lang")).ShouldBe("fr");
    }

    [Fact]
    public async Task An_empty_board_says_what_will_appear()
    {
        await using var window = await chromium.OpenAsync();
        await using var site = await Site.StartAsync(employees: 0);

        await window.OpenLiveAsync(site.Board);

        (await window.Page.Locator("gl-board .empty").InnerTextAsync()).ShouldContain("Nobody is listed yet");
    }

    [Fact]
    public async Task A_phone_does_not_scroll_sideways()
    {
        await using var window = await chromium.OpenAsync(390, 844);
        await using var site = await Site.StartAsync(employees: 12);

        await window.OpenLiveAsync(site.Board);

        (await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390);
    }

    [Fact]
    public async Task A_program_of_members_explains_itself_to_strangers_and_opens_for_its_people()
    {
        await using var window = await chromium.OpenAsync();
        await using var site = await Site.StartAsync(visibility: "members");

        var refused = await window.Page.GotoAsync(site.Board);
        refused!.Status.ShouldBe(401);
        (await window.Page.Locator("h1").InnerTextAsync()).ShouldBe("This program is for its members");

        var link = await site.SendAsync(HttpMethod.Post, "/api/v1/programs/acme/employees/e02/link", "{}");
        await window.Page.GotoAsync((string)link["url"]!);
        await window.OpenLiveAsync(site.Board);
        (await window.Page.Locator("gl-board .row--own").GetAttributeAsync("data-subject")).ShouldBe("e02");

        var again = await window.Page.GotoAsync((string)link["url"]!);
        again!.Status.ShouldBe(410);
        (await window.Page.Locator("h1").InnerTextAsync()).ShouldBe("This link has been used or has expired");
    }
}
