using GamifiedLoyalty.Server.Tests.Support;
using GamifiedLoyalty.Testing;

namespace GamifiedLoyalty.Server.Tests.Security;

public sealed class PersonalLinkTests : IAsyncLifetime
{
    private const string Link = "/api/v1/programs/acme/employees/e1/link";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.PublishAsync();
        await _server.Admin.PutAsync("/api/v1/programs/acme/employees/e1", new { name = "Maya" });
        await _server.Admin.PutAsync("/api/v1/programs/acme/employees/e2", new { name = "Noah" });
    }

    [Fact]
    public async Task A_link_works_once_and_leads_to_the_persons_page()
    {
        var made = await _server.Admin.PostAsync(Link);
        made.Code.ShouldBe(201);
        var url = made.Json.GetProperty("url").GetString()!;
        url.ShouldStartWith($"{_server.Address}p/acme/enter/");
        made.Json.GetProperty("expiresAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);

        var first = await _server.Client(null).GetAsync(url);
        first.Code.ShouldBe(303);
        first.Headers["Location"].ShouldBe("/p/acme/employees/e1");
        var cookie = first.Headers["Set-Cookie"];
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");

        var second = await _server.Client(null).GetAsync(url);
        second.Code.ShouldBe(410);
        second.MediaType.ShouldBe("text/html");
        second.Headers.ShouldNotContainKey("Set-Cookie");
    }

    [Fact]
    public async Task A_browser_that_fetches_ahead_does_not_use_a_link_up()
    {
        var url = (await _server.Admin.PostAsync(Link)).Json.GetProperty("url").GetString()!;
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var ahead = new HttpRequestMessage(HttpMethod.Get, url);
        ahead.Headers.Add("Sec-Purpose", "prefetch;prerender");

        using var refused = await http.SendAsync(ahead);

        refused.StatusCode.ShouldBe(System.Net.HttpStatusCode.ServiceUnavailable);
        (await _server.Client(null).GetAsync(url)).Code.ShouldBe(303);
    }

    [Fact]
    public async Task Of_many_who_open_a_link_at_once_exactly_one_gets_in()
    {
        var url = (await _server.Admin.PostAsync(Link)).Json.GetProperty("url").GetString()!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _server.Client(null).GetAsync(url)));

        answers.Count(a => a.Code == 303).ShouldBe(1);
        answers.Count(a => a.Code == 410).ShouldBe(15);
    }

    [Fact]
    public async Task A_link_of_another_program_or_a_made_up_one_is_gone()
    {
        await _server.PublishAsync("other");
        var url = (await _server.Admin.PostAsync(Link)).Json.GetProperty("url").GetString()!;

        (await _server.Client(null).GetAsync(url.Replace("/acme/", "/other/", StringComparison.Ordinal))).Code.ShouldBe(410);
        (await _server.Client(null).GetAsync("/p/acme/enter/nothing")).Code.ShouldBe(410);
        (await _server.Client(null).GetAsync(url)).Code.ShouldBe(303);
    }

    [Fact]
    public async Task A_person_reads_boards_and_their_own_money_only()
    {
        var maya = await _server.ClientOfPersonAsync("acme", "e1");

        (await maya.GetAsync("/api/v1/programs/acme/employees/e1/wallet")).Code.ShouldBe(200);
        (await maya.GetAsync("/api/v1/programs/acme/boards/revenue")).Code.ShouldBe(200);
        (await maya.GetAsync("/api/v1/programs/acme/employees/e2/wallet")).Code.ShouldBe(403);
        (await maya.PutAsync("/api/v1/programs/acme/employees/e1", new { name = "Boss" })).Code.ShouldBe(403);
    }

    [Fact]
    public async Task Revoking_ends_links_and_sessions()
    {
        var maya = await _server.ClientOfPersonAsync("acme", "e1");
        var url = (await _server.Admin.PostAsync(Link)).Json.GetProperty("url").GetString()!;
        (await maya.GetAsync("/api/v1/programs/acme/boards")).Code.ShouldBe(200);

        (await _server.Admin.DeleteAsync(Link)).Code.ShouldBe(204);

        (await maya.GetAsync("/api/v1/programs/acme/boards")).Code.ShouldBe(401);
        (await _server.Client(null).GetAsync(url)).Code.ShouldBe(410);
    }

    [Fact]
    public async Task Links_and_sessions_end_with_time()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartAsync(time);
        await server.PublishAsync();
        await server.Admin.PutAsync("/api/v1/programs/acme/employees/e1", new { name = "Maya" });
        var url = (await server.Admin.PostAsync(Link)).Json.GetProperty("url").GetString()!;
        var maya = await server.ClientOfPersonAsync("acme", "e1");

        time.Advance(TimeSpan.FromDays(7));
        (await server.Client(null).GetAsync(url)).Code.ShouldBe(410);
        (await maya.GetAsync("/api/v1/programs/acme/boards")).Code.ShouldBe(200);

        time.Advance(TimeSpan.FromDays(83));
        (await maya.GetAsync("/api/v1/programs/acme/boards")).Code.ShouldBe(401);
    }

    [Fact]
    public async Task An_unknown_employee_gets_no_link()
    {
        var answer = await _server.Admin.PostAsync("/api/v1/programs/acme/employees/nobody/link");

        answer.Code.ShouldBe(404);
        answer.Problem.ShouldBe("unknownEmployee");
    }

    [Fact]
    public async Task A_configured_public_address_is_what_links_carry()
    {
        await using var server = await TestServer.StartAsync(settings: ["--Server:PublicUrl=https://loyalty.example.org/"]);
        await server.PublishAsync();
        await server.Admin.PutAsync("/api/v1/programs/acme/employees/e1", new { name = "Maya" });

        var made = await server.Admin.PostAsync(Link);

        made.Json.GetProperty("url").GetString().ShouldStartWith("https://loyalty.example.org/p/acme/enter/");
    }

    [Fact]
    public async Task Neither_secrets_nor_names_reach_the_log()
    {
        var url = (await _server.Admin.PostAsync(Link)).Json.GetProperty("url").GetString()!;
        var entered = await _server.Client(null).GetAsync(url);

        _server.Log.Text.ShouldNotContain(TestServer.AdminKey);
        _server.Log.Text.ShouldNotContain(url.Split('/')[^1]);
        _server.Log.Text.ShouldNotContain(entered.Cookie.Split('=')[1]);
        _server.Log.Text.ShouldNotContain("Maya");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
