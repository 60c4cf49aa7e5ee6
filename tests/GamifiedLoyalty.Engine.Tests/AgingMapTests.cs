using GamifiedLoyalty.Engine.State;
using Shouldly;
using Xunit;

namespace GamifiedLoyalty.Engine.Tests;

public sealed class AgingMapTests
{
    private readonly AgingMap<int, string> _map = new(capacity: 4);

    [Fact]
    public void What_was_used_since_the_last_call_but_one_stays()
    {
        Fill(1, 2);
        _map.Age();
        Fill(3, 4);
        _map.Find(1).ShouldBe("1");
        _map.Age();

        _map.Find(1).ShouldBe("1");
        _map.Find(3).ShouldBe("3");
        _map.Find(2).ShouldBeNull();
    }

    [Fact]
    public void Nothing_goes_while_few_are_in_use()
    {
        Fill(1);
        for (var i = 0; i < 10; i++)
        {
            _map.Age();
        }

        _map.Find(1).ShouldBe("1");
    }

    [Fact]
    public void A_value_that_is_set_again_replaces_the_old_one()
    {
        Fill(1, 2);
        _map.Age();
        _map.Set(1, "one");
        _map.Find(1).ShouldBe("one");
        _map.Age();
        Fill(5, 6);
        _map.Age();
        _map.Find(1).ShouldBe("one");
    }

    private void Fill(params int[] keys)
    {
        foreach (var key in keys)
        {
            _map.Set(key, key.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
