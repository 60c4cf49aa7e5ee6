using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace GamifiedLoyalty.LoadTests;

/// <summary>The server's API for what is not measured: preparing programs and checking what came out.</summary>
internal sealed class Api : IDisposable
{
    private const int MembersPerRequest = 1_000;
    private const int RowsPerPage = 1_000;
    private readonly HttpClient _client;
    private readonly string _run;

    /// <param name="servers">The nodes; the first is asked where any would do.</param>
    /// <param name="key">An admin key.</param>
    /// <param name="now">When the run starts; it tells programs of several runs apart, and the sales are of that instant.</param>
    public Api(IReadOnlyList<Uri> servers, string key, DateTimeOffset now)
    {
        (Servers, Key) = (servers, key);
        OccurredAt = now.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        _run = now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        _client = new HttpClient { BaseAddress = Server };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>The nodes.</summary>
    public IReadOnlyList<Uri> Servers { get; }

    /// <summary>The first node.</summary>
    public Uri Server => Servers[0];

    /// <summary>Its key.</summary>
    public string Key { get; }

    /// <summary>When all sales occurred.</summary>
    public string OccurredAt { get; }

    /// <summary>The node that one of many connections goes to: they take turns.</summary>
    public Uri ServerOf(int connection) => Servers[connection % Servers.Count];

    /// <summary>The program of a work in this run.</summary>
    public string ProgramName(string work) => $"load-{work}-{_run}";

    /// <summary>Publishes the definition and creates the members.</summary>
    /// <param name="sales">The program and its sellers.</param>
    /// <param name="boards">How many boards; null for those of the definition.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PrepareAsync(Sales sales, int? boards, CancellationToken cancellationToken)
    {
        using var content = new StringContent(Definition.Text(boards), Encoding.UTF8, "application/json");
        await DemandAsync(await _client.PutAsync($"/api/v1/programs/{sales.Program}", content, cancellationToken), cancellationToken);
        var partners = Enumerable.Range(0, sales.Sellers).Select(Sales.PartnerId).Distinct(StringComparer.Ordinal)
            .Select((id, i) => (object)new { kind = "partner", id, name = $"Company {i + 1}" });
        var employees = Enumerable.Range(0, sales.Sellers)
            .Select(i => (object)new { kind = "employee", id = Sales.SellerId(i), name = $"Seller {i + 1}", partner = Sales.PartnerId(i) });
        foreach (var members in partners.Concat(employees).Chunk(MembersPerRequest))
        {
            await DemandAsync(await _client.PostAsJsonAsync($"/api/v1/programs/{sales.Program}/members", members, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Reads the first row of a board.</summary>
    public async Task ReadFirstAsync(string program, string board, CancellationToken cancellationToken) =>
        await DemandAsync(await _client.GetAsync($"/api/v1/programs/{program}/boards/{board}?limit=1", cancellationToken), cancellationToken);

    /// <summary>Whether the server says that it is ready.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        using var answer = await _client.GetAsync("/health/ready", cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>The scores of all rows of a board together, as a node tells them; null when there is no such board.</summary>
    public async Task<long?> SumAsync(Uri node, string program, string board, CancellationToken cancellationToken)
    {
        var sum = 0L;
        string? cursor = "";
        while (cursor is not null)
        {
            var at = cursor.Length == 0 ? "" : $"&cursor={cursor}";
            using var answer = await _client.GetAsync(new Uri(node, $"/api/v1/programs/{program}/boards/{board}?period=all&limit={RowsPerPage}{at}"), cancellationToken);
            if (answer.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            answer.EnsureSuccessStatusCode();
            using var page = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            sum += page.RootElement.GetProperty("rows").EnumerateArray().Sum(r => r.GetProperty("score").GetInt64());
            cursor = page.RootElement.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        return sum;
    }

    public void Dispose() => _client.Dispose();

    private static async Task DemandAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        using (response)
        {
            if (!response.IsSuccessStatusCode)
            {
                var text = await response.Content.ReadAsStringAsync(cancellationToken);
                throw new LoadTestException($"{response.RequestMessage?.RequestUri} was answered {(int)response.StatusCode}: {text}");
            }
        }
    }
}
