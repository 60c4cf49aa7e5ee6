namespace GamifiedLoyalty.Browser.Tests;

/// <summary>One browser for all tests; without one they are skipped, or fail when everything is required.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private RunningChromium? _browser;

    public async ValueTask InitializeAsync() => _browser = await RunningChromium.StartAsync();

    /// <summary>Opens a window of its own; its errors fail the test that asks for them. Only some tests are about what a service worker keeps.</summary>
    public Task<Window> OpenAsync(int width = 1280, int height = 800, string locale = "en", bool script = true, bool keepsPages = false) => OpenAsync(new()
    {
        ServiceWorkers = keepsPages ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        ViewportSize = new() { Width = width, Height = height },
        Locale = locale,
        JavaScriptEnabled = script,
    });

    /// <summary>Opens a window of its own, set up in every detail.</summary>
    public Task<Window> OpenAsync(BrowserNewContextOptions options)
    {
        if (_browser is null)
        {
            Environment.GetEnvironmentVariable("REQUIRE_ALL").ShouldNotBe("1", "Chromium is required and was not found; set CHROMIUM_PATH.");
            Assert.Skip("Chromium was not found; install it or set CHROMIUM_PATH.");
        }

        return _browser!.OpenAsync(options);
    }

    public ValueTask DisposeAsync() => _browser?.DisposeAsync() ?? ValueTask.CompletedTask;
}
