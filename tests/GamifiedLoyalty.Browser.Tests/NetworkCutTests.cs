namespace GamifiedLoyalty.Browser.Tests;

/// <summary>A venue's network fails for a minute, silently, under a screen that celebrates whatever it can.</summary>
public sealed class NetworkCutTests(Chromium chromium)
{
    private const string Settings = """, "title": "Finale", "theme": "light", "celebrations": { "threshold": 100, "firstPlace": true, "throttleSeconds": 0 }""";

    /// <summary>The minute passes in twelve seconds for the server, which holds what is ten seconds old for no longer worth celebrating.</summary>
    [Fact]
    public Task A_screen_without_network_for_a_minute_tells_its_age_recovers_and_celebrates_nothing_old() =>
        RunAsync(seconds: 12, page => page.Clock.RunForAsync(4_000));

    [Fact(Explicit = true)]
    public Task The_same_in_a_real_minute() => RunAsync(seconds: 60, _ => Task.CompletedTask);

    private async Task RunAsync(int seconds, Func<IPage, Task> passAsync)
    {
        await using var window = await chromium.OpenAsync(1280, 720);
        await using var site = await Site.StartAsync(employees: 3);
        await using var cable = new Cable(new Uri(site.Url).Port);
        await window.Page.Clock.InstallAsync();
        await window.OpenLiveAsync(cable.Through(await ScreenTests.LinkAsync(site, Settings)));
        await window.Page.EvaluateAsync("window.sameDocument = true");
        await ScreenTests.WaitUntilFollowedAsync(window, site);

        cable.Cut();
        await site.SellAsync("e03", 9_000);
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var passed = 0; passed < seconds; passed++)
        {
            await second.WaitForNextTickAsync();
            await passAsync(window.Page);
        }

        await window.WaitForAsync("document.querySelector('.live').dataset.state === 'offline'");
        (await window.Page.Locator(".live").InnerTextAsync()).ShouldContain("1 min old");
        (await window.Page.Locator(".screen__row").First.GetAttributeAsync("data-subject")).ShouldBe("e01");

        cable.Mend();
        await window.WaitForAsync("document.querySelector('.live').dataset.state === 'live'", 60_000);
        await window.WaitForAsync("document.querySelector('.screen__row').dataset.subject === 'e03'");
        (await ScreenTests.ShownAsync(window)).ShouldBe(await site.ApiRowsAsync());
        await ShouldBeAsBeforeAsync(window);
        (await window.Page.Locator(".moment").GetAttributeAsync("data-count")).ShouldBeNull();

        await site.SellAsync("e02", 150);
        await window.WaitForAsync("document.querySelector('.moment').dataset.count === '1'");
        (await window.Page.Locator(".moment__what").InnerTextAsync()).ShouldBe("€150.00");
        window.Errors.ShouldBeEmpty();
    }

    private static async Task ShouldBeAsBeforeAsync(Window window)
    {
        (await window.Page.EvaluateAsync<bool>("window.sameDocument === true")).ShouldBeTrue();
        (await window.Page.Locator("html").GetAttributeAsync("data-theme")).ShouldBe("light");
        (await window.Page.Locator(".screen__brand").First.InnerTextAsync()).ShouldBe("Finale");
    }
}
