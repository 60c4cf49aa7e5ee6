namespace GamifiedLoyalty.Browser.Tests;

public sealed class LayoutShiftTests(Chromium chromium, SharedSite shared)
{
    private const string Watch = """
        {
          window.shifts = [];
          const name = node => node?.nodeType === 1 ? `${node.localName}.${node.className}` : node?.parentElement?.className;
          new PerformanceObserver(list => {
            for (const shift of list.getEntries()) if (!shift.hadRecentInput) shifts.push({ value: shift.value, what: shift.sources.map(source => name(source.node)).join(', ') });
          }).observe({ type: 'layout-shift', buffered: true });
        }
        """;

    /// <summary>Long enough for what comes late: fonts, the hub's first answers, and a first request of a page for itself.</summary>
    private const string Settled = "() => document.fonts.ready.then(() => new Promise(done => setTimeout(done, 1500)))";

    /// <summary>What people open on the road; managers work on a steady line.</summary>
    public static TheoryData<string> Pages => ["home", "home-signed-in", "board", "card", "card-of-a-partner", "contest", "contest-duels"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Pages_stand_still_while_they_load_over_a_slow_network_and_go_live(string name)
    {
        await using var window = await chromium.OpenAsync(390, 844);
        var sample = await shared.Sample;
        var page = SamplePages.All.Single(p => p.Name == name);
        if (page.SignedIn)
        {
            await sample.SignInAsync(window);
        }

        var devtools = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await devtools.SendAsync("Network.enable");
        await devtools.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 150, ["downloadThroughput"] = 200_000, ["uploadThroughput"] = 90_000 });
        await window.Page.AddInitScriptAsync(Watch);
        await window.Page.GotoAsync(page.UrlOn(sample));
        await window.WaitForAsync("!document.querySelector('.live') || document.querySelector('.live').dataset.state === 'live'");
        await window.Page.EvaluateAsync(Settled);

        var what = await window.Page.EvaluateAsync<string>("shifts.map(shift => `${shift.value.toFixed(4)} by ${shift.what}`).join('; ')");
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: {what}");
        (await window.Page.EvaluateAsync<double>("shifts.reduce((sum, shift) => sum + shift.value, 0)")).ShouldBeLessThan(0.05, what);
    }
}
