using GamifiedLoyalty.Server.Hubs;

namespace GamifiedLoyalty.Server.Tests.Hubs;

public sealed class FanOutPaceTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(2_000, 100)]
    [InlineData(2_001, 100.05)]
    [InlineData(10_000, 500)]
    public void Channels_send_ten_times_a_second_and_less_often_to_more_viewers_than_the_node_can_tell_so_often(int viewers, double milliseconds)
    {
        var pace = new FanOutPace(messagesPerSecond: 20_000);
        for (var i = 0; i < viewers; i++)
        {
            pace.Add();
        }

        pace.Interval.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
        pace.Add();
        pace.Remove();
        pace.Interval.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }
}
