using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Tests.Activities;

/// <summary>The part of one program's API that concerns activities, as a client sees it.</summary>
public sealed class ActivityApi(HttpClient http, string program, string? key, string? language = null)
{
    public string Path { get; } = $"/api/v1/programs/{program}";

    public static ByteArrayContent Content(byte[] body, string mediaType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return content;
    }

    public ActivityApi WithKey(string? other) => new(http, program, other, language);

    public ActivityApi Accepting(string languages) => new(http, program, key, languages);

    public Task<ApiAnswer> PostAsync(string body, string mediaType = "application/json", string query = "") =>
        SendAsync(HttpMethod.Post, "activities" + query, Content(Encoding.UTF8.GetBytes(body), mediaType));

    public Task<ApiAnswer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, content: null);

    public Task<ApiAnswer> ReverseAsync(string activityId, string body) =>
        SendAsync(HttpMethod.Post, $"activities/{activityId}/reversal", Content(Encoding.UTF8.GetBytes(body), "application/json"));

    public Task<ApiAnswer> ReverseImportAsync(string import) =>
        SendAsync(HttpMethod.Post, $"imports/{import}/reversal", Content("""{ "reason": "wrong file" }"""u8.ToArray(), "application/json"));

    /// <summary>The rows of a board as <c>subject score provisional</c>, in rank order.</summary>
    public async Task<IReadOnlyList<string>> BoardAsync(string board, string period)
    {
        var answer = await GetAsync($"boards/{board}?period={period}&limit=1000");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Raw);
        return [.. answer["rows"].EnumerateArray().Select(r =>
            Invariant($"{r.GetProperty("subject").GetString()} {r.GetProperty("score").GetInt64()} {r.GetProperty("provisional").GetInt64()}"))];
    }

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, bool chunked = false)
    {
        using var request = Request(method, path, content);
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await ApiAnswer.ReadAsync(response);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, $"{Path}/{path}") { Content = content };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (language is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        }

        return request;
    }
}

/// <summary>An answer of the API.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, string? MediaType, string Raw, HttpResponseHeaders Headers)
{
    public JsonElement Body => JsonElement.Parse(Raw);

    public JsonElement this[string name] => Body.GetProperty(name);

    /// <summary>The values of a newline-delimited answer.</summary>
    public IReadOnlyList<JsonElement> Lines =>
        [.. Raw.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l))];

    /// <summary>The statuses of an answer with one item each.</summary>
    public string Statuses => string.Join(' ', (MediaType == "application/x-ndjson" ? Lines : [.. Body.EnumerateArray()])
        .Select(i => i.GetProperty("status").GetString()));

    public static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response) => new(
        response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
        response.Headers);

    public string? Text(string name) => this[name].GetString();

    public long Number(string name) => this[name].GetInt64();

    public void ShouldBeProblem(HttpStatusCode status, string? code = null)
    {
        Status.ShouldBe(status, Raw);
        MediaType.ShouldBe("application/problem+json", Raw);
        Number("status").ShouldBe((int)status);
        Text("code").ShouldNotBeNullOrEmpty();
        Text("detail").ShouldNotBeNullOrEmpty();
        if (code is not null)
        {
            Text("code").ShouldBe(code, Raw);
        }
    }
}
