using System.Text.Json;
using System.Text.Json.Nodes;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>The section <em>Program definition</em> of the contract: publishing, versions and faults.</summary>
public sealed class DefinitionTests(ContractServers servers)
{
    [Fact]
    public async Task A_definition_is_created_equal_changed_and_read_back_in_every_version()
    {
        var server = await servers.StillAsync();
        var path = $"/api/v1/programs/d-{Guid.NewGuid():N}"[..40];
        var definition = ContractProgram.PublicDefinition;
        var changed = definition.Replace("\"points\": 250", "\"points\": 300", StringComparison.Ordinal);

        var first = await PutAsync(definition);
        var equal = await PutAsync(Reordered(definition));
        var second = await PutAsync(changed);

        (first.Code, equal.Code, second.Code).ShouldBe((201, 200, 200));
        Summary(first).ShouldBe("1 True 1");
        Summary(equal).ShouldBe("1 False 1");
        Summary(second).ShouldBe("2 True 2");
        first.Text("program").ShouldBe(path.Split('/')[^1]);
        ShouldEqual((await server.Admin.GetAsync(path)).Text, changed);
        ShouldEqual((await server.Admin.GetAsync($"{path}?definitionVersion=1")).Text, definition);
        ShouldEqual((await server.Admin.GetAsync($"{path}?definitionVersion=2")).Text, changed);
        (await server.Admin.GetAsync($"{path}?definitionVersion=3")).ShouldBeProblem(404);
        (await server.Admin.GetAsync($"{path}?definitionVersion=x")).ShouldBeProblem(400);

        Task<Answer> PutAsync(string body) => server.Admin.SendAsync(HttpMethod.Put, path, body);
        static string Summary(Answer a) => $"{a.Json.GetProperty("definitionVersion")} {a.Json.GetProperty("changed").GetBoolean()} {a.Json.GetProperty("version")}";
    }

    [Fact]
    public async Task Zone_money_and_one_currency_are_enough_and_the_rest_has_defaults()
    {
        var program = await servers.NewAsync("""{ "timeZone": "Asia/Tokyo", "money": { "currency": "CHF" }, "currencies": [ { "id": "stars" } ] }""");
        await program.SellAsync("e1", "1");
        await program.PublishAsync("""
            { "timeZone": "Asia/Tokyo", "money": { "currency": "CHF" }, "currencies": [ { "id": "stars" } ],
              "earningRules": [ { "id": "r", "on": "sale", "formula": { "type": "perAmount", "points": 1, "per": 1 }, "currency": "stars" } ],
              "boards": [ { "id": "a", "subject": "employee", "metric": { "measure": "amount" }, "periods": ["day"] },
                          { "id": "p", "subject": "partner", "metric": { "measure": "quantity" }, "periods": ["all"] } ] }
            """);

        (await program.SellAsync("e2", "1.995", """ "quantity": 3 """)).Awards().ShouldBe("employee/e2/stars 1 r");

        // Decimals are two, ties go to who was first, and the partner's sum is not divided.
        (await program.BoardAsync("a", "")).ShouldBe(["1 e2 200", "2 e1 100"]);
        (await program.BoardAsync("p")).ShouldBe(["1 p1 3"]);
        (await program.WalletAsync("employees/e2")).ShouldBe("stars 1+0");
        (await program.Server.Client(null).GetAsync($"/p/{program.Id}/boards/a")).Code.ShouldNotBe(200);
    }

    [Fact]
    public async Task A_dry_run_validates_only()
    {
        var program = await servers.NewAsync();
        var before = await program.VersionAsync();

        (await program.PutAsync("?dryRun=true", ContractProgram.With())).Code.ShouldBe(200);
        (await program.PutAsync("?dryRun=true", "{}")).ShouldBeProblem(422, "invalidDefinition");

        (await program.VersionAsync()).ShouldBe(before);
        ShouldEqual((await program.GetAsync("")).Text, ContractProgram.PublicDefinition);
        var path = $"/api/v1/programs/d-{Guid.NewGuid():N}"[..40];
        (await program.Server.Admin.SendAsync(HttpMethod.Put, path + "?dryRun=true", ContractProgram.With())).Code.ShouldBe(200);
        (await program.Server.Admin.GetAsync(path)).ShouldBeProblem(404);
    }

