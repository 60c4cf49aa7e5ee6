using System.Diagnostics;

namespace GamifiedLoyalty.Browser.Tests;

public sealed class ScreenTests(Chromium chromium)
{
    private const string Screen = "/api/v1/programs/acme/screens/lobby";

    private const string SmallestText = """
        Math.min(...[...document.querySelectorAll('body *')]
          .filter(e => e.offsetParent !== null && !e.closest('.screen__rows') && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim() !== ''))
          .map(e => parseFloat(getComputedStyle(e).fontSize)))
        """;

    private const string Corners = """
        () => {
          const canvas = document.querySelector('.screen__canvas');
          const [right, bottom] = [canvas.width - 1, canvas.height - 1];
          return [[0, 0], [right, 0], [0, bottom], [right, bottom]].map(([x, y]) => [...canvas.getContext('2d').getImageData(x, y, 1, 1).data].slice(0, 3));
        }
        """;

    private const string CornersBehind = """
        async screenshot => {
          const image = await createImageBitmap(new Blob([Uint8Array.from(atob(screenshot), c => c.charCodeAt(0))]));
          const drawn = new OffscreenCanvas(image.width, image.height).getContext('2d');
          drawn.drawImage(image, 0, 0);
          const box = document.querySelector('.screen__canvas').getBoundingClientRect();
          const [left, top, right, bottom] = [Math.round(box.left), Math.round(box.top), Math.round(box.right) - 1, Math.round(box.bottom) - 1];
          return [[left, top], [right, top], [left, bottom], [right, bottom]].map(([x, y]) => [...drawn.getImageData(x, y, 1, 1).data].slice(0, 3));
        }
        """;

