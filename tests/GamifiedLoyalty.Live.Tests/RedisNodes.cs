using GamifiedLoyalty.Live.Redis;
using GamifiedLoyalty.Testing.Services;
using Shouldly;

namespace GamifiedLoyalty.Live.Tests;

/// <summary>Boards of several nodes on one Redis server; without the program the test is skipped, or fails when everything is required.</summary>
public sealed class RedisNodes : IAsyncDisposable
{
    private readonly List<RedisBoards> _created = [];
    private readonly string _prefix = $"test-{Guid.NewGuid():n}";
    private bool _ownsServer;

    public RedisServer Server { get; private set; } = null!;

    /// <summary>Waits little for what cannot come, as no other node is there.</summary>
    public RedisBoardsOptions Options { get; set; } = new() { GapPatience = TimeSpan.Zero, RetryPause = TimeSpan.FromMilliseconds(20) };

    public async Task ShareServerAsync()
    {
        Demand();
        Server = await RedisServer.SharedAsync();
    }

    public async Task OwnServerAsync()
    {
        Demand();
        Server = await RedisServer.StartAsync();
        _ownsServer = true;
    }

    public RedisBoards Create(Action<Exception>? onFault = null)
    {
        var boards = new RedisBoards(Server.ConnectionString, TimeProvider.System, Options with { Prefix = _prefix }, onFault);
        _created.Add(boards);
        return boards;
    }

    /// <summary>Deletes all keys of this test.</summary>
    public async Task ForgetAsync() => (await Server.SendAsync(
        $"EVAL \"for _,k in ipairs(redis.call('KEYS','{_prefix}*')) do redis.call('DEL',k) end return 1\" 0")).ShouldStartWith(":1");

    public async ValueTask DisposeAsync()
    {
        foreach (var boards in _created)
        {
            await boards.DisposeAsync();
        }

        if (_ownsServer)
        {
            await Server.DisposeAsync();
        }
        else if (Server is not null)
        {
            await ForgetAsync();
        }
    }

    private static void Demand()
    {
        if (!RedisServer.IsInstalled)
        {
            Environment.GetEnvironmentVariable("REQUIRE_ALL").ShouldNotBe("1", RedisServer.Missing);
            Assert.Skip(RedisServer.Missing);
        }
    }
}
