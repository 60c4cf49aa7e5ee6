using System.Globalization;

namespace GamifiedLoyalty.Browser.Tests.Driving;

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
