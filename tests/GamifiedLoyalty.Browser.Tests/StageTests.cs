using System.Diagnostics;

namespace GamifiedLoyalty.Browser.Tests;

public sealed class StageTests(Chromium chromium)
{
    private const string Stage = "/api/v1/programs/acme/stage";
    private const string RealNames = "/Lindqvist|Rochefoucauld|Öztürk|Bo Li/.test(document.body.textContent)";

    [Fact]
    public async Task A_conductor_launches_a_scene_on_two_screens_at_once_holds_them_undoes_and_rehearses()
    {
        await using var site = await Site.StartAsync(employees: 4);
        await using var walls = await Walls.HangAsync(chromium, site, Walls.Scenes, """ "title": "Foyer", "boards": [ { "board": "points" } ], "theme": "light" """);
        await using var phone = await chromium.OpenAsync(390, 844);
        await ConductAsync(phone, site);

        var watch = Stopwatch.StartNew();
        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Podium Revenue" }).ClickAsync();
        await walls.ShowAsync("podium");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await phone.WaitForAsync("document.querySelector('.conduct__scene').textContent === 'Podium: Revenue'");
        (await phone.Page.Locator(".presence[data-on=true]").CountAsync()).ShouldBe(2);

        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Hold" }).ClickAsync();
        await phone.WaitForAsync("document.querySelector('#do-release') !== null");
        ((bool)(await site.SendAsync(HttpMethod.Get, Stage, "{}"))["hold"]!).ShouldBeTrue();

        await phone.Page.Locator("form:has([value=message]) [name=text]").FillAsync("Lunch is served");
        await phone.Page.Locator("button[value=message]").ClickAsync();
        await walls.ShowAsync("message");
        (await walls.All[1].Page.Locator(".words__text").InnerTextAsync()).ShouldBe("Lunch is served");

        await phone.Page.Locator("#do-undo").ClickAsync();
        await walls.ShowAsync("podium");
        await phone.Page.Locator("#do-undo").ClickAsync();
        await walls.ShowAsync("board");
        (await walls.All[1].Page.Locator(".scene:not([hidden]) .screen__title").InnerTextAsync()).ShouldBe("Points");

        await RehearseAsync(phone, walls, site);
        phone.Errors.ShouldBeEmpty();
        walls.All.SelectMany(w => w.Errors).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_conductors_celebration_is_seen_once_and_heard_only_after_a_click()
    {
        await using var site = await Site.StartAsync(employees: 2);
        await using var walls = await Walls.HangAsync(chromium, site, Walls.Scenes + """, "sound": true """);
        var wall = walls.All[0];
        (await wall.Page.Locator("[data-part=sound]").IsVisibleAsync()).ShouldBeTrue();

        await CelebrateAsync(site, "North");
        await wall.WaitForAsync("!document.querySelector('.moment').hidden");
        (await wall.Page.Locator(".moment__name").InnerTextAsync()).ShouldBe("North");
        (await wall.Page.Locator("[data-part=sound]").GetAttributeAsync("data-played")).ShouldBeNull();
        await wall.WaitForAsync("document.querySelector('.moment').hidden");

        await wall.Page.Mouse.ClickAsync(100, 100);
        await wall.WaitForAsync("document.querySelector('[data-part=sound]').hidden");
        await CelebrateAsync(site, "South");
        await wall.WaitForAsync("document.querySelector('[data-part=sound]').dataset.played === '1'");
        await wall.WaitForAsync("document.querySelector('.moment').hidden");

        // The page exchanges itself for other settings: what was celebrated is not celebrated again.
        await site.SendAsync(HttpMethod.Put, "/api/v1/programs/acme/screens/wall0", $$"""{ {{Walls.Scenes}}, "sound": true, "title": "Finale" }""");
        await wall.WaitForAsync("document.querySelector('.screen__brand')?.textContent === 'Finale'");
        await wall.WaitForAsync("document.querySelector('.live').dataset.state === 'live'");
        (await wall.Page.Locator(".moment").GetAttributeAsync("data-count")).ShouldBeNull();
        wall.Errors.ShouldBeEmpty();
    }

    private static async Task RehearseAsync(Window phone, Walls walls, Site site)
    {
        (await walls.All[0].Page.EvaluateAsync<bool>(RealNames)).ShouldBeTrue();
        var before = (long)(await site.SendAsync(HttpMethod.Get, Stage, "{}"))["version"]!;

        await phone.Page.GetByRole(AriaRole.Button, new() { Name = "Begin a rehearsal" }).ClickAsync();
        await walls.EachAsync("document.querySelector('.rehearsal')?.checkVisibility()");
        await walls.EachAsync("document.querySelectorAll('.scene:not([hidden]) [data-subject^=rehearsal]').length > 0");
        await walls.EachAsync("document.querySelectorAll('.ticker [data-activity^=rehearsal]').length > 0");
        await site.SellAsync("e02", 4_000);
        foreach (var kind in (string[])["podium", "ticker"])
        {
            await site.SendAsync(HttpMethod.Put, Stage, $$"""{ "rehearsal": true, "scene": { "type": "{{kind}}" {{(kind == "podium" ? ", \"board\": \"revenue\"" : "")}} } }""");
            await walls.ShowAsync(kind);
            await walls.EachAsync("/Seller \\d+/.test(document.querySelector('.scene:not([hidden])').textContent)");
            await walls.EachAsync($"!({RealNames})");
        }

        // Nothing but the conductor's own steps and that one sale was stored.
        ((long)(await site.SendAsync(HttpMethod.Get, Stage, "{}"))["version"]!).ShouldBe(before + 4);
        await site.SendAsync(HttpMethod.Put, Stage, "{}");
        await walls.EachAsync("document.querySelector('.rehearsal') === null && document.querySelectorAll('[data-subject^=rehearsal]').length === 0");
        await walls.All[0].WaitForAsync(RealNames);
    }

    private static Task CelebrateAsync(Site site, string whom) =>
        site.SendAsync(HttpMethod.Post, $"{Stage}/celebration", $$"""{ "text": "{{whom}}" }""");

    private static async Task ConductAsync(Window phone, Site site)
    {
        await phone.Page.GotoAsync($"{site.Url}/p/acme/stage");
        await phone.Page.Locator("[name=key]").FillAsync(Site.AdminKey);
        await phone.Page.Locator("button[value=enter]").ClickAsync();
        await phone.Page.Locator(".conduct__bar").WaitForAsync();
    }
}
