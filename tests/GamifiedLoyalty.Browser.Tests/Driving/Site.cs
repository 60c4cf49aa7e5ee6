using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Server.Tests.Processes;

namespace GamifiedLoyalty.Browser.Tests.Driving;

/// <summary>The product, served as a process on a port that stays the same when it is started again.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>A key that may do everything.</summary>
    public const string AdminKey = "an-admin-key-for-tests-only";

    private const string Definition = """
        {
          "name": { "en": "Acme Partner Club", "fr": "Club partenaires Acme" },
          "timeZone": "Europe/Paris", "locales": ["en", "fr"],
          "money": { "currency": "EUR", "decimals": 2 },
          "privacy": { "visibility": "VISIBILITY" },
          "currencies": [ { "id": "points", "name": "Points" } ],
          "earningRules": [ { "id": "base", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": "10.00" }, "currency": "points" } ],
          "boards": [
            { "id": "revenue", "name": { "en": "Revenue", "fr": "Chiffre d’affaires" }, "subject": "employee",
              "metric": { "measure": "amount" }, "periods": ["all", "day"] },
            { "id": "points", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "periods": ["all"] },
            { "id": "dealer-units", "subject": "partner", "metric": { "measure": "count" }, "periods": ["all"] } ]
        }
        """;

    private static readonly string[] Names =
    [
        "Maya Lindqvist", "Jean-Christophe de La Rochefoucauld-Montmorency", "Ana Öztürk", "Bo Li", "Siobhán Ní Dhomhnaill", "Łukasz Żółć",
        "Fatoumata Diallo", "Κωνσταντίνα Παπαδοπούλου", "Иван Петров", "Heidi Kößler", "Olu Adeyemi", "Zoë Ångström", "Noor van den Heuvel", "Tia Costa",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort();
    private readonly HttpClient _http;
    private ProductProcess? _process;
    private int _sales;

    private Site()
    {
        _http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}");

    /// <summary>The process that serves now.</summary>
    public int ProcessId => _process!.Id;

    public string Home => $"{Url}/p/acme";

    public string Board => $"{Url}/p/acme/boards/revenue";

    /// <summary>Serves a program with as many employees as asked, each with one sale, e01 with the most.</summary>
    public static async Task<Site> StartAsync(int employees = 3, string visibility = "public")
    {
        var site = new Site();
        await site.ServeAsync();
        await site.AddProgramAsync("acme", employees, visibility);
        return site;
    }

    /// <summary>Adds a program as <see cref="StartAsync"/> does; <paramref name="fall"/> is by how much each sells less than the one before.</summary>
    public async Task AddProgramAsync(string program, int employees, string visibility = "public", int fall = 10)
    {
        await SendAsync(HttpMethod.Put, $"/api/v1/programs/{program}", Definition.Replace("VISIBILITY", visibility, StringComparison.Ordinal));
        await SendAsync(HttpMethod.Put, $"/api/v1/programs/{program}/partners/p1", """{ "name": "Vertical Ullapool" }""");
        for (var i = 1; i <= employees; i++)
        {
            var body = new JsonObject { ["name"] = Names[(i - 1) % Names.Length], ["partner"] = "p1" };
            await SendAsync(HttpMethod.Put, $"/api/v1/programs/{program}/employees/{Id(i)}", body.ToJsonString());
            await SellAsync(Id(i), 1_000 - (fall * i), program);
        }
    }

    /// <summary>The address of a new personal link.</summary>
    public async Task<string> LinkAsync(string employee, string program = "acme") =>
        (string)(await SendAsync(HttpMethod.Post, $"/api/v1/programs/{program}/employees/{employee}/link", "{}"))["url"]!;

    public async Task ServeAsync()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GAMIFIEDLOYALTY_ADMIN_KEY"] = AdminKey };
        _process = ProductProcess.Start(environment, [], "serve", "--data", _folder.Path, "--urls", Url);
        await _process.WaitForLineAsync("Listening on ");
    }

    public async Task KillAsync()
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>Records a sale of whole euros, now unless an instant is given.</summary>
    public Task SellAsync(string employee, int euros, string program = "acme", DateTimeOffset? at = null) => SendAsync(
        HttpMethod.Post,
        $"/api/v1/programs/{program}/activities",
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{ "externalId": "S-{{++_sales}}", "type": "sale", "employee": "{{employee}}", "currency": "EUR", "amount": "{{euros}}"{{(at is { } then ? $", \"occurredAt\": \"{then:O}\"" : "")}} }"""));

    /// <summary>Launches a race of the employees of <c>acme</c> by amount, with points for three places; ends when it runs.</summary>
    public async Task LaunchAsync(string id, DateTime start, DateTime end)
    {
        var document = $$"""
            { "name": { "en": "Weekend sprint", "fr": "Sprint du week-end" },
              "description": { "en": "Who sells the most? The first three win points.", "fr": "Qui vend le plus ? Les trois premiers gagnent des points." },
              "subject": "employee", "metric": { "measure": "amount" }, "returnWindow": "P1D",
              "start": "{{start.ToString("s", CultureInfo.InvariantCulture)}}Z", "end": "{{end.ToString("s", CultureInfo.InvariantCulture)}}Z",
              "prizes": { "currency": "points", "budget": { "points": 1800 },
                          "list": [ { "place": 1, "points": 1000 }, { "place": 2, "points": 500 }, { "place": 3, "points": 250 } ] } }
            """;
        var path = $"/api/v1/programs/acme/challenges/{id}";
        await SendAsync(HttpMethod.Put, path, document);
        await SendAsync(HttpMethod.Post, $"{path}/submit", "{}");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await StatusAsync(id) != "open")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);
        }
    }

    /// <summary>The status of a contest.</summary>
    public async Task<string> StatusAsync(string id)
    {
        using var response = await _http.GetAsync(new Uri($"/api/v1/programs/acme/challenges/{id}", UriKind.Relative));
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["status"]!;
    }

    /// <summary>The board as the API tells it, in the words of <see cref="Window.RowsAsync"/>.</summary>
    public async Task<string[]> ApiRowsAsync()
    {
        using var response = await _http.GetAsync(new Uri("/api/v1/programs/acme/boards/revenue?limit=100", UriKind.Relative));
        var page = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return [.. page["rows"]!.AsArray().Select(r => $"{r!["rank"]} {r["subject"]} {r["score"]}")];
    }

    /// <summary>Lets a window in as an employee.</summary>
    public async Task EnterAsync(Window window, string employee)
    {
        var link = await SendAsync(HttpMethod.Post, $"/api/v1/programs/acme/employees/{employee}/link", "{}");
        await window.Page.GotoAsync((string)link["url"]!);
    }

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {text}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"e{number:D2}");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
