using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Server.Operations;

namespace GamifiedLoyalty.Server.CommandLine;

/// <summary>Talks to a server over HTTP on behalf of a command.</summary>
internal sealed class RunningServer : IDisposable
{
    private readonly HttpClient _http;

    /// <summary>A server at an address, with a key.</summary>
    public RunningServer(string url, string bearer)
        : this(url)
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
    }

    private RunningServer(string url)
    {
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new CommandException($"'{url}' is not an http address.", ExitCodes.Usage);
        }

        _http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The server that runs on a data directory, for its operator; null when none runs.</summary>
    public static RunningServer? Find(string directory)
    {
        if (ServerFile.Find(directory) is not { } file)
        {
            return null;
        }

        var server = new RunningServer(file.Url);
        server._http.DefaultRequestHeaders.Add(OperatorAccess.Header, file.Token);
        return server;
    }

    /// <summary>The same server with a key.</summary>
    public RunningServer As(string bearer) => new(_http.BaseAddress!.ToString(), bearer);

    /// <summary>Sends a request and returns the JSON of its answer.</summary>
    /// <exception cref="CommandException">The server refused; the message is the problem's detail.</exception>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var answer = Parse(text);
        return response.IsSuccessStatusCode ? answer : throw Refusal(response, answer);
    }

    /// <summary>Sends a request with a JSON body.</summary>
    public Task<JsonNode> SendJsonAsync(HttpMethod method, string path, JsonNode body, CancellationToken cancellationToken) =>
        SendAsync(method, path, new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json")), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static CommandException Refusal(HttpResponseMessage response, JsonNode answer)
    {
        var detail = (answer as JsonObject)?["detail"]?.ToString() ?? response.ReasonPhrase;
        var errors = ((answer as JsonObject)?["errors"] as JsonArray)?
            .Select(e => $"\n  {e?["pointer"]} {e?["code"]}: {e?["detail"]}") ?? [];
        return new CommandException($"The server refused ({response.StatusCode:D}): {detail}{string.Concat(errors)}");
    }

    private static JsonNode Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) ?? new JsonObject();
        }
        catch (JsonException)
        {
            return new JsonObject();
        }
    }
}
