namespace GamifiedLoyalty.Browser.Tests;

/// <summary>One server for all tests that only look; started when the first of them asks.</summary>
public sealed class SharedSite : IAsyncDisposable
{
    private readonly Lazy<Task<SampleSite>> _site = new(SampleSite.StartAsync);

    internal Task<SampleSite> Sample => _site.Value;

    public async ValueTask DisposeAsync()
    {
        if (_site.IsValueCreated)
        {
            await (await _site.Value).DisposeAsync();
        }
    }
}
