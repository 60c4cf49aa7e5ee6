using System.Text.RegularExpressions;

namespace GamifiedLoyalty.Browser.Tests.Driving;

/// <summary>
/// A server with programs in every state that pages know, and one person who is signed in to the program <c>acme</c> and
/// manages its screens.
/// </summary>
internal sealed partial class SampleSite(Site site, IReadOnlyList<Cookie> session, string screen) : IAsyncDisposable
{
    /// <summary>Whose session it is.</summary>
    public const string Person = "e02";

    public Site Site => site;

    /// <summary>The address of a screen with its key.</summary>
    public string Screen => screen;

    public static async Task<SampleSite> StartAsync()
    {
        var site = await Site.StartAsync(employees: 14);
        await site.AddProgramAsync("fresh", 0);
        await site.AddProgramAsync("closed", 1, visibility: "members");
        await site.SendAsync(HttpMethod.Put, "/api/v1/programs/acme/screens/lobby", """{ "boards": [ { "board": "revenue", "seconds": 60 } ], "celebrations": { "firstPlace": true, "throttleSeconds": 5 } }""");
        await site.LaunchAsync("sprint", TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2), TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(5));
        var screen = await site.SendAsync(HttpMethod.Post, "/api/v1/programs/acme/screens/lobby/link", "{}");
        await Contests.OpenAsync(site);
        return new SampleSite(site, [await EnterAsync(site), await ManageAsync(site)], (string)screen["url"]!);
    }

    /// <summary>Signs a window in as <see cref="Person"/>.</summary>
    public Task SignInAsync(Window window) => window.Page.Context.AddCookiesAsync(session);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static async Task<Cookie> EnterAsync(Site site)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        (await http.GetAsync(new Uri(await site.LinkAsync(Person)))).Dispose();
        var cookie = handler.CookieContainer.GetCookies(new Uri(site.Url)).Single(c => c.HttpOnly);
        return new Cookie { Name = cookie.Name, Value = cookie.Value, Url = site.Url, HttpOnly = true, SameSite = SameSiteAttribute.Lax };
    }

    private static async Task<Cookie> ManageAsync(Site site)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler);
        var form = new Uri($"{site.Url}/p/acme/screens/lobby/settings");
        using var shown = await http.GetAsync(form);
        var proof = Proof().Match(await shown.Content.ReadAsStringAsync());
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["do"] = "enter", ["key"] = Site.AdminKey, [proof.Groups["name"].Value] = proof.Groups["value"].Value };
        using var content = new FormUrlEncodedContent(fields);
        (await http.PostAsync(form, content)).Dispose();
        var cookie = handler.CookieContainer.GetCookies(form).Single(c => c.Path == "/p/acme");
        return new Cookie { Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, HttpOnly = true, SameSite = SameSiteAttribute.Strict };
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>__[^\"]+)\" value=\"(?<value>[^\"]+)\"", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Proof();
}