    [Fact]
    public async Task Every_fault_is_named_at_once_with_its_place()
    {
        var program = await servers.NewAsync();
        var faulty = JsonNode.Parse(ContractProgram.PublicDefinition)!;
        faulty["timeZone"] = "Europe/Atlantis";
        faulty["money"]!["currency"] = "EURO";
        faulty["earningRules"]![0]!["currency"] = "gold";
        faulty["earningRules"]![1]!["beneficiary"]!["employee"] = 61;
        faulty["boards"]![1]!["periods"] = new JsonArray("fortnight");
        faulty["boards"]![2]!["colour"] = "red";
        faulty["imports"]![0]!["map"]!["line.color"] = "{x}";

        var answer = await program.PutAsync("", faulty.ToJsonString());

        answer.ShouldBeProblem(422, "invalidDefinition");
        var faults = answer.Json.GetProperty("errors").EnumerateArray().ToList();
        faults.ShouldAllBe(f => f.GetProperty("code").GetString()!.Length > 0 && f.GetProperty("detail").GetString()!.Length > 0);
        faults.Select(f => f.GetProperty("pointer").GetString()).Order(StringComparer.Ordinal).ShouldBe([
            "/boards/1/periods/0", "/boards/2/colour", "/earningRules/0/currency", "/earningRules/1/beneficiary", "/imports/0/map/line.color",
            "/money/currency", "/timeZone",
        ]);
        faults.Single(f => f.GetProperty("pointer").GetString() == "/boards/2/colour").GetProperty("code").GetString().ShouldBe("unknownField");
        ShouldEqual((await program.GetAsync("")).Text, ContractProgram.PublicDefinition);
    }

    [Theory]
    [InlineData("/timeZone")]
    [InlineData("/money/currency")]
    [InlineData("/currencies")]
    [InlineData("/earningRules/0/on")]
    [InlineData("/earningRules/0/id")]
    [InlineData("/earningRules/0/formula")]
    [InlineData("/boards/0/periods")]
    [InlineData("/boards/0/subject")]
    [InlineData("/boards/1/metric/currency")]
    public async Task What_is_required_is_missed(string pointer)
    {
        var program = await servers.NewAsync();
        var definition = JsonNode.Parse(ContractProgram.PublicDefinition)!;
        var end = pointer.LastIndexOf('/');
        ((JsonObject)Find(definition, pointer[..end])).Remove(pointer[(end + 1)..]).ShouldBeTrue();

        Faults(await program.PutAsync("?dryRun=true", definition.ToJsonString())).ShouldContain(pointer);
    }

    [Theory]
    [InlineData("", "x", "/x")]
    [InlineData("money", "x", "/money/x")]
    [InlineData("money/rates/0", "x", "/money/rates/0/x")]
    [InlineData("privacy", "x", "/privacy/x")]
    [InlineData("currencies/0", "x", "/currencies/0/x")]
    [InlineData("earningRules/0", "x", "/earningRules/0/x")]
    [InlineData("earningRules/0/when", "x", "/earningRules/0/when/x")]
    [InlineData("earningRules/0/formula", "bar", "/earningRules/0/formula/bar")]
    [InlineData("earningRules/0/caps/0", "x", "/earningRules/0/caps/0/x")]
    [InlineData("earningRules/1/beneficiary", "x", "/earningRules/1/beneficiary/x")]
    [InlineData("boards/0/metric", "x", "/boards/0/metric/x")]
    [InlineData("boards/2/filter", "x", "/boards/2/filter/x")]
    [InlineData("imports/0", "x", "/imports/0/x")]
    public async Task An_unknown_property_is_a_fault_at_every_level(string at, string name, string pointer)
    {
        var program = await servers.NewAsync();
        var definition = JsonNode.Parse(ContractProgram.PublicDefinition)!;
        Find(definition, at)[name] = 1;

        Faults(await program.PutAsync("?dryRun=true", definition.ToJsonString())).ShouldBe([pointer]);
    }

