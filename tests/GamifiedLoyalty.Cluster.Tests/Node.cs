using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace GamifiedLoyalty.Cluster.Tests;

/// <summary>A node as its clients see it. Reads wait until it is there and its answer is final.</summary>
internal sealed class Node : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http;
    private readonly string _key;

    public Node(int number, Uri address, string key)
    {
        (Number, Address, _key) = (number, address, key);
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(4) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public int Number { get; }

    public Uri Address { get; }

    /// <summary>Where its hub is.</summary>
    public Uri Hub => new($"ws://{Address.Authority}/hubs/live?access_token={Uri.EscapeDataString(_key)}");

    public async Task<bool> IsReadyAsync() => await TryAsync(HttpMethod.Get, "health/ready") is (HttpStatusCode.OK, _);

    /// <summary>One request; no status when there was no answer.</summary>
    public async Task<(HttpStatusCode? Status, string Text)> TryAsync(HttpMethod method, string path, string? json = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
            using var answer = await _http.SendAsync(request);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
        {
            return (null, failure.Message);
        }
    }

    /// <summary>Sends what may be sent again, until it is taken.</summary>
    public Task<JsonNode> SendAsync(HttpMethod method, string path, string json) => UntilAsync(method, path, json, _ => true);

    /// <summary>Reads, until the answer is final.</summary>
    public Task<JsonNode> GetAsync(string path) => UntilAsync(HttpMethod.Get, path, null, a => a["rebuilding"] is null);

    /// <summary>A board with at least a version, all of it.</summary>
    public async Task<(long Version, string[] Rows)> BoardAsync(string program, string board, long atLeast)
    {
        var answer = await GetAsync(Invariant($"api/v1/programs/{program}/boards/{board}?period=all&limit=100&atLeast={atLeast}"));
        return ((long)answer["version"]!, Rows(answer));
    }

    /// <summary>The rows of a board as text.</summary>
    public static string[] Rows(JsonNode board) =>
        [.. board["rows"]!.AsArray().Select(r => Invariant($"{(int)r!["rank"]!} {(string)r["subject"]!} {(long)r["score"]!}"))];

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> UntilAsync(HttpMethod method, string path, string? json, Func<JsonNode, bool> isFinal)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var (status, text) = await TryAsync(method, path, json);
            if (status is HttpStatusCode.OK or HttpStatusCode.Created && JsonNode.Parse(text)! is var answer && isFinal(answer))
            {
                return answer;
            }

            var mayChange = status is null or HttpStatusCode.OK || (int)status >= 500;
            (mayChange && !deadline.IsCancellationRequested).ShouldBeTrue($"node {Number}: {path}: {status} {text}");
            await Task.Delay(Pause);
        }
    }
}
