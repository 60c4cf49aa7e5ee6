using System.Net.WebSockets;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing;

namespace GamifiedLoyalty.Server.Tests.Hubs;

public sealed class SlowViewerTests
{
    private const int People = 100;
    private const int Rounds = 200;
    private const int NameLength = 200;

    // Every round changes all rows, some 30 kB: more in all than the connection's buffers hold.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    [Fact(Timeout = 180_000)]
    public async Task A_viewer_that_never_reads_holds_up_nobody_and_is_not_sent_every_change()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        await using var server = await StartAsync(time);
        await using var slow = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey, receiveBuffer: 4_096);
        await using var quick = await HubConnection.OpenAsync(server.Address, TestServer.AdminKey);
        await slow.SubscribeAsync("acme", "board/revenue/all");
        await quick.SubscribeAsync("acme", "board/revenue/all");

        var newest = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var sold = await SellAllAsync(server, round);
            while (newest < sold)
            {
                newest = await NextAsync(quick, time);
            }
        }

        (await CountAsync(slow, newest, time)).ShouldBeLessThan(Rounds);
    }

    // Reads what waits, until the newest version is shown or the server has cut the viewer off.
    private static async Task<int> CountAsync(HubConnection slow, long newest, ManualTime time)
    {
        var count = 0;
        try
        {
            for (var version = 0L; version < newest; count++)
            {
                version = await NextAsync(slow, time);
            }
        }
        catch (WebSocketException)
        {
            // Cut off, which also keeps memory bounded.
        }

        return count;
    }

    private static async Task<long> NextAsync(HubConnection hub, ManualTime time) =>
        (await hub.ChangedAsync(time, Interval)).GetProperty("version").GetInt64();

    private static async Task<long> SellAllAsync(TestServer server, int round)
    {
        var sales = Enumerable.Range(0, People).Select(i => new { externalId = $"{round}-{i}", type = "sale", employee = $"e{i}", amount = 1 });
        var answer = await server.Admin.PostAsync("/api/v1/programs/acme/activities", sales);
        answer.Code.ShouldBe(200, answer.Text);
        return answer.Json.EnumerateArray().Max(a => a.GetProperty("version").GetInt64());
    }

    private static async Task<TestServer> StartAsync(ManualTime time)
    {
        var server = await TestServer.StartAsync(time);
        await server.PublishAsync();
        var members = Enumerable.Range(0, People).Select(i => new { kind = "employee", id = $"e{i}", name = new string('x', NameLength) });
        var answer = await server.Admin.PostAsync("/api/v1/programs/acme/members", members);
        answer.Code.ShouldBe(200, answer.Text);
        return server;
    }
}
