using System.Globalization;

namespace GamifiedLoyalty.Browser.Tests;

/// <summary>One browser for all tests; without one they are skipped, or fail when everything is required.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } executable)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Arguments });
    }

    /// <summary>Opens a window of its own; its errors fail the test that asks for them.</summary>
    public async Task<Window> OpenAsync(int width = 1280, int height = 800, string locale = "en", bool script = true)
    {
        if (_browser is null)
        {
            Environment.GetEnvironmentVariable("REQUIRE_ALL").ShouldNotBe("1", "Chromium is required and was not found; set CHROMIUM_PATH.");
            Assert.Skip("Chromium was not found; install it or set CHROMIUM_PATH.");
        }

        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = locale,
            JavaScriptEnabled = script,
        });
        return new Window(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string? Find() =>
        new[] { Environment.GetEnvironmentVariable("CHROMIUM_PATH"), "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }
            .FirstOrDefault(File.Exists);
}

/// <summary>A browser window with one page.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _errors = [];

    internal Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => Note(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal))
            {
                Note(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What scripts and the content security policy complained about.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    /// <summary>Goes to an address and waits until the page is live.</summary>
    public async Task OpenLiveAsync(string url)
    {
        await Page.GotoAsync(url);
        await WaitForAsync("document.querySelector('.live')?.dataset.state === 'live'");
    }

    /// <summary>
    /// Waits in the page until an expression is true. Playwright's own waiting evaluates text inside the page, which the
    /// content security policy forbids.
    /// </summary>
    public async Task WaitForAsync(string condition, int timeout = 20_000)
    {
        var script = string.Create(CultureInfo.InvariantCulture, $$"""
            () => new Promise((done, fail) => {
              const deadline = performance.now() + {{timeout}};
              const look = () => {
                if ({{condition}}) done(true);
                else if (performance.now() > deadline) fail(new Error('It never became true.'));
                else setTimeout(look, 20);
              };
              look();
            })
            """);
        for (var navigations = 0; ; navigations++)
        {
            try
            {
                await Page.EvaluateAsync<bool>(script);
                return;
            }
            catch (PlaywrightException fault)
                when (navigations < 5 && fault.Message.Contains("context was destroyed", StringComparison.Ordinal))
            {
                // The page loads itself anew; the wait goes on in what comes.
                await Page.WaitForLoadStateAsync();
            }
        }
    }

    /// <summary>Rank, subject and score of each row shown.</summary>
    public Task<string[]> RowsAsync() => Page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('gl-board .row')].map(r => `${r.dataset.rank} ${r.dataset.subject} ${r.dataset.score}`)");

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Note(string error)
    {
        lock (_errors)
        {
            _errors.Add(error);
        }
    }
}
