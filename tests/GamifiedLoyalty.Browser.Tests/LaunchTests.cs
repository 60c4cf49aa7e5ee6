using System.Text.RegularExpressions;

namespace GamifiedLoyalty.Browser.Tests;

public sealed partial class LaunchTests(Chromium chromium)
{
    [Fact]
    public async Task A_new_manager_launches_a_weekend_sprint_in_a_few_clicks_and_sees_it()
    {
        await using var site = await Site.StartAsync(employees: 5);
        await using var window = await chromium.OpenAsync(1280, 800);
        var page = window.Page;
        await page.GotoAsync($"{site.Home}/contests");
        await page.GetByRole(AriaRole.Link, new() { Name = "Launch a contest" }).ClickAsync();
        await page.GetByLabel("Key").FillAsync(Site.AdminKey);
        await page.Locator("button[value=enter]").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Weekend sprint" }).ClickAsync();

        // What is typed shows its cost beside the form, without leaving the page.
        await page.GetByLabel("Points for the highest prize").FillAsync("4000");
        await window.WaitForAsync("document.querySelector('.effect__costs')?.textContent.replace(/\\D/g, '').includes('7000')");
        await window.WaitForAsync("document.querySelector('[data-part=preview]')?.contentDocument?.querySelector('gl-screen') != null");
        await page.GetByRole(AriaRole.Button, new() { Name = "Launch", Exact = true }).ClickAsync();

        await page.WaitForURLAsync(ManagePage());
        (await page.Locator(".manage__next").InnerTextAsync()).ShouldContain("Opens by itself in");
        var id = page.Url.Split("/contests/")[1].Split('/')[0];
        (await site.StatusAsync(id)).ShouldBe("scheduled");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open now" }).ClickAsync();
        await window.WaitForAsync("document.querySelector('.manage__now').dataset.status === 'open'");

        // The manager's page follows the sales by itself.
        await site.SellAsync("e03", 500);
        await window.WaitForAsync("document.querySelector('.table tbody th')?.textContent.includes('Ana')");
        await ShowAsync(window, site);
        await page.GotoAsync($"{site.Home}/contests");
        (await page.Locator("#group-running + ul").InnerTextAsync()).ShouldContain("Weekend sprint");
    }

    /// <summary>A program without screens gets its first one with the press of a button; sales that come in move the ranking on it.</summary>
    private async Task ShowAsync(Window manager, Site site)
    {
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Show on screens" }).ClickAsync();
        await manager.Page.Locator(".notice").GetByText("A first screen is set up").WaitForAsync();
        var opened = await manager.Page.Context.RunAndWaitForPageAsync(
            () => manager.Page.GetByRole(AriaRole.Button, new() { Name = "Open screen main" }).ClickAsync());
        await opened.WaitForURLAsync(ScreenPage());
        await using var wall = await chromium.OpenAsync(1920, 1080);
        await wall.OpenLiveAsync(opened.Url);
        await wall.WaitForAsync("document.querySelector('[data-part=scene]:not([hidden])')?.dataset.kind === 'contest'");
        await wall.WaitForAsync(First("Ana"));

        await site.SellAsync("e04", 900);
        await wall.WaitForAsync(First("Bo Li"));
        (await wall.Page.Locator(".scene:not([hidden]) .screen__title").InnerTextAsync()).ShouldBe("Weekend sprint");

        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Take off the screens" }).ClickAsync();
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Show on screens" }).WaitForAsync();
        wall.Errors.ShouldBeEmpty();

        static string First(string name) =>
            $"document.querySelector('[data-part=scene]:not([hidden]) [data-part=rows] li')?.textContent.includes('{name}')";
    }

    [GeneratedRegex("/screen/main\\?key=", RegexOptions.None, 1_000)]
    private static partial Regex ScreenPage();

    [GeneratedRegex("/contests/weekendSprint-[a-z0-9]+/manage", RegexOptions.None, 1_000)]
    private static partial Regex ManagePage();
}
