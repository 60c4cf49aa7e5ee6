using GamifiedLoyalty.Server.Hubs;
using GamifiedLoyalty.Server.Tests.Pages;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Hubs;

public sealed class DocumentChannelTests
{
    [Fact]
    public async Task Who_follows_a_document_that_commits_did_not_touch_is_answered_at_once()
    {
        await using var world = await PageWorld.StartAsync();
        await world.SellAsync("e1", 100);
        await using var hub = await HubConnection.OpenAsync(world.Server.Address, TestServer.AdminKey);
        var before = await hub.SubscribeAsync("acme", "employee/e1");
        await world.SellAsync("e2", 250);
        await using var later = await HubConnection.OpenAsync(world.Server.Address, TestServer.AdminKey);

        // Time stands still: whoever had to wait for the end of an interval would wait for ever.
        var answer = await later.SubscribeAsync("acme", "employee/e1").WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        answer.GetProperty("snapshot").ToString().ShouldBe(before.GetProperty("snapshot").ToString());
    }

    [Fact]
    public void What_changed_without_a_newer_version_is_told_anew_to_those_who_know_the_version()
    {
        var told = new ToldVersions();
        told.Take(5, isChanged: true).ShouldBeTrue();
        (told.Version, told.ChangedAt, told.Floor).ShouldBe((5, 5, 5));
        told.Take(7, isChanged: false).ShouldBeFalse();
        (told.Version, told.ChangedAt, told.Floor).ShouldBe((7, 5, 5));
        told.Take(8, isChanged: true).ShouldBeFalse();
        (told.ChangedAt, told.Floor).ShouldBe((8, 5));
        told.Take(8, isChanged: true).ShouldBeTrue();
        (told.ChangedAt, told.Floor).ShouldBe((8, 9));
        told.Take(3, isChanged: false).ShouldBeTrue();
        (told.Version, told.ChangedAt, told.Floor).ShouldBe((3, 3, 3));
        told.Take(4, isChanged: true, forgets: true).ShouldBeTrue();
        told.Floor.ShouldBe(4);
    }
}
