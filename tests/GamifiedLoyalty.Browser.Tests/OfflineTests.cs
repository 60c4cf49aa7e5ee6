namespace GamifiedLoyalty.Browser.Tests;

public sealed class OfflineTests(Chromium chromium, SharedSite shared)
{
    private const string Ready = "async () => { await navigator.serviceWorker.ready; }";
    private const string KeptCount = "async () => (await (await caches.open('pages')).keys()).filter(k => new URL(k.url).pathname.startsWith('/p/')).length";

    [Fact]
    public async Task Visited_pages_show_their_last_state_with_its_age_and_renew_themselves_when_the_server_is_back()
    {
        await using var window = await chromium.OpenAsync(390, 844, keepsPages: true);
        await using var site = await Site.StartAsync();
        await VisitAsync(window, site.Board);
        await site.KillAsync();

        await window.Page.GotoAsync(site.Board);
        await window.WaitForAsync("/offline.*\\d+ s old/.test(document.querySelector('.kept').innerText)");
        (await window.RowsAsync()).Length.ShouldBe(3);
        (await window.Page.Locator(".live").InnerTextAsync()).ShouldNotContain("Live");
        await window.WaitForAsync("/ [1-9]\\d* s old/.test(document.querySelector('.live').innerText)");
        await window.Page.GotoAsync($"{site.Url}/p/acme/boards/points");
        (await window.Page.Locator("h1").InnerTextAsync()).ShouldBe("You are offline");
        await window.Page.GotoAsync(site.Board);

        await site.ServeAsync();
        await window.WaitForAsync("document.documentElement.dataset.keptAt === undefined && document.querySelector('.live')?.dataset.state === 'live'", 40_000);
        (await window.Page.Locator(".kept").IsVisibleAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Signing_out_deletes_what_the_device_kept_and_ends_the_session()
    {
        await using var window = await chromium.OpenAsync(390, 844, keepsPages: true);
        await using var site = await Site.StartAsync(visibility: "members");
        await window.Page.GotoAsync(await site.LinkAsync("e02"));
        var card = window.Page.Url;
        await VisitAsync(window, site.Board);
        await VisitAsync(window, card);
        (await window.Page.EvaluateAsync<int>(KeptCount)).ShouldBeGreaterThanOrEqualTo(2);

        await window.Page.Locator("summary").First.ClickAsync();
        await window.Page.GetByText("Sign out").ClickAsync();
        (await window.Page.Locator("h1").InnerTextAsync()).ShouldBe("You are signed out");
        (await window.Page.EvaluateAsync<int>(KeptCount)).ShouldBe(0);
        (await window.Page.GotoAsync(card))!.Status.ShouldBe(401);

        await site.KillAsync();
        await window.Page.GotoAsync(card);
        (await window.Page.Locator("h1").InnerTextAsync()).ShouldBe("You are offline");
    }

    [Fact]
    public async Task Another_persons_session_finds_nothing_of_the_one_before()
    {
        await using var window = await chromium.OpenAsync(390, 844, keepsPages: true);
        await using var site = await Site.StartAsync();
        await window.Page.GotoAsync(await site.LinkAsync("e02"));
        var card = window.Page.Url;
        await VisitAsync(window, card);

        await window.Page.GotoAsync(await site.LinkAsync("e03"));
        await VisitAsync(window, window.Page.Url);
        await site.KillAsync();

        await window.Page.GotoAsync(card);
        (await window.Page.Locator("h1").InnerTextAsync()).ShouldBe("You are offline");
    }

    [Fact]
    public async Task Screens_and_the_api_are_never_kept()
    {
        await using var window = await chromium.OpenAsync(keepsPages: true);
        var sample = await shared.Sample;
        await VisitAsync(window, sample.Site.Board);
        await window.Page.GotoAsync(sample.Screen);
        await window.Page.EvaluateAsync("async () => { await fetch('/api/v1/programs/acme/boards/revenue'); }");

        var kept = await window.Page.EvaluateAsync<string[]>(
            "async () => (await Promise.all((await caches.keys()).map(async n => (await (await caches.open(n)).keys()).map(k => k.url)))).flat()");
        kept.ShouldContain(sample.Site.Board);
        kept.ShouldAllBe(url => !url.Contains("/screen/", StringComparison.Ordinal) && !url.Contains("/api/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_can_be_installed()
    {
        await using var window = await chromium.OpenAsync(390, 844, "fr-FR", keepsPages: true);
        var sample = await shared.Sample;
        await VisitAsync(window, sample.Site.Board);

        var manifest = await window.Page.EvaluateAsync<System.Text.Json.JsonElement>(
            "async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json()");
        manifest.GetProperty("name").GetString().ShouldBe("Club partenaires Acme");
        manifest.GetProperty("start_url").GetString().ShouldBe("/p/acme");
        var session = await window.Page.Context.NewCDPSessionAsync(window.Page);
        var errors = (await session.SendAsync("Page.getInstallabilityErrors"))!.Value.GetProperty("installabilityErrors");
        errors.EnumerateArray().Select(e => e.GetProperty("errorId").GetString()).ShouldBeSubsetOf(["in-incognito"]);
    }

    /// <summary>Looks at a page once the service worker is in charge, so that it is kept.</summary>
    private static async Task VisitAsync(Window window, string url)
    {
        await window.Page.GotoAsync(url);
        await window.Page.EvaluateAsync(Ready);
        await window.Page.GotoAsync(url);
        await window.Page.EvaluateAsync($$"""
            async () => {
              const deadline = performance.now() + 20_000;
              while (!await (await caches.open('pages')).match('{{url}}', { ignoreVary: true })) {
                if (performance.now() > deadline) throw new Error(`Never kept: ${document.title}`);
                await new Promise(next => setTimeout(next, 20));
              }
            }
            """);
    }
}
