using System.Text.RegularExpressions;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Api;

public sealed partial class ScreenSettingsPageTests : IAsyncLifetime
{
    private const string Page = "/p/acme/screens/hall/settings";
    private const string Good = "show=1&board.1=revenue&period.1=week&seconds.1=9&position.1=1&title.en=Hall&theme=light&rows=12&ticker=on&threshold=2500%2C50&firstPlace=on&throttle=5";

    private TestServer _server = null!;
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.PublishAsync();
    }

    [Fact]
    public async Task Only_a_key_with_scope_manage_opens_the_form()
    {
        (await SendAsync(null)).Code.ShouldBe(401);
        (await SendAsync("do=save&" + Good)).Code.ShouldBe(401);
        var reader = await _server.Admin.PostAsync("/api/v1/keys", new { name = "r", programs = new[] { "acme" }, scope = "read" });

        (await SendAsync($"do=enter&key={reader.Json.GetProperty("key").GetString()}")).Code.ShouldBe(403);
        (await SendAsync(null)).Code.ShouldBe(401);

        await EnterAsync();
        (await SendAsync(null)).Code.ShouldBe(200);
        (await _server.Client(null).GetAsync("/p/acme/screens/hall/preview?" + Good)).Code.ShouldBe(401);
    }

    [Fact]
    public async Task What_is_saved_is_what_the_api_tells()
    {
        await EnterAsync();

        var saved = await SendAsync("do=save&" + Good);

        saved.Code.ShouldBe(303);
        var read = (await _server.Admin.GetAsync("/api/v1/programs/acme/screens/hall")).Json;
        read.GetProperty("boards")[0].GetProperty("period").GetString().ShouldBe("week");
        read.GetProperty("boards")[0].GetProperty("seconds").GetInt32().ShouldBe(9);
        read.GetProperty("celebrations").GetProperty("threshold").GetString().ShouldBe("2500.50");
        read.GetProperty("title").GetProperty("en").GetString().ShouldBe("Hall");
        (await SendAsync(null)).Text.ShouldContain("value=\"2500.5\"");
    }

    [Fact]
    public async Task Scenes_are_saved_among_the_boards_in_the_order_of_their_positions_and_come_back()
    {
        const string scenes = "&scene=1&scene-type.1=message&scene-text.1=Lunch&scene-text.1=&scene-from.1=2026-12-01T12%3A00&scene-seconds.1=15&scene-position.1=0"
            + "&scene=2&scene-type.2=countdown&scene-to.2=2999-01-01T08%3A00&scene-seconds.2=9&scene-position.2=7&scene=3&scene-type.3=&scene-text.3=left+over"
            + "&sound=on&audience.regions=North%2C+South";
        await EnterAsync();

        (await SendAsync("do=save&" + Good + scenes)).Code.ShouldBe(303);

        var read = (await _server.Admin.GetAsync("/api/v1/programs/acme/screens/hall")).Json;
        var shown = read.GetProperty("scenes").EnumerateArray().ToList();
        shown.Select(s => s.GetProperty("type").GetString()).ShouldBe(["message", "board", "countdown"]);
        shown[0].GetProperty("from").GetString().ShouldBe("2026-12-01T12:00");
        shown[2].GetProperty("until").GetString().ShouldBe("2999-01-01T08:00");
        read.GetProperty("sound").GetBoolean().ShouldBeTrue();
        read.GetProperty("audience").GetProperty("regions").GetArrayLength().ShouldBe(2);
        var form = (await SendAsync(null)).Text;
        foreach (var field in (string[])["value=\"Lunch\"", "value=\"2026-12-01T12:00\"", "value=\"2999-01-01T08:00\"", "value=\"North, South\""])
        {
            form.ShouldContain(field);
        }

        (await SendAsync("do=save&" + Good + "&scene=1&scene-type.1=message")).Text.ShouldContain("A scene lacks something");
    }

    [Fact]
    public async Task Faults_are_told_beside_their_fields_and_nothing_is_saved()
    {
        await EnterAsync();

        var answer = await SendAsync("do=save&" + Good.Replace("rows=12", "rows=99", StringComparison.Ordinal).Replace("2500%2C50", "much", StringComparison.Ordinal));

        answer.Code.ShouldBe(422);
        answer.Text.ShouldContain("From 1 to 30 rows.");
        answer.Text.ShouldContain("An amount above zero");
        answer.Text.ShouldContain("value=\"much\"");
        (await _server.Admin.GetAsync("/api/v1/programs/acme/screens/hall")).Problem.ShouldBe("unknownScreen");
    }

    [Fact]
    public async Task A_form_without_its_proof_does_nothing()
    {
        await EnterAsync();

        (await SendAsync("do=save&" + Good, withProof: false)).Code.ShouldBe(303);

        (await _server.Admin.GetAsync("/api/v1/programs/acme/screens/hall")).Problem.ShouldBe("unknownScreen");
    }

    [Fact]
    public async Task A_new_link_ends_the_one_before_and_revoking_ends_it_too()
    {
        await EnterAsync();
        await SendAsync("do=save&" + Good);
        var first = Link().Match((await SendAsync("do=link")).Text).Value;
        var second = Link().Match((await SendAsync("do=link")).Text).Value;
        var wall = _server.Client(null);
        (await wall.GetAsync(first)).Code.ShouldBe(401);
        (await wall.GetAsync(second)).Code.ShouldBe(200);

        (await SendAsync("do=revoke")).Code.ShouldBe(303);

        (await wall.GetAsync(second)).Code.ShouldBe(401);
    }

    [Fact]
    public async Task A_session_ends_with_its_key()
    {
        var made = await _server.Admin.PostAsync("/api/v1/keys", new { name = "m", programs = new[] { "acme" }, scope = "manage" });
        await EnterAsync(made.Json.GetProperty("key").GetString()!);
        (await SendAsync(null)).Code.ShouldBe(200);

        await _server.Admin.DeleteAsync($"/api/v1/keys/{made.Json.GetProperty("id").GetString()}");

        (await SendAsync(null)).Code.ShouldBe(401);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task EnterAsync(string key = TestServer.AdminKey) => (await SendAsync($"do=enter&key={key}")).Code.ShouldBe(303);

    /// <summary>Gets the page or sends its form, as a browser does that keeps cookies.</summary>
    private async Task<(int Code, string Text)> SendAsync(string? form, bool withProof = true)
    {
        var token = form is null || !withProof ? "" : Proof().Match((await SendAsync(null)).Text).Groups["value"].Value;
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, Page);
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
        if (form is not null)
        {
            request.Content = new StringContent($"{form}&__RequestVerificationToken={Uri.EscapeDataString(token)}", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        using var answer = await _server.Client(null).Http.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var parts = cookie.Split(';')[0].Split('=', 2);
            _cookies[parts[0]] = parts[1];
        }

        return ((int)answer.StatusCode, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Proof();

    [GeneratedRegex("http://[^\"<]+/screen/hall\\?key=[^\"<]+", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
