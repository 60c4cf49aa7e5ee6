namespace GamifiedLoyalty.Browser.Tests.Driving;

/// <summary>A browser without a window, and the contexts that are opened in it.</summary>
public sealed class RunningChromium : IAsyncDisposable
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private RunningChromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts the browser that <c>CHROMIUM_PATH</c> names or the machine has; null when there is none.</summary>
    public static async Task<RunningChromium?> StartAsync()
    {
        if (Find() is not { } executable)
        {
            return null;
        }

        var playwright = await Playwright.CreateAsync();
        return new RunningChromium(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Arguments }));
    }

    /// <summary>Opens a window with cookies and a cache of its own.</summary>
    public async Task<Window> OpenAsync(BrowserNewContextOptions options)
    {
        var context = await _browser.NewContextAsync(options);
        return new Window(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string? Find() =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(File.Exists);
}
