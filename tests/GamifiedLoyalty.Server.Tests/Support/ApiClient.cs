using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace GamifiedLoyalty.Server.Tests.Support;

/// <summary>Talks to a server as one caller; follows no redirects and keeps no cookies but its own.</summary>
public sealed class ApiClient
{
    private readonly HttpClient _http;

    public ApiClient(Uri address, string? key, string? cookie = null)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (cookie is not null)
        {
            _http.DefaultRequestHeaders.Add("Cookie", cookie);
        }
    }

    /// <summary>The client underneath, for streams and other unusual requests.</summary>
    public HttpClient Http => _http;

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, JsonSerializer.Serialize(body));

    public Task<Answer> PostAsync(string path, object? body = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonSerializer.Serialize(body));

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? body = null, string mediaType = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, mediaType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, text, response.Content.Headers.ContentType?.MediaType, Flatten(response));
    }

    private static Dictionary<string, string> Flatten(HttpResponseMessage response) => response.Headers
        .Concat(response.Content.Headers)
        .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
}

/// <summary>An answer of the server.</summary>
public sealed record Answer(HttpStatusCode Status, string Text, string? MediaType, IDictionary<string, string> Headers)
{
    private JsonElement? _json;

    /// <summary>The status code as a number.</summary>
    public int Code => (int)Status;

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => _json ??= JsonDocument.Parse(Text).RootElement;

    /// <summary>The stable code of a problem.</summary>
    public string Problem => Json.GetProperty("code").GetString()!;

    /// <summary>The cookie set, as it is sent back.</summary>
    public string Cookie => Headers["Set-Cookie"].Split(';')[0];
}
