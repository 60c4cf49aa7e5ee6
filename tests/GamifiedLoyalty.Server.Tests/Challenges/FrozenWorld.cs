using GamifiedLoyalty.Server.Tests.Hubs;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Challenges;

/// <summary>
/// A program with a frozen contest of employees by amount, from the 19th on. Before the freeze e3 leads with 300, then e2, e1
/// and e4; e5 has sold nothing.
/// </summary>
public sealed class FrozenWorld : IAsyncDisposable
{
    private const string LongSprint = """
        { "name": "Long sprint", "subject": "employee", "metric": { "measure": "amount" }, "start": "2026-11-19T08:00", "end": "2026-11-23",
          "prizes": { "currency": "points", "budget": { "points": 2000 }, "list": [ { "place": 1, "points": 1000 } ] } }
        """;

    private readonly Dictionary<string, string?> _cookies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _keys = new(StringComparer.Ordinal);

    private FrozenWorld(ContestWorld world) => World = world;

    public ContestWorld World { get; }

    /// <summary>Everybody who sees less than a manager, by name.</summary>
    public Dictionary<string, ApiClient> Viewers { get; } = new(StringComparer.Ordinal);

    /// <summary>The key in the address of the screen's page.</summary>
    public string ScreenKey { get; private set; } = "";

    /// <summary>The id of the activity that was recorded first.</summary>
    public string FirstSale { get; private set; } = "";

    public static async Task<FrozenWorld> StartAsync()
    {
        var frozen = new FrozenWorld(await ContestWorld.StartAsync());
        var server = frozen.World.Server;
        await server.Admin.PutAsync($"{ContestWorld.Api}/employees/e5", new { name = "Newcomer", partner = "p2" });
        frozen.FirstSale = await frozen.World.SellAsync("e1", "100.00", "2026-11-20T10:00:00+01:00");
        await frozen.World.OpenAsync("sprint", LongSprint);
        await frozen.World.SellAsync("e2", "200.00");
        await frozen.World.SellAsync("e3", "300.00");
        await frozen.World.SellAsync("e4", "50.00");
        (await server.Admin.SendAsync(HttpMethod.Put, $"{ContestWorld.Api}/screens/hall", """
            { "scenes": [ { "type": "board", "board": "revenue" }, { "type": "board", "board": "points" }, { "type": "challenge", "challenge": "sprint" } ],
              "celebrations": { "threshold": "10.00", "firstPlace": true } }
            """)).Code.ShouldBe(201);
        await frozen.AddViewersAsync(server);
        await frozen.World.DoAsync("sprint", "freeze");
        return frozen;
    }

    /// <summary>A hub connection of a viewer.</summary>
    public Task<HubConnection> HubAsync(string viewer) =>
        HubConnection.OpenAsync(World.Server.Address, _keys.GetValueOrDefault(viewer), cookie: _cookies.GetValueOrDefault(viewer));

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private async Task AddViewersAsync(TestServer server)
    {
        foreach (var scope in new[] { "read", "write" })
        {
            var made = await server.Admin.PostAsync("/api/v1/keys", new { name = scope, programs = new[] { "acme" }, scope });
            _keys[scope] = made.Json.GetProperty("key").GetString();
            Viewers[scope] = server.Client(_keys[scope]);
        }

        _cookies["person"] = await server.CookieOfPersonAsync("acme", "e1");
        Viewers["person"] = new ApiClient(server.Address, null, _cookies["person"]);
        Viewers["public"] = server.Client(null);
        var link = await server.Admin.PostAsync($"{ContestWorld.Api}/screens/hall/link");
        ScreenKey = link.Json.GetProperty("url").GetString()!.Split("key=")[1];
        _keys["screen"] = ScreenKey;
        Viewers["screen"] = server.Client(null);
    }
}
