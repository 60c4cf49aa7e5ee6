using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Security;

/// <summary>Every endpoint for every kind of caller: what is not allowed is refused before anything else is looked at.</summary>
public sealed class AccessTableTests : IAsyncLifetime
{
    private const string P = "/api/v1/programs/acme";

    private readonly Dictionary<string, ApiClient> _callers = [];
    private TestServer _server = null!;

    // Who may: r = key with scope read and above, w = write and above, m = manage, p = the person e1 (or any of the program), o = another person.
    public static TheoryData<string, string, string> Endpoints() => new()
    {
        { "GET", "/api/v1/keys", "m" },
        { "POST", "/api/v1/keys", "m" },
        { "DELETE", "/api/v1/keys/none", "m" },
        { "GET", "/api/v1/programs", "rwm" },
        { "GET", P, "rwm" },
        { "PUT", P, "m" },
        { "PUT", $"{P}/employees/e1", "wm" },
        { "PUT", $"{P}/partners/p1", "wm" },
        { "POST", $"{P}/members", "wm" },
        { "GET", $"{P}/employees", "rwm" },
        { "GET", $"{P}/partners", "rwm" },
        { "GET", $"{P}/employees/e1", "rwmp" },
        { "GET", $"{P}/employees/e1/wallet", "rwmp" },
        { "GET", $"{P}/employees/e1/statement", "rwmp" },
        { "GET", $"{P}/partners/p1", "rwm" },
        { "GET", $"{P}/partners/p1/wallet", "rwm" },
        { "GET", $"{P}/partners/p1/statement", "rwm" },
        { "GET", $"{P}/boards", "rwmpo" },
        { "GET", $"{P}/boards/revenue", "rwmpo" },
        { "GET", $"{P}/boards/revenue/around/e1", "rwmpo" },
        { "GET", $"{P}/boards/revenue/history?subject=e1", "rwmpo" },
        { "GET", $"{P}/feed", "rwm" },
        { "GET", $"{P}/audit", "m" },
        { "POST", $"{P}/employees/e1/link", "wm" },
        { "DELETE", $"{P}/employees/none/link", "wm" },
        { "PUT", $"{P}/screens/s1", "m" },
        { "GET", $"{P}/screens/s1", "rwm" },
        { "DELETE", $"{P}/screens/none", "m" },
        { "POST", $"{P}/screens/s1/link", "m" },
        { "DELETE", $"{P}/screens/s1/link", "m" },
        { "GET", $"{P}/stage", "m" },
        { "PUT", $"{P}/stage", "m" },
        { "GET", $"{P}/sponsors", "rwm" },
        { "PUT", $"{P}/sponsors/s1/picture", "m" },
        { "DELETE", $"{P}/sponsors/s1/picture", "m" },
        { "POST", $"{P}/activities", "wm" },
        { "PUT", $"{P}/challenges/c1", "m" },
        { "GET", $"{P}/challenges", "rwmpo" },
        { "GET", $"{P}/challenges/c1", "rwmpo" },
        { "GET", $"{P}/challenges/c1/standings", "rwmpo" },
        { "GET", $"{P}/challenges/c1/standings/e1/explanation", "rwmpo" },
        { "GET", $"{P}/challenges/c1/settlement", "rwmpo" },
        { "GET", $"{P}/challenges/calendar.ics", "rwmpo" },
        { "GET", $"{P}/challenges/templates", "m" },
        { "POST", $"{P}/challenges/templates/weekendSprint", "m" },
        { "POST", $"{P}/challenges/backtest", "m" },
        { "POST", $"{P}/challenges/c1/participants", "mpo" },
        { "POST", $"{P}/challenges/c1/duels", "mpo" },
        { "POST", $"{P}/challenges/c1/duels/1/accept", "mpo" },
        { "POST", $"{P}/challenges/c1/submit", "m" },
        { "POST", $"{P}/challenges/c1/approve", "m" },
        { "POST", $"{P}/challenges/c1/open", "m" },
        { "POST", $"{P}/challenges/c1/freeze", "m" },
        { "POST", $"{P}/challenges/c1/reveal", "m" },
        { "POST", $"{P}/challenges/c1/close", "m" },
        { "POST", $"{P}/challenges/c1/settle", "m" },
        { "POST", $"{P}/challenges/c1/cancel", "m" },
    };

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        await _server.PublishAsync();
        await _server.PublishAsync("other");
        await _server.Admin.PostAsync($"{P}/members", new object[]
        {
            new { kind = "partner", id = "p1", name = "Dealer One" },
            new { kind = "employee", id = "e1", name = "Maya", partner = "p1" },
            new { kind = "employee", id = "e2", name = "Noah", partner = "p1" },
        });
        _callers["r"] = await _server.ClientWithScopeAsync("read", "acme");
        _callers["w"] = await _server.ClientWithScopeAsync("write", "acme");
        _callers["m"] = await _server.ClientWithScopeAsync("manage", "acme");
        _callers["p"] = await _server.ClientOfPersonAsync("acme", "e1");
        _callers["o"] = await _server.ClientOfPersonAsync("acme", "e2");
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Only_who_may_call_it_gets_through(string method, string path, string allowed)
    {
        foreach (var (name, caller) in _callers)
        {
            var answer = await caller.SendAsync(new HttpMethod(method), path, method is "PUT" or "POST" ? "{" : null);

            if (allowed.Contains(name, StringComparison.Ordinal))
            {
                answer.Code.ShouldNotBeOneOf(401, 403);
            }
            else
            {
                answer.Code.ShouldBe(403, $"{name} {method} {path}");
                answer.Problem.ShouldBe("forbidden");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Strangers_and_keys_of_other_programs_are_refused(string method, string path, string allowed)
    {
        allowed.ShouldNotBeEmpty();
        var stranger = await _server.Client(null).SendAsync(new HttpMethod(method), path);
        stranger.Code.ShouldBe(401);
        stranger.Problem.ShouldBe("unauthorized");
        stranger.Headers["WWW-Authenticate"].ShouldStartWith("Bearer");

        var unknown = await _server.Client("glk_wrong").SendAsync(new HttpMethod(method), path);
        unknown.Code.ShouldBe(401);
        unknown.Problem.ShouldBe("invalidKey");

        if (path.StartsWith(P, StringComparison.Ordinal))
        {
            var other = await _server.ClientWithScopeAsync("manage", "other");
            (await other.SendAsync(new HttpMethod(method), path)).Code.ShouldBe(403);
        }
    }

    [Fact]
    public async Task A_stale_session_is_a_stranger()
    {
        var stale = new ApiClient(_server.Address, null, "gl_session=nothing");

        (await stale.GetAsync($"{P}/boards/revenue")).Code.ShouldBe(401);
    }

    [Fact]
    public async Task An_unknown_program_is_404_for_who_may_see_all_and_403_for_others()
    {
        (await _server.Admin.GetAsync("/api/v1/programs/none/boards")).Problem.ShouldBe("unknownProgram");
        (await _callers["m"].GetAsync("/api/v1/programs/none/boards")).Code.ShouldBe(403);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
