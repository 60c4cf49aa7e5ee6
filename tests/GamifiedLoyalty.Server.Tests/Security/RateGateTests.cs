using GamifiedLoyalty.Server.Security;
using GamifiedLoyalty.Testing;

namespace GamifiedLoyalty.Server.Tests.Security;

public sealed class RateGateTests
{
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public void An_origin_is_refused_beyond_its_limit_until_the_next_window()
    {
        var gate = new RateGate(_time, TimeSpan.FromMinutes(1), 2);

        gate.TryTake("a").ShouldBeTrue();
        gate.IsClosed("a").ShouldBeFalse();
        gate.TryTake("a").ShouldBeTrue();
        gate.TryTake("a").ShouldBeFalse();
        gate.IsClosed("a").ShouldBeTrue();
        gate.TryTake("b").ShouldBeTrue();
        gate.RetryAfterSeconds().ShouldBe(60);

        _time.Advance(TimeSpan.FromMinutes(1));
        gate.IsClosed("a").ShouldBeFalse();
        gate.TryTake("a").ShouldBeTrue();
    }

    [Fact]
    public void A_limit_of_zero_refuses_nobody()
    {
        var gate = new RateGate(_time, TimeSpan.FromSeconds(1), 0);

        Enumerable.Range(0, 1_000).ShouldAllBe(_ => gate.TryTake("a"));
        gate.IsClosed("a").ShouldBeFalse();
    }
}
