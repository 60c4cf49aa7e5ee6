using System.Text.Json;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Server.Tests.Activities;
using GamifiedLoyalty.Server.Tests.Contract;
using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing;
using GamifiedLoyalty.Testing.Programs;

namespace GamifiedLoyalty.Server.Tests.Challenges;

/// <summary>The acme program with two companies and four people, on Saturday 21 November 2026, 11 in Paris.</summary>
public sealed class ContestWorld : IAsyncDisposable
{
    public const string Api = "/api/v1/programs/acme";

    /// <summary>A race of employees by amount since this morning, until tomorrow.</summary>
    public const string Sprint = """
        { "name": { "en": "Weekend sprint", "fr": "Sprint du week-end" }, "description": "Sell, and win; a bike, too.",
          "subject": "employee", "metric": { "measure": "amount" }, "start": "2026-11-21T08:00", "end": "2026-11-22T08:00",
          "prizes": { "currency": "points", "budget": { "points": 2000, "money": 90000 },
                      "list": [ { "place": 1, "points": 1000 }, { "place": 1, "reward": { "en": "A bike", "fr": "Un vélo" }, "value": 90000 },
                                { "from": 2, "to": 3, "points": 200 } ] } }
        """;

    private int _sales;

    private ContestWorld(TestServer server, ManualTime time) => (Server, Time) = (server, time);

    public TestServer Server { get; }

    public ManualTime Time { get; }

    public static async Task<ContestWorld> StartAsync(string visibility = "public", string? approvalAbove = null)
    {
        var time = new ManualTime(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));
        var world = new ContestWorld(await TestServer.StartAsync(time), time);
        var definition = JsonNode.Parse(AcmeProgram.Json)!.AsObject();
        definition["privacy"]!["visibility"] = visibility;
        if (approvalAbove is not null)
        {
            definition["challenges"] = new JsonObject { ["approvalAbove"] = JsonNode.Parse(approvalAbove) };
        }

        await world.Server.PublishAsync("acme", definition.ToJsonString());
        (await world.Server.Admin.PostAsync($"{Api}/members", new object[]
        {
            new { kind = "partner", id = "p1", name = "Vélo Zürich", region = "North" },
            new { kind = "partner", id = "p2", name = "Bike & Co", region = "South" },
            new { kind = "employee", id = "e1", name = "Maya", partner = "p1" },
            new { kind = "employee", id = "e2", name = "Noah", partner = "p1" },
            new { kind = "employee", id = "e3", name = "Zoé", partner = "p2" },
            new { kind = "employee", id = "e4", name = "Ugo", partner = "p2" },
        })).Code.ShouldBe(200);
        return world;
    }

    public Task<Answer> GetAsync(string path, ApiClient? caller = null) => (caller ?? Server.Admin).GetAsync($"{Api}/{path}");

    public Task<Answer> PostAsync(string path, string? body = null, ApiClient? caller = null) =>
        (caller ?? Server.Admin).SendAsync(HttpMethod.Post, $"{Api}/{path}", body);

    public Task<Answer> PutAsync(string id, string document, ApiClient? caller = null) =>
        (caller ?? Server.Admin).SendAsync(HttpMethod.Put, $"{Api}/challenges/{id}", document);

    /// <summary>Writes a contest and hands it in; where no approval is needed it opens by the clock when its start has come.</summary>
    public async Task LaunchAsync(string id, string document)
    {
        var put = await PutAsync(id, document);
        put.Code.ShouldBe(201, put.Text);
        await DoAsync(id, "submit");
    }

    /// <summary>Launches a contest whose start has come, and waits until the clock has opened it.</summary>
    public async Task OpenAsync(string id, string document)
    {
        await LaunchAsync(id, document);
        await ReachesAsync(id, "open");
    }

    /// <summary>Takes a step of a contest, which succeeds.</summary>
    public async Task<Answer> DoAsync(string id, string step, string? body = null)
    {
        var done = await PostAsync($"challenges/{id}/{step}", body);
        done.Code.ShouldBe(200, done.Text);
        return done;
    }

    /// <summary>Waits until the clock has brought a contest to a status.</summary>
    public Task ReachesAsync(string id, string status) => Eventually.TrueAsync(
        async () =>
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            return (await GetAsync($"challenges/{id}")).Text("status") == status;
        },
        TimeSpan.FromSeconds(30));

    /// <summary>Records a sale, now unless a day is given; returns the activity's id.</summary>
    public async Task<string> SellAsync(string employee, string amount, string? on = null, string category = "Accessories")
    {
        var sold = await Server.Admin.PostAsync($"{Api}/activities", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["externalId"] = $"S-{++_sales}",
            ["type"] = "sale",
            ["employee"] = employee,
            ["currency"] = "EUR",
            ["occurredAt"] = on ?? "2026-11-21T10:30:00+01:00",
            ["lines"] = new[] { new { id = "1", category, quantity = 1, amount } },
        });
        sold.Code.ShouldBe(200, sold.Text);
        return sold.Text("activityId");
    }

    /// <summary>The standings as <c>place subject score</c>.</summary>
    public async Task<IReadOnlyList<string>> StandingsAsync(string id, ApiClient? caller = null)
    {
        var answer = await GetAsync($"challenges/{id}/standings", caller);
        answer.Code.ShouldBe(200, answer.Text);
        return [.. answer.Json.GetProperty("rows").EnumerateArray().Select(Row)];
    }

    /// <summary>A row as <c>place subject score</c>.</summary>
    public static string Row(JsonElement row) => $"{row.GetProperty("place")} {row.GetProperty("subject").GetString()} {row.GetProperty("score")}";

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
