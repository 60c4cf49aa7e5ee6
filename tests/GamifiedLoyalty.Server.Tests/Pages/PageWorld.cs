using System.Net;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing;
using GamifiedLoyalty.Testing.Programs;

namespace GamifiedLoyalty.Server.Tests.Pages;

/// <summary>A program with two companies and some people, as pages show it, on Saturday 21 November 2026, 11 in Paris.</summary>
public sealed class PageWorld : IAsyncDisposable
{
    public const string Api = "/api/v1/programs/acme";

    private int _sales;

    private PageWorld(TestServer server, ManualTime time) => (Server, Time) = (server, time);

    public TestServer Server { get; }

    public ManualTime Time { get; }

    public static async Task<PageWorld> StartAsync(string visibility = "public", string? definition = null, int people = 3)
    {
        var time = new ManualTime(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));
        var world = new PageWorld(await TestServer.StartAsync(time), time);
        var document = (definition ?? AcmeProgram.Json).Replace("\"visibility\": \"public\"", $"\"visibility\": \"{visibility}\"", StringComparison.Ordinal);
        await world.Server.PublishAsync("acme", document);
        await world.PutAsync("partners/p1", "Vélo Zürich");
        await world.PutAsync("partners/p2", "Bike & Co");
        for (var i = 1; i <= people; i++)
        {
            await world.Server.Admin.PutAsync($"{Api}/employees/e{i}", new { name = $"Person {i}", partner = "p1" });
        }

        return world;
    }

    public Task PutAsync(string member, string name) => Server.Admin.PutAsync($"{Api}/{member}", new { name });

    /// <summary>Records a sale of bikes, now unless a day is given; returns the activity's id.</summary>
    public async Task<string> SellAsync(string employee, int amount, string? on = null)
    {
        var answer = await Server.Admin.PostAsync($"{Api}/activities", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["externalId"] = $"S-{++_sales}",
            ["type"] = "sale",
            ["employee"] = employee,
            ["currency"] = "EUR",
            ["occurredAt"] = on ?? "2026-11-21T10:30:00+01:00",
            ["lines"] = new[] { new { id = "1", category = "Bikes", quantity = 1, amount } },
        });
        answer.Code.ShouldBe(200, answer.Text);
        return answer.Json.GetProperty("activityId").GetString()!;
    }

    /// <summary>A page's text as a browser would read it, markup included.</summary>
    public async Task<string> ReadAsync(string page, ApiClient? caller = null, int status = 200)
    {
        var answer = await (caller ?? Server.Client(null)).GetAsync(page);
        answer.Code.ShouldBe(status, page);
        return WebUtility.HtmlDecode(answer.Text);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
