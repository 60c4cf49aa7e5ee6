using GamifiedLoyalty.Server.Tests.Pages;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Hubs;

public sealed class SalesChannelTests
{
    [Fact]
    public async Task A_sale_is_told_to_whoever_follows_the_latest_sales()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e1", 100);
        await using var hub = await HubConnection.OpenAsync(world.Server.Address, TestServer.AdminKey);
        var answer = await hub.SubscribeAsync("acme", "sales");
        answer.GetProperty("snapshot").GetProperty("sales").GetArrayLength().ShouldBe(1);

        await world.SellAsync("e2", 250);

        var changed = await hub.ChangedAsync(world.Time, TimeSpan.FromMilliseconds(100));
        var first = changed.GetProperty("changes").GetProperty("sales")[0];
        (first.GetProperty("name").GetString(), first.GetProperty("company").GetString(), first.GetProperty("amount").GetInt64())
            .ShouldBe(("Person 2", "Vélo Zürich", 25_000));
    }
}
