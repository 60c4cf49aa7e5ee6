using GamifiedLoyalty.Server.Hosting;
using GamifiedLoyalty.Server.Security;
using GamifiedLoyalty.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GamifiedLoyalty.Server.Tests.Security;

public sealed class KeyTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    [Fact]
    public async Task A_key_is_shown_once_and_listed_without_its_secret()
    {
        var made = await _server.Admin.PostAsync("/api/v1/keys", new { name = "POS", programs = new[] { "acme" }, scope = "write" });
        made.Code.ShouldBe(201);
        var id = made.Json.GetProperty("id").GetString();
        var secret = made.Json.GetProperty("key").GetString()!;

        var list = await _server.Admin.GetAsync("/api/v1/keys");
        var item = list.Json.GetProperty("items").EnumerateArray().Single(k => k.GetProperty("id").GetString() == id);
        item.GetProperty("name").GetString().ShouldBe("POS");
        item.GetProperty("scope").GetString().ShouldBe("write");
        item.GetProperty("programs")[0].GetString().ShouldBe("acme");
        item.GetProperty("createdAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        list.Text.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_revoked_key_stops_at_once()
    {
        var made = await _server.Admin.PostAsync("/api/v1/keys", new { name = "POS", programs = new[] { "*" }, scope = "read" });
        var client = _server.Client(made.Json.GetProperty("key").GetString());
        (await client.GetAsync("/api/v1/programs")).Code.ShouldBe(200);

        var path = $"/api/v1/keys/{made.Json.GetProperty("id").GetString()}";
        (await _server.Admin.DeleteAsync(path)).Code.ShouldBe(204);

        (await client.GetAsync("/api/v1/programs")).Code.ShouldBe(401);
        var again = await _server.Admin.DeleteAsync(path);
        again.Code.ShouldBe(404);
        again.Problem.ShouldBe("unknownKey");
    }

    [Fact]
    public async Task A_key_gives_no_more_than_it_has()
    {
        var manager = await _server.ClientWithScopeAsync("manage", "acme");

        (await manager.PostAsync("/api/v1/keys", new { name = "x", programs = new[] { "acme" }, scope = "manage" })).Code.ShouldBe(201);
        (await manager.PostAsync("/api/v1/keys", new { name = "x", programs = new[] { "other" }, scope = "read" })).Code.ShouldBe(403);
        (await manager.PostAsync("/api/v1/keys", new { name = "x", programs = new[] { "*" }, scope = "read" })).Code.ShouldBe(403);

        var foreign = await _server.Admin.PostAsync("/api/v1/keys", new { name = "y", programs = new[] { "other" }, scope = "read" });
        var id = foreign.Json.GetProperty("id").GetString();
        (await manager.GetAsync("/api/v1/keys")).Text.ShouldNotContain(id!);
        (await manager.DeleteAsync($"/api/v1/keys/{id}")).Code.ShouldBe(404);
    }

    [Theory]
    [InlineData("""{"programs":["*"],"scope":"read"}""", "required", "/name")]
    [InlineData("""{"name":"x","programs":["*"],"scope":"root"}""", "badValue", "/scope")]
    [InlineData("""{"name":"x","programs":["*"]}""", "required", "/scope")]
    [InlineData("""{"name":"x","programs":[],"scope":"read"}""", "required", "/programs")]
    [InlineData("""{"name":"x","programs":["a b"],"scope":"read"}""", "badId", "/programs/0")]
    [InlineData("""{"name":"x","programs":["*"],"scope":"read","extra":1}""", "unknownField", "/extra")]
    [InlineData("""{"name":"x","name":"y","programs":["*"],"scope":"read"}""", "duplicateProperty", "/name")]
    [InlineData("""{"name":5,"programs":["*"],"scope":"read"}""", "wrongType", "/name")]
    [InlineData("""[]""", "wrongType", "")]
    public async Task Faults_of_a_wish_are_named(string body, string code, string pointer)
    {
        var answer = await _server.Admin.SendAsync(HttpMethod.Post, "/api/v1/keys", body);

        answer.Code.ShouldBe(422);
        answer.Problem.ShouldBe(code);
        answer.Json.GetProperty("pointer").GetString().ShouldBe(pointer);
    }

    [Fact]
    public async Task Guessing_keys_is_slowed_down_but_known_keys_go_on()
    {
        await using var server = await TestServer.StartAsync(settings: ["--Limits:FailedAuthenticationsPerMinute=3"]);
        (await server.Admin.GetAsync("/api/v1/programs")).Code.ShouldBe(200);

        var codes = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            codes.Add((await server.Client($"glk_{i}").GetAsync("/api/v1/programs")).Code);
        }

        codes.ShouldContain(429);
        (await server.Admin.GetAsync("/api/v1/programs")).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_key_beyond_its_rate_is_told_when_to_come_back()
    {
        await using var server = await TestServer.StartAsync(settings: ["--Limits:RequestsPerSecondPerKey=1"]);
        Answer? refused = null;
        for (var i = 0; i < 50 && refused is null; i++)
        {
            var answer = await server.Admin.GetAsync("/api/v1/keys");
            refused = answer.Code == 429 ? answer : null;
        }

        refused.ShouldNotBeNull();
        refused.Problem.ShouldBe("tooManyRequests");
        int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 1);
    }

    [Fact]
    public async Task Without_a_configured_key_the_first_start_makes_one_and_announces_it_once()
    {
        var directory = Directory.CreateTempSubdirectory("loyalty-test-").FullName;
        using var log = new CapturedLog();
        try
        {
            var announced = new List<string>();
            await StartAndStopAsync(directory, log, announced);
            announced.Count.ShouldBe(1);
            log.Text.ShouldNotContain(announced[0]);

            await StartAndStopAsync(directory, log, announced);
            announced.Count.ShouldBe(1);

            await using var server = await TestServer.StartAsync(directory: directory);
            (await server.Client(announced[0]).GetAsync("/api/v1/keys")).Code.ShouldBe(200);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task A_start_without_any_key_makes_another_when_the_first_was_revoked()
    {
        var directory = Directory.CreateTempSubdirectory("loyalty-test-").FullName;
        try
        {
            var log = new CapturedLog();
            var announced = new List<string>();
            await StartAndStopAsync(directory, log, announced);
            await using (var server = await TestServer.StartAsync(directory: directory))
            {
                var first = server.Client(announced[0]);
                var own = (await first.GetAsync("/api/v1/keys")).Json.GetProperty("items")[0].GetProperty("id").GetString();
                (await first.DeleteAsync($"/api/v1/keys/{own}")).Code.ShouldBe(204);
            }

            await StartAndStopAsync(directory, log, announced);

            announced.Count.ShouldBe(2);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task StartAndStopAsync(string directory, CapturedLog log, List<string> announced)
    {
        await using WebApplication app = ServerApp.Build(
            ["--Urls=http://127.0.0.1:0", $"--Data:Directory={directory}", "--GAMIFIEDLOYALTY_ADMIN_KEY=", .. await TestStores.SettingsAsync(directory)],
            builder => builder.Logging.ClearProviders().AddProvider(log));
        app.Services.GetRequiredService<AdminKey>().Announce = announced.Add;
        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }
}