    [Theory]
    [InlineData("\"decimals\": 0 }", "\"decimals\": 5 }", "/currencies/0/decimals")]
    [InlineData("\"max\": 5000", "\"max\": \"5000\"", "/earningRules/0/caps/0/max")]
    [InlineData("\"max\": 5000", "\"max\": 1.5", "/earningRules/0/caps/0/max")]
    [InlineData("\"P14D\"", "\"two weeks\"", "/earningRules/0/pendingFor")]
    [InlineData("\"op\": \"eq\"", "\"op\": \"equals\"", "/boards/2/filter/op")]
    [InlineData("\"line.category\", \"op\": \"eq\"", "\"line.colour\", \"op\": \"eq\"", "/boards/2/filter/field")]
    [InlineData("\"id\": \"welcome\"", "\"id\": \"base\"", "/earningRules/1/id")]
    [InlineData("\"visibility\": \"public\"", "\"visibility\": \"secret\"", "/privacy/visibility")]
    [InlineData("\"rate\": \"0.92\"", "\"rate\": 0", "/money/rates/0/rate")]
    [InlineData("\"from\": \"2011-01-01\"", "\"from\": \"2011-02-30\"", "/money/rates/0/from")]
    [InlineData("\"per\": \"10.00\"", "\"per\": 0", "/earningRules/0/formula/per")]
    [InlineData("\"currency\": \"points\" }, \"periods\"", "\"currency\": \"gold\" }, \"periods\"", "/boards/1/metric/currency")]
    public async Task A_faulty_value_is_named_by_its_place(string good, string bad, string pointer)
    {
        var program = await servers.NewAsync();
        ContractProgram.PublicDefinition.ShouldContain(good);

        var answer = await program.PutAsync("?dryRun=true", ContractProgram.PublicDefinition.Replace(good, bad, StringComparison.Ordinal));

        Faults(answer).ShouldBe([pointer], answer.Text);
    }

    [Fact]
    public async Task A_changed_rule_affects_later_recordings_only()
    {
        const string Rule = """[ { "id": "r", "on": "sale", "formula": { "type": "fixed", "points": 10 }, "currency": "points" } ]""";
        const string Board = """[ { "id": "points", "subject": "employee", "metric": { "measure": "points", "currency": "points" }, "periods": ["all"] } ]""";
        var program = await servers.NewAsync(ContractProgram.With(Rule, Board));
        var first = await program.SellAsync("e1", "1", """ "occurredAt": "2026-11-01" """);

        await program.PublishAsync(ContractProgram.With(Rule.Replace("10", "25", StringComparison.Ordinal), Board));
        var second = await program.SellAsync("e1", "1", """ "occurredAt": "2026-10-01" """);

        second.Awards().ShouldBe("employee/e1/points 25 r");
        second.Json.GetProperty("awards")[0].GetProperty("ruleVersion").GetInt32().ShouldBe(2);
        (await program.GetAsync($"activities/{first.Text("activityId")}")).Awards().ShouldBe("employee/e1/points 10 r");
        (await program.BoardAsync("points")).ShouldBe(["1 e1 35"]);
    }

    private static JsonNode Find(JsonNode root, string pointer) => pointer.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(root, (node, part) => node is JsonArray items ? items[part[0] - '0']! : node[part]!);

    private static IReadOnlyList<string?> Faults(Answer answer)
    {
        answer.ShouldBeProblem(422, "invalidDefinition");
        return answer.Each("errors", "pointer");
    }

    private static void ShouldEqual(string shown, string sent) =>
        JsonElement.DeepEquals(JsonElement.Parse(shown), JsonElement.Parse(sent)).ShouldBeTrue(shown);

    // The same document with the properties of every object in the opposite order, and without a blank.
    private static string Reordered(string json) => Turn(JsonNode.Parse(json))!.ToJsonString();

    private static JsonNode? Turn(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Reverse().Select(p => KeyValuePair.Create(p.Key, Turn(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Turn)]),
        _ => node?.DeepClone(),
    };
}
