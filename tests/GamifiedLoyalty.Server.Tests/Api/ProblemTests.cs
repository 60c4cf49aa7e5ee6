using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Api;

public sealed class ProblemTests : IAsyncLifetime
{
    private const string P = "/api/v1/programs/acme";

    private TestServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync(settings: ["--Limits:BodyBytes=20000"]);
        await _server.PublishAsync();
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", null, "application/json", 404, "notFound")]
    [InlineData("GET", "/api/nothing", null, "application/json", 404, "notFound")]
    [InlineData("PATCH", "/api/v1/keys", null, "application/json", 405, "methodNotAllowed")]
    [InlineData("PUT", P + "/employees/e1", "{", "application/json", 400, "badJson")]
    [InlineData("PUT", P + "/employees/e1", "<a/>", "text/xml", 415, "unsupportedMediaType")]
    [InlineData("PUT", P, "{ not json", "application/json", 400, "badJson")]
    [InlineData("PUT", "/api/v1/programs/a%20b", "{}", "application/json", 422, "badId")]
    public async Task Every_error_is_a_problem_with_a_stable_code(string method, string path, string? body, string mediaType, int status, string code)
    {
        var answer = await _server.Admin.SendAsync(new HttpMethod(method), path, body, mediaType);

        answer.Code.ShouldBe(status);
        answer.MediaType.ShouldBe("application/problem+json");
        answer.Problem.ShouldBe(code);
        answer.Json.GetProperty("status").GetInt32().ShouldBe(status);
        answer.Json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        answer.Json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        answer.Json.GetProperty("instance").GetString().ShouldBe(Uri.UnescapeDataString(path));
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_413()
    {
        var answer = await _server.Admin.SendAsync(HttpMethod.Put, $"{P}/employees/e1", $$"""{"name":"{{new string('x', 30_000)}}"}""");

        answer.Code.ShouldBe(413);
        answer.Problem.ShouldBe("tooLarge");
    }

    [Fact]
    public async Task A_faulty_definition_names_every_fault_and_changes_nothing()
    {
        var faulty = Samples.Definition
            .Replace("Europe/Paris", "Europe/Atlantis", StringComparison.Ordinal)
            .Replace("\"perAmount\"", "\"perMoon\"", StringComparison.Ordinal)
            .Replace("\"shared\"", "\"sometimes\"", StringComparison.Ordinal);

        var answer = await _server.Admin.SendAsync(HttpMethod.Put, P, faulty);

        answer.Code.ShouldBe(422);
        answer.Problem.ShouldBe("invalidDefinition");
        var pointers = answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()).ToArray();
        pointers.ShouldContain("/timeZone");
        pointers.ShouldContain("/earningRules/0/formula/type");
        pointers.ShouldContain("/boards/2/ties");
        (await _server.Admin.GetAsync(P)).Text.ShouldBe(Samples.Definition);
    }

    [Fact]
    public async Task Publishing_answers_created_equal_and_changed()
    {
        const string Path = "/api/v1/programs/new";
        var dry = await _server.Admin.SendAsync(HttpMethod.Put, $"{Path}?dryRun=true", Samples.Definition);
        dry.Code.ShouldBe(200);
        (await _server.Admin.GetAsync(Path)).Code.ShouldBe(404);

        var created = await _server.Admin.SendAsync(HttpMethod.Put, Path, Samples.Definition);
        created.Code.ShouldBe(201);
        created.Json.GetProperty("program").GetString().ShouldBe("new");
        created.Json.GetProperty("definitionVersion").GetInt32().ShouldBe(1);
        created.Json.GetProperty("changed").GetBoolean().ShouldBeTrue();

        var equal = await _server.Admin.SendAsync(HttpMethod.Put, Path, Samples.Definition);
        equal.Code.ShouldBe(200);
        equal.Json.GetProperty("changed").GetBoolean().ShouldBeFalse();
        equal.Json.GetProperty("version").GetInt64().ShouldBe(created.Json.GetProperty("version").GetInt64());

        var changed = await _server.Admin.SendAsync(
            HttpMethod.Put, Path, Samples.Definition.Replace("\"points\": 250", "\"points\": 300", StringComparison.Ordinal));
        changed.Code.ShouldBe(200);
        changed.Json.GetProperty("definitionVersion").GetInt32().ShouldBe(2);

        (await _server.Admin.GetAsync($"{Path}?definitionVersion=1")).Text.ShouldBe(Samples.Definition);
        (await _server.Admin.GetAsync($"{Path}?definitionVersion=2")).Text.ShouldContain("300");
        (await _server.Admin.GetAsync($"{Path}?definitionVersion=3")).Problem.ShouldBe("unknownDefinitionVersion");
    }

    [Fact]
    public async Task Health_schema_and_api_description_are_open()
    {
        var stranger = _server.Client(null);

        (await stranger.GetAsync("/health/live")).Code.ShouldBe(200);
        (await stranger.GetAsync("/health/ready")).Code.ShouldBe(200);
        (await stranger.GetAsync("/schemas/program.json")).Json.GetProperty("$schema").GetString().ShouldNotBeNullOrEmpty();
        (await stranger.GetAsync("/schemas/challenge.json")).Json.GetProperty("$id").GetString().ShouldBe("/schemas/challenge.json");
        var api = await stranger.GetAsync("/openapi/v1.json");
        api.Code.ShouldBe(200);
        var paths = api.Json.GetProperty("paths");
        paths.TryGetProperty("/api/v1/keys", out _).ShouldBeTrue();
        var row = api.Json.GetProperty("components").GetProperty("schemas").GetProperty("StandingRow").GetProperty("properties");
        row.GetProperty("score").GetProperty("type").GetString().ShouldBe("integer");
    }

    [Fact]
    public async Task Answers_tell_browsers_not_to_guess_run_or_frame()
    {
        var answer = await _server.Client(null).GetAsync("/p/acme/enter/nothing");

        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
        answer.Headers["Content-Security-Policy"].ShouldContain("script-src 'self';");
        answer.Headers["Content-Security-Policy"].ShouldContain("frame-ancestors 'none'");
        answer.Headers["Referrer-Policy"].ShouldBe("no-referrer");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
