using System.Text;
using System.Text.RegularExpressions;

namespace GamifiedLoyalty.Server.Tests.Support;

/// <summary>Looks at one page and sends its forms as a browser does: it keeps cookies and hands back the proof of the form.</summary>
public sealed partial class FormBrowser(TestServer server, string page)
{
    private readonly ApiClient _client = server.Client(null);
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>Gets the page, or sends a form's fields.</summary>
    public async Task<(int Code, string Text)> SendAsync(string? fields, bool withProof = true, string? at = null)
    {
        var token = fields is null || !withProof ? "" : await ProofAsync();
        using var request = new HttpRequestMessage(fields is null ? HttpMethod.Get : HttpMethod.Post, at ?? page);
        if (fields is not null)
        {
            var body = $"{fields}&__RequestVerificationToken={Uri.EscapeDataString(token)}";
            request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        return await ExchangeAsync(request);
    }

    /// <summary>Sends a form with a file.</summary>
    public async Task<(int Code, string Text)> UploadAsync(string name, byte[] file, params (string Name, string Value)[] fields)
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(file), name, "file" } };
        foreach (var (field, value) in fields.Append(("__RequestVerificationToken", await ProofAsync())))
        {
            content.Add(new StringContent(value), field);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, page) { Content = content };
        return await ExchangeAsync(request);
    }

    private async Task<string> ProofAsync() => Proof().Match((await SendAsync(null)).Text).Groups["value"].Value;

    private async Task<(int Code, string Text)> ExchangeAsync(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        using var answer = await _client.Http.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var parts = cookie.Split(';')[0].Split('=', 2);
            _cookies[parts[0]] = parts[1];
        }

        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, System.Net.WebUtility.HtmlDecode(text));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Proof();
}
