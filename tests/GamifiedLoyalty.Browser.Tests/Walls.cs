namespace GamifiedLoyalty.Browser.Tests;

/// <summary>Screens of a program that hang in different rooms, each with a browser of its own.</summary>
internal sealed class Walls(IReadOnlyList<Window> windows) : IAsyncDisposable
{
    /// <summary>What a conductor may launch, and what screens show by themselves.</summary>
    public const string Scenes = """
        "scenes": [ { "type": "board", "board": "revenue", "seconds": 600 }, { "type": "podium", "board": "revenue", "seconds": 600 }, { "type": "ticker", "seconds": 600 } ]
        """;

    /// <summary>The windows, one a screen.</summary>
    public IReadOnlyList<Window> All => windows;

    /// <summary>Hangs up as many screens as there are settings and waits until each follows what happens.</summary>
    public static async Task<Walls> HangAsync(Chromium chromium, Site site, params string[] settings)
    {
        var windows = new List<Window>();
        foreach (var (body, index) in settings.Select((s, i) => (s, i)))
        {
            var path = $"/api/v1/programs/acme/screens/wall{index}";
            await site.SendAsync(HttpMethod.Put, path, $"{{ {body} }}");
            var link = await site.SendAsync(HttpMethod.Post, $"{path}/link", "{}");
            var window = await chromium.OpenAsync(index == 0 ? 1920 : 1280, index == 0 ? 1080 : 720);
            await window.OpenLiveAsync((string)link["url"]!);
            windows.Add(window);
        }

        return new Walls(windows);
    }

    /// <summary>Waits until every screen shows a kind of scene.</summary>
    public Task ShowAsync(string kind) =>
        EachAsync($"document.querySelector('[data-part=scene]:not([hidden])')?.dataset.kind === '{kind}'");

    /// <summary>Waits until something is so on every screen.</summary>
    public Task EachAsync(string condition) => Task.WhenAll(windows.Select(w => w.WaitForAsync(condition)));

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows)
        {
            await window.DisposeAsync();
        }
    }
}
