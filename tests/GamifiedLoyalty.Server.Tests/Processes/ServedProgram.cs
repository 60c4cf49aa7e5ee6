using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace GamifiedLoyalty.Server.Tests.Processes;

/// <summary>A served data directory and a client of it.</summary>
internal sealed class ServedProgram : IAsyncDisposable
{
    public const string AdminKey = "an-admin-key-for-tests-only";

    private ServedProgram(ProductProcess process, string url)
    {
        Process = process;
        Http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
    }

    public ProductProcess Process { get; }

    public HttpClient Http { get; }

    public static Task<ServedProgram> StartAsync(string data, params string[] wrapper) => StartOnAsync(data, [], wrapper);

    /// <summary>Serves with further settings, such as those of a store.</summary>
    public static async Task<ServedProgram> StartOnAsync(string data, string[] settings, params string[] wrapper)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GAMIFIEDLOYALTY_ADMIN_KEY"] = AdminKey };
        var process = ProductProcess.Start(environment, wrapper, ["serve", "--data", data, "--urls", "http://127.0.0.1:0", .. settings]);
        var line = await process.WaitForLineAsync("Listening on ");
        return new ServedProgram(process, line["Listening on ".Length..].Split(' ', ',')[0]);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> SendAsync(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{path}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Every row of a board.</summary>
    public async Task<IReadOnlyList<Standing>> ReadBoardAsync(string program, string board, string period)
    {
        var rows = new List<Standing>();
        string? cursor = null;
        do
        {
            var path = $"/api/v1/programs/{program}/boards/{board}?period={period}&limit=100"
                + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}");
            var page = await GetAsync(path);
            rows.AddRange(page["rows"]!.AsArray().Select(r => new Standing(
                (int)r!["rank"]!, (string)r["subject"]!, (string)r["name"]!, (long)r["score"]!)));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Process.DisposeAsync();
    }
}

/// <summary>A row of a board.</summary>
internal sealed record Standing(int Rank, string Subject, string Name, long Score);