    private const string OutsideOfMargins = """
        [...document.querySelectorAll('.screen__canvas, .screen__title, .qr, .live, .screen__clock')]
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

        (await window.Page.Locator(".scene:not([hidden]) .screen__row").CountAsync()).ShouldBeGreaterThanOrEqualTo(10);
        (await window.Page.EvaluateAsync<bool>(Painted)).ShouldBeTrue();
        (await window.Page.EvaluateAsync<double>(SmallestText)).ShouldBeGreaterThanOrEqualTo(34);
        (await window.Page.EvaluateAsync<int>(OutsideOfMargins)).ShouldBe(0);
        (await window.Page.EvaluateAsync<int>("document.documentElement.scrollHeight")).ShouldBeLessThanOrEqualTo(1080);
        (await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(1920);
        window.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("dark")]
    [InlineData("light")]
    public async Task The_canvas_continues_the_ground_of_the_page(string theme)
    {
        await using var window = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync(employees: 5);
        await window.OpenLiveAsync(await LinkAsync(site, $$""", "theme": "{{theme}}" """));
        var painted = await window.Page.EvaluateAsync<int[][]>(Corners);

        await window.Page.EvaluateAsync("document.querySelector('.screen__canvas').style.visibility = 'hidden'");
        var ground = await window.Page.EvaluateAsync<int[][]>(CornersBehind, Convert.ToBase64String(await window.Page.ScreenshotAsync()));

        foreach (var (here, behind) in painted.SelectMany(c => c).Zip(ground.SelectMany(c => c)))
        {
            Math.Abs(here - behind).ShouldBeLessThanOrEqualTo(2);
        }
    }

    [Fact]
    public async Task A_screen_is_readable_without_script()
    {
        await using var window = await chromium.OpenAsync(1920, 1080, script: false);
        await using var site = await Site.StartAsync(employees: 5);
        await window.Page.GotoAsync(await LinkAsync(site));

        (await window.Page.Locator(".screen__row:visible").CountAsync()).ShouldBe(5);
        (await window.Page.Locator(".screen__row").First.InnerTextAsync()).ShouldContain("Maya Lindqvist");
    }

    [Fact]
    public async Task A_sale_moves_the_rows_and_is_told_and_settings_change_an_open_screen_without_a_reload()
    {
        await using var window = await chromium.OpenAsync(1920, 1080);
        await using var site = await Site.StartAsync(employees: 5, visibility: "members");
        await window.OpenLiveAsync(await LinkAsync(site));
        await window.Page.EvaluateAsync("window.sameDocument = true");
        await WaitUntilFollowedAsync(window, site);

        await site.SellAsync("e05", 2_000);
        var watch = Stopwatch.StartNew();
        await window.WaitForAsync("document.querySelector('.ticker__amount')?.textContent === '€2,000.00'");
        await window.WaitForAsync("document.querySelector('.screen__row').dataset.subject === 'e05'");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        (await window.Page.Locator(".ticker li:visible").First.InnerTextAsync()).ShouldContain("Siobhán Ní Dhomhnaill");

        await site.SendAsync(HttpMethod.Put, Screen, """{ "title": "Finale", "boards": [ { "board": "points" } ], "theme": "light", "ticker": false }""");
        await window.WaitForAsync("document.querySelector('.screen__brand')?.textContent === 'Finale'");
        await window.WaitForAsync("document.querySelector('.live')?.dataset.state === 'live'");
        (await window.Page.Locator("html").GetAttributeAsync("data-theme")).ShouldBe("light");
        (await window.Page.Locator(".ticker").CountAsync()).ShouldBe(0);
        (await window.Page.EvaluateAsync<bool>("window.sameDocument === true")).ShouldBeTrue();
        window.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_large_sale_is_celebrated_once_and_neither_its_duplicate_nor_its_reversal_is()
    {
        await using var window = await chromium.OpenAsync(1280, 720);
        await using var site = await Site.StartAsync(employees: 3);
        await window.OpenLiveAsync(await LinkAsync(site, """, "celebrations": { "threshold": 5000, "throttleSeconds": 0 }"""));
        await WaitUntilFollowedAsync(window, site);
        const string sale = """{ "externalId": "BIG", "type": "sale", "employee": "e03", "currency": "EUR", "amount": "5000" }""";

        await site.SellAsync("e02", 4_999);
        var recorded = await site.SendAsync(HttpMethod.Post, "/api/v1/programs/acme/activities", sale);
        await window.WaitForAsync("!document.querySelector('.moment').hidden");
        (await window.Page.Locator(".moment__name").InnerTextAsync()).ShouldBe("Ana Öztürk");
        (await window.Page.Locator(".moment__what").InnerTextAsync()).ShouldBe("€5,000.00");

        await site.SendAsync(HttpMethod.Post, "/api/v1/programs/acme/activities", sale);
        await site.SendAsync(
            HttpMethod.Post, $"/api/v1/programs/acme/activities/{recorded["activityId"]}/reversal", """{ "externalId": "r1", "reason": "returned" }""");
        await window.WaitForAsync("document.querySelector('.moment').hidden");
        await site.SellAsync("e01", 10);
        await window.WaitForAsync("document.querySelector('.ticker__amount')?.textContent === '€10.00'");
        (await window.Page.Locator(".moment").GetAttributeAsync("data-count")).ShouldBe("1");
        (await window.Page.Locator($".ticker [data-activity='{recorded["activityId"]}']").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_screen_says_how_old_its_data_is_and_recovers_without_celebrating_the_past()
    {
        await using var window = await chromium.OpenAsync(1280, 720);
        await using var site = await Site.StartAsync(employees: 3);
        await window.OpenLiveAsync(await LinkAsync(site, """, "celebrations": { "threshold": 100, "firstPlace": true, "throttleSeconds": 0 }"""));
        await window.Page.EvaluateAsync("window.sameDocument = true");

        await site.KillAsync();
        await window.WaitForAsync("document.querySelector('.live').dataset.state === 'offline'");
        await window.WaitForAsync("/[1-9]\\d* s old/.test(document.querySelector('.live').textContent)");
        await window.Page.Context.SetOfflineAsync(true);
        await site.ServeAsync();
        await site.SellAsync("e03", 9_000);
        await window.Page.Context.SetOfflineAsync(false);
        await window.WaitForAsync("document.querySelector('.live').dataset.state === 'live'", 45_000);
        await window.WaitForAsync("document.querySelector('.screen__row').dataset.subject === 'e03'", 45_000);

        (await ShownAsync(window)).ShouldBe(await site.ApiRowsAsync());
        (await window.Page.EvaluateAsync<bool>("window.sameDocument === true")).ShouldBeTrue();
        (await window.Page.Locator(".moment").GetAttributeAsync("data-count")).ShouldBeNull();
    }

    [Fact]
    public async Task A_screen_with_the_scripts_of_an_older_server_loads_itself_anew_once()
    {
        const string olderBundle = "/assets/000000000000/";
        await using var window = await chromium.OpenAsync(1280, 720);
        await using var site = await Site.StartAsync(employees: 3);
        var documents = 0;
        var bundle = "";
        await window.Page.RouteAsync("**/screen/lobby*", async route =>
        {
            var answer = await route.FetchAsync();
            var text = await answer.TextAsync();
            bundle = text[text.IndexOf("/assets/", StringComparison.Ordinal)..][..olderBundle.Length];
            var isFirst = route.Request.ResourceType == "document" && documents++ == 0;
            await route.FulfillAsync(new() { Response = answer, Body = isFirst ? text.Replace(bundle, olderBundle, StringComparison.Ordinal) : text });
        });
        await window.Page.RouteAsync($"**{olderBundle}*", async route => await route.FulfillAsync(new()
        {
            Response = await route.FetchAsync(new() { Url = route.Request.Url.Replace(olderBundle, bundle, StringComparison.Ordinal) }),
        }));

        await window.Page.GotoAsync(await LinkAsync(site));
        await window.WaitForAsync("!document.querySelector('script[src]').src.includes('/000000000000/') && document.querySelector('.live')?.dataset.state === 'live'", 45_000);

        documents.ShouldBe(2);
    }

    private static string Painted => """
        (() => {
          const canvas = document.querySelector('.screen__canvas');
          const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          const ground = document.createElement('canvas').getContext('2d');
          ground.fillStyle = getComputedStyle(document.querySelector('.screen__row')).backgroundColor;
          ground.fillRect(0, 0, 1, 1);
          const [red, green, blue] = ground.getImageData(0, 0, 1, 1).data;
          let painted = 0;
          for (let i = 0; i < pixels.length; i += 400) if (pixels[i] === red && pixels[i + 1] === green && pixels[i + 2] === blue) painted++;
          return painted > pixels.length / 400 / 2;
        })()
        """;

    /// <summary>Rank, subject and score of each row shown.</summary>
    internal static Task<string[]> ShownAsync(Window window) => window.Page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('.scene:not([hidden]) .screen__row')].map(r => `${r.dataset.rank} ${r.dataset.subject} ${r.dataset.score}`)");

    /// <summary>The board may be followed a moment before the screen's own channel is.</summary>
    internal static async Task WaitUntilFollowedAsync(Window window, Site site)
    {
        await site.SellAsync("e01", 1);
        await window.WaitForAsync("document.querySelector('.ticker__amount')?.textContent === '€1.00'");
    }

    /// <summary>The address of a new screen.</summary>
    internal static async Task<string> LinkAsync(Site site, string more = "")
    {
        await site.SendAsync(HttpMethod.Put, Screen, $$"""{ "boards": [ { "board": "revenue", "seconds": 60 } ]{{more}} }""");
        var link = await site.SendAsync(HttpMethod.Post, $"{Screen}/link", "{}");
        return (string)link["url"]!;
    }
}
