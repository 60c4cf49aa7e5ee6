using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>Keys, personal links, and the documents that describe the API.</summary>
public sealed class KeysTests(ContractServers servers)
{
    private static readonly string[] Verbs = ["get", "put", "post", "delete", "patch"];

    [Fact]
    public async Task A_key_is_shown_once_read_without_its_secret_and_deleted()
    {
        var server = await servers.StillAsync();
        var made = await server.Admin.PostAsync("/api/v1/keys", new { name = "till", programs = new[] { "*" }, scope = "read" });
        var (id, key) = (made.Text("id"), made.Text("key"));

        made.Code.ShouldBe(201);
        (await server.Admin.GetAsync($"/api/v1/keys/{id}")).Text("name").ShouldBe("till");
        var list = await server.Admin.GetAsync("/api/v1/keys?limit=1000");
        list.Each("items", "id").ShouldContain(id);
        (list.Text + (await server.Admin.GetAsync($"/api/v1/keys/{id}")).Text).ShouldNotContain(key);

        (await server.Admin.DeleteAsync($"/api/v1/keys/{id}")).Code.ShouldBe(204);
        (await server.Admin.GetAsync($"/api/v1/keys/{id}")).ShouldBeProblem(404);
        (await server.Admin.DeleteAsync($"/api/v1/keys/{id}")).ShouldBeProblem(404);
    }

    [Theory]
    [InlineData("read", 200, 403, 403)]
    [InlineData("write", 200, 200, 403)]
    [InlineData("manage", 200, 200, 200)]
    public async Task A_key_may_do_what_its_scope_says_in_its_programs_only(string scope, int reading, int writing, int managing)
    {
        var own = await servers.NewAsync();
        var other = await servers.NewAsync();
        var client = await own.Server.ClientWithScopeAsync(scope, own.Id);

        (await client.GetAsync($"{own.Path}/employees/e1/wallet")).Code.ShouldBe(reading);
        (await client.SendAsync(HttpMethod.Post, $"{own.Path}/activities", ContractProgram.Sale("a"))).Code.ShouldBe(writing);
        (await client.SendAsync(HttpMethod.Put, own.Path, ContractProgram.PublicDefinition)).Code.ShouldBe(managing);
        (await client.GetAsync($"{other.Path}/employees/e1/wallet")).ShouldBeProblem(403);
        (await client.SendAsync(HttpMethod.Post, $"{other.Path}/activities", ContractProgram.Sale("a"))).ShouldBeProblem(403);
    }

    [Fact]
    public async Task Without_a_key_or_with_a_wrong_one_the_answer_is_401()
    {
        var program = await servers.NewAsync();

        (await program.Server.Client(null).GetAsync($"{program.Path}/feed")).ShouldBeProblem(401);
        (await program.Server.Client("wrong").GetAsync($"{program.Path}/feed")).ShouldBeProblem(401);
    }

    [Fact]
    public async Task A_personal_link_works_once_and_its_session_sees_the_persons_own_money_only()
    {
        var program = await servers.NewAsync();
        var link = await program.PostAsync("employees/e1/link");
        var stranger = program.Server.Client(null);

        var entered = await stranger.GetAsync(link.Text("url"));
        var again = await stranger.GetAsync(link.Text("url"));

        entered.Headers["Set-Cookie"].ShouldContain("httponly", Case.Insensitive);
        again.Headers.ShouldNotContainKey("Set-Cookie");
        again.Code.ShouldBeGreaterThanOrEqualTo(400);
        var person = new ApiClient(program.Server.Address, null, entered.Cookie);
        (await person.GetAsync($"{program.Path}/employees/e1/wallet")).Code.ShouldBe(200);
        (await person.GetAsync($"{program.Path}/employees/e2/wallet")).ShouldBeProblem(403);
        (await person.SendAsync(HttpMethod.Post, $"{program.Path}/activities", ContractProgram.Sale("a"))).ShouldBeProblem(403);
    }

    [Theory]
    [InlineData("public", true)]
    [InlineData("members", false)]
    public async Task Pages_need_no_key_when_the_program_is_public_and_one_by_default(string visibility, bool open)
    {
        var program = await servers.NewAsync(Samples.Definition.Replace("\"members\"", $"\"{visibility}\"", StringComparison.Ordinal));
        var stranger = program.Server.Client(null);

        foreach (var page in new[] { $"/p/{program.Id}", $"/p/{program.Id}/boards/revenue" })
        {
            var answer = await stranger.GetAsync(page);
            (answer.Code == 200).ShouldBe(open, answer.Text);
        }

        (await stranger.GetAsync($"{program.Path}/employees/e1/wallet")).ShouldBeProblem(401);
    }

    [Fact]
    public async Task The_open_api_document_describes_every_route_and_no_other()
    {
        var server = await servers.StillAsync();
        var document = (await server.Client(null).GetAsync("/openapi/v1.json")).Json;
        document.GetProperty("openapi").GetString().ShouldStartWith("3.");

        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(p => p.Value.EnumerateObject().Where(o => Verbs.Contains(o.Name)).Select(o => $"{o.Name} {p.Name}")).Order(StringComparer.Ordinal);
        var served = server.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(m => $"{m.ToLowerInvariant()} {e.RoutePattern.RawText!.TrimEnd('/')}"))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

        served.ShouldNotBeEmpty();
        described.ShouldBe(served);
    }

    [Fact]
    public async Task The_open_api_document_says_integer_where_a_number_is_whole()
    {
        var document = (await (await servers.StillAsync()).Client(null).GetAsync("/openapi/v1.json")).Json;

        var types = new List<(string Format, string Type)>();
        Collect(document.GetProperty("components"), types);

        types.ShouldNotBeEmpty();
        types.Where(t => t.Format is "int32" or "int64").ShouldAllBe(t => t.Type == "\"integer\"" || t.Type == "[\"null\",\"integer\"]");
    }

    [Fact]
    public async Task The_schema_of_a_definition_is_served_and_names_every_part()
    {
        var schema = await (await servers.StillAsync()).Client(null).GetAsync("/schemas/program.json");

        schema.Code.ShouldBe(200);
        var properties = schema.Json.GetProperty("$defs").GetProperty("program").GetProperty("properties").EnumerateObject().Select(p => p.Name).ToList();
        foreach (var part in (string[])["name", "timeZone", "locales", "money", "privacy", "currencies", "earningRules", "boards", "imports", "challenges"])
        {
            properties.ShouldContain(part);
        }
    }

    private static void Collect(JsonElement element, List<(string Format, string Type)> types)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            element.EnumerateArray().ToList().ForEach(e => Collect(e, types));
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty("format", out var format) && element.TryGetProperty("type", out var type))
            {
                types.Add((format.ToString(), JsonSerializer.Serialize(type)));
            }

            element.EnumerateObject().ToList().ForEach(p => Collect(p.Value, types));
        }
    }
}
