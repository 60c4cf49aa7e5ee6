namespace GamifiedLoyalty.Look;

/// <summary>Takes the screenshots of one form, one after the other in the same two windows.</summary>
internal sealed class Camera(SampleSite site, Form form, string folder, Window stranger, Window member) : IAsyncDisposable
{
    private const string Settled = "document.readyState === 'complete' && document.fonts.status === 'loaded' "
        + "&& ['live', undefined].includes(document.querySelector('.live')?.dataset.state)";

    public static async Task<Camera> OpenAsync(RunningChromium browser, SampleSite site, Form form, string folder)
    {
        var member = await browser.OpenAsync(form.Options);
        await site.SignInAsync(member);
        return new Camera(site, form, folder, await browser.OpenAsync(form.Options), member);
    }

    public async Task TakeAsync(SamplePage page)
    {
        var window = page.SignedIn ? member : stranger;
        await window.Page.GotoAsync(page.UrlOn(site));
        await window.WaitForAsync(Settled);
        await SaveAsync(window, page.Name);
        if (page.Name is "home-signed-in")
        {
            await window.Page.Locator("summary").First.ClickAsync();
            await SaveAsync(window, "menu");
        }
    }

    /// <summary>A celebration, which the screen gives to who takes the first place.</summary>
    public async Task TakeCelebrationAsync(string winner, int euros)
    {
        await stranger.Page.GotoAsync(site.Screen);
        await stranger.WaitForAsync(Settled);
        await site.Site.SellAsync(winner, euros);
        await stranger.WaitForAsync("[...document.querySelectorAll('[data-part=moment]:not([hidden])')].some(m => parseFloat(getComputedStyle(m).opacity) > 0.97)");
        await SaveAsync(stranger, "screen-celebration");
    }

    /// <summary>Opens what is looked at again when the server is gone.</summary>
    public async Task PrepareLossAsync()
    {
        await member.Page.GotoAsync(site.Site.Board);
        await member.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        await member.Page.GotoAsync(site.Site.Board);
        await member.WaitForAsync("navigator.serviceWorker.controller !== null");
        await stranger.Page.GotoAsync(form.IsLarge ? site.Screen : site.Site.Board);
        await stranger.WaitForAsync(Settled);
    }

    public async Task TakeLossAsync()
    {
        await stranger.WaitForAsync("document.querySelector('.live').dataset.state === 'offline'");
        await SaveAsync(stranger, form.IsLarge ? "screen-late" : "late");
        await member.Page.GotoAsync(site.Site.Board);
        await member.WaitForAsync("document.querySelector('.kept')?.checkVisibility()");
        await SaveAsync(member, "kept-offline");
    }

    public async ValueTask DisposeAsync()
    {
        await stranger.DisposeAsync();
        await member.DisposeAsync();
    }

    private async Task SaveAsync(Window window, string name)
    {
        // As tall as its content: what is fixed to the edges of the window would otherwise cross the picture.
        var content = await window.Page.EvaluateAsync<int>("document.querySelector('.screen, details[open].options') ? 0 : document.documentElement.scrollHeight");
        await window.Page.SetViewportSizeAsync(form.Width, Math.Max(form.Height, content));
        await window.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.{form.Name}.png") });
        await window.Page.SetViewportSizeAsync(form.Width, form.Height);
    }
}
