namespace GamifiedLoyalty.Browser.Tests;

public sealed class KeyboardTests(Chromium chromium, SharedSite shared)
{
    /// <summary>Names the control that has the focus; says when it looks as it does without, or is out of sight.</summary>
    private const string Focused = """
        () => {
          const e = document.activeElement;
          if (!e || e === document.body) return '';
          const style = getComputedStyle(e);
          const place = e.getBoundingClientRect();
          const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          const inView = place.width > 0 && place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
          const top = inView && document.elementFromPoint(
            Math.min(innerWidth - 1, Math.max(0, place.left + place.width / 2)), Math.min(innerHeight - 1, Math.max(0, place.top + place.height / 2)));
          const covered = top && !e.contains(top) && !top.contains(e);
          e.dataset.visited = '';
          return `${e.tagName} ${(e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 40)}`
            + `${seen ? '' : ' HAS NO VISIBLE FOCUS'}${inView ? '' : ' IS OUT OF SIGHT'}${covered ? ` IS COVERED by ${top.outerHTML.slice(0, 80)}` : ''}`;
        }
        """;

    private const string Missed = """
        () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
          .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0 && !('visited' in e.dataset))
          .map(e => e.outerHTML.slice(0, 120))
        """;

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 800)]
    public async Task Tab_reaches_every_control_of_every_page_and_shows_where_it_is(int width, int height)
    {
        // The desktop differs by its menu alone, so that some pages stand for all.
        var isPhone = width < 1_000;
        var site = await shared.Sample;
        await using var stranger = await chromium.OpenAsync(width, height);
        await using var member = await chromium.OpenAsync(width, height);
        await site.SignInAsync(member);
        var findings = new List<string>();
        foreach (var page in SamplePages.Personal.Where(p => isPhone || p.SignedIn))
        {
            var window = page.SignedIn ? member : stranger;
            await window.Page.GotoAsync(page.UrlOn(site));
            var stops = await TabThroughAsync(window);
            stops[0].ShouldContain("Skip to the content");
            findings.AddRange(stops.Where(s => s.Contains(" HAS NO ", StringComparison.Ordinal) || s.Contains(" IS ", StringComparison.Ordinal)).Select(s => $"{page.Name}: {s}"));
            findings.AddRange((await window.Page.EvaluateAsync<string[]>(Missed)).Select(m => $"{page.Name} never reached {m}"));
        }

        findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_skip_link_leads_past_the_menu()
    {
        var site = await shared.Sample;
        await using var window = await chromium.OpenAsync();
        await window.Page.GotoAsync(site.Site.Board);

        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Tab");

        (await window.Page.EvaluateAsync<bool>("document.activeElement.closest('main') !== null")).ShouldBeTrue();
    }

    private static async Task<List<string>> TabThroughAsync(Window window)
    {
        var stops = new List<string>();
        while (stops.Count < 300)
        {
            await window.Page.Keyboard.PressAsync("Tab");
            var stop = await window.Page.EvaluateAsync<string>(Focused);
            if (stop.Length == 0)
            {
                return stops;
            }

            stops.Add(stop);
            if (stop.StartsWith("SUMMARY", StringComparison.Ordinal))
            {
                await window.Page.Keyboard.PressAsync("Enter");
            }
        }

        throw new InvalidOperationException($"The tab key never leaves {window.Page.Url}.");
    }
}
