using GamifiedLoyalty.Engine.Programs;
using GamifiedLoyalty.Testing;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

public sealed class VersionWaitersTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
    private readonly VersionWaiters _waiters = new();

    [Fact]
    public async Task Whoever_waits_is_let_go_when_the_version_comes()
    {
        var waiting = WaitAsync(3);
        _waiters.Advance(2);
        waiting.IsCompleted.ShouldBeFalse();

        _waiters.Advance(4);

        (await waiting).ShouldBeTrue();
        _waiters.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_gives_up_is_forgotten()
    {
        using var gone = new CancellationTokenSource();
        var late = WaitAsync(long.MaxValue);
        var cancelled = WaitAsync(long.MaxValue, gone.Token);
        _waiters.Waiting.ShouldBe(2);

        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(cancelled);
        _time.Advance(TimeSpan.FromSeconds(2));

        (await late).ShouldBeFalse();
        _waiters.Waiting.ShouldBe(0);
    }

    private Task<bool> WaitAsync(long version, CancellationToken cancellationToken = default) =>
        _waiters.WaitAsync(version, TimeSpan.FromSeconds(2), _time, cancellationToken).AsTask();
}
