using System.Globalization;

namespace GamifiedLoyalty.Browser.Tests;

public sealed class EveryPageTests(Chromium chromium, SharedSite shared)
{
    private const int MaxScriptAndStyle = 150_000;

    [Fact]
    public async Task No_page_scrolls_sideways_on_a_narrow_phone()
    {
        var site = await shared.Sample;
        await using var stranger = await chromium.OpenAsync(360, 640, "fr");
        await using var member = await chromium.OpenAsync(360, 640, "fr");
        await site.SignInAsync(member);
        var wide = new List<string>();
        foreach (var page in SamplePages.Personal)
        {
            var window = page.SignedIn ? member : stranger;
            await window.Page.GotoAsync(page.UrlOn(site));
            await window.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(d => d.open = true)");
            var width = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            if (width > 360)
            {
                wide.Add(string.Create(CultureInfo.InvariantCulture, $"{page.Name} {width}"));
            }
        }

        wide.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_page_can_be_read_without_script()
    {
        var site = await shared.Sample;
        await using var stranger = await chromium.OpenAsync(script: false);
        await using var member = await chromium.OpenAsync(script: false);
        await site.SignInAsync(member);
        foreach (var page in SamplePages.All)
        {
            var window = page.SignedIn ? member : stranger;
            await window.Page.GotoAsync(page.UrlOn(site));
            (await window.Page.Locator("h1:visible").CountAsync()).ShouldBe(1, page.Name);
            (await window.Page.Locator("main").InnerTextAsync()).Length.ShouldBeGreaterThan(20, page.Name);
        }
    }

    [Fact]
    public async Task Script_and_style_of_a_phone_page_are_light_on_the_wire()
    {
        var site = await shared.Sample;
        await using var stranger = await chromium.OpenAsync(390, 844);
        await using var member = await chromium.OpenAsync(390, 844);
        await site.SignInAsync(member);
        var (ofStranger, ofMember) = (await Scale.PutAsync(stranger), await Scale.PutAsync(member));
        foreach (var page in SamplePages.Personal)
        {
            var (window, scale) = page.SignedIn ? (member, ofMember) : (stranger, ofStranger);
            scale.Reset();
            await window.Page.GotoAsync(page.UrlOn(site));
            await window.WaitForAsync("document.fonts.status === 'loaded' && (document.querySelector('.live')?.dataset.state ?? 'live') === 'live'");
            scale.Bytes.ShouldBeInRange(1_000, MaxScriptAndStyle, page.Name);
        }
    }
}

/// <summary>Weighs the scripts and styles that a window receives, compressed as they come and never from a cache.</summary>
internal sealed class Scale
{
    private readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private double _bytes;

    public double Bytes
    {
        get
        {
            lock (_gate)
            {
                return _bytes;
            }
        }
    }

    public static async Task<Scale> PutAsync(Window window)
    {
        var scale = new Scale();
        var session = await window.Page.Context.NewCDPSessionAsync(window.Page);
        session.Event("Network.responseReceived").OnEvent += (_, e) => scale.Note(e!.Value.GetProperty("requestId").GetString()!, e.Value.GetProperty("type").GetString()!);
        session.Event("Network.loadingFinished").OnEvent += (_, e) => scale.Add(e!.Value.GetProperty("requestId").GetString()!, e.Value.GetProperty("encodedDataLength").GetDouble());
        await session.SendAsync("Network.enable");
        await session.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
        return scale;
    }

    public void Reset()
    {
        lock (_gate)
        {
            _bytes = 0;
        }
    }

    private void Note(string request, string kind)
    {
        lock (_gate)
        {
            _kinds[request] = kind;
        }
    }

    private void Add(string request, double bytes)
    {
        lock (_gate)
        {
            _bytes += _kinds.GetValueOrDefault(request) is "Script" or "Stylesheet" ? bytes : 0;
        }
    }
}
