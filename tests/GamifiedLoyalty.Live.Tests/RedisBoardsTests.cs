using GamifiedLoyalty.Engine.Ports;

namespace GamifiedLoyalty.Live.Tests;

/// <summary>Redis does what memory does.</summary>
public sealed class RedisBoardsTests : LiveBoardsCompliance, IAsyncLifetime
{
    private readonly RedisNodes _nodes = new();

    public async ValueTask InitializeAsync() => await _nodes.ShareServerAsync();

    public async ValueTask DisposeAsync() => await _nodes.DisposeAsync();

    protected override ILiveBoards Create() => _nodes.Create();

    protected override Task ForgetAsync(ILiveBoards boards) => _nodes.ForgetAsync();
}
