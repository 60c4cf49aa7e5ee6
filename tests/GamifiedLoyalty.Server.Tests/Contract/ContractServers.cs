using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing;

[assembly: AssemblyFixture(typeof(ContractServers))]

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>Two servers that all tests of the contract share, each test with a program of its own: one whose time stands still, one in real time.</summary>
public sealed class ContractServers : IAsyncDisposable
{
    private readonly Lazy<Task<TestServer>> _still = new(() => TestServer.StartAsync(new ManualTime(Now)));
    private readonly Lazy<Task<TestServer>> _live = new(() => TestServer.StartAsync());

    /// <summary>The instant at which time stands still: a Saturday noon in Paris, in week 47.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(1));

    public Task<TestServer> StillAsync() => _still.Value;

    public Task<TestServer> LiveAsync() => _live.Value;

    /// <summary>A new program where time stands still.</summary>
    public async Task<ContractProgram> NewAsync(string? definition = null) => await ContractProgram.CreateAsync(await StillAsync(), definition);

    /// <summary>A new program in real time.</summary>
    public async Task<ContractProgram> NewLiveAsync(string? definition = null) => await ContractProgram.CreateAsync(await LiveAsync(), definition);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { _still, _live })
        {
            if (server.IsValueCreated)
            {
                await (await server.Value).DisposeAsync();
            }
        }
    }
}
