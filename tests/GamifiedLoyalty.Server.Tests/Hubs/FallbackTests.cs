using System.Text;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Hubs;

public sealed class FallbackTests
{
    [Fact]
    public async Task A_viewer_without_web_sockets_follows_by_long_polling()
    {
        await using var server = await TestServer.StartAsync();
        await server.PublishAsync();
        var negotiated = await server.Admin.PostAsync("/hubs/live/negotiate?negotiateVersion=1");
        var address = $"/hubs/live?id={Uri.EscapeDataString(negotiated.Json.GetProperty("connectionToken").GetString()!)}";
        (await server.Admin.GetAsync(address)).Code.ShouldBe(200);

        await SayAsync(server, address, """{"protocol":"json","version":1}""");
        (await server.Admin.GetAsync(address)).Text.ShouldBe("{}\u001e");
        await SayAsync(server, address, """{"type":1,"invocationId":"1","target":"Subscribe","arguments":[{"program":"acme","channel":"board/revenue/all"}]}""");
        (await HearAsync(server, address)).ShouldContain("\"snapshot\":");

        var members = await server.Admin.PostAsync("/api/v1/programs/acme/members", new[] { new { kind = "employee", id = "e1", name = "Person 1" } });
        members.Code.ShouldBe(200, members.Text);
        var sold = await server.Admin.PostAsync("/api/v1/programs/acme/activities", new { externalId = "s1", type = "sale", employee = "e1", amount = 5 });
        sold.Code.ShouldBe(200, sold.Text);
        (await HearAsync(server, address)).ShouldContain("\"target\":\"changed\"");

        (await server.Admin.DeleteAsync(address)).Code.ShouldBe(202);
    }

    private static async Task SayAsync(TestServer server, string address, string message)
    {
        var said = await server.Admin.SendAsync(HttpMethod.Post, address, message + "\u001e", "text/plain");
        said.Code.ShouldBe(200, said.Text);
    }

    // The next that is no sign of life.
    private static async Task<string> HearAsync(TestServer server, string address)
    {
        var heard = new StringBuilder("{\"type\":6}\u001e");
        while (heard.ToString().Replace("{\"type\":6}\u001e", "", StringComparison.Ordinal).Length == 0)
        {
            var answer = await server.Admin.GetAsync(address);
            answer.Code.ShouldBe(200, answer.Text);
            heard.Append(answer.Text);
        }

        return heard.ToString();
    }
}
