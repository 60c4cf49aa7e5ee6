using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Contract;

/// <summary>The section <em>General</em> of the contract: versions, lists, problems, ids, numbers.</summary>
public sealed class GeneralTests(ContractServers servers)
{
    public static readonly TheoryData<string> Reads =
    [
        "boards", "boards/revenue", "boards/revenue/around/e1", "employees", "employees/e1", "employees/e1/wallet", "employees/e1/statement",
        "partners", "partners/p1", "partners/p1/wallet", "partners/p1/statement", "feed", "activities?source=pos&externalId=A-1",
    ];

    [Fact]
    public async Task Versions_are_gapless_and_duplicates_conflicts_and_rejections_take_none()
    {
        var program = await servers.NewAsync();
        var before = await program.VersionAsync();

        var answer = await program.SendAsync($"[{ContractProgram.Sale("a")},{ContractProgram.Sale("b", "nobody")},{ContractProgram.Sale("a")},"
            + $"{ContractProgram.Sale("a", amount: "11")},{ContractProgram.Sale("c")}]");

        answer.Json.EnumerateArray().Select(i => i.GetProperty("status").GetString())
            .ShouldBe(["recorded", "rejected", "duplicate", "conflict", "recorded"]);
        answer.Json[0].GetProperty("version").GetInt64().ShouldBe(before + 1);
        answer.Json[2].GetProperty("version").GetInt64().ShouldBe(before + 1);
        answer.Json[4].GetProperty("version").GetInt64().ShouldBe(before + 2);
        var feed = await program.GetAsync("feed?limit=1000");
        feed.Number("version").ShouldBe(before + 2);
        feed.Each("items", "version").Select(v => long.Parse(v!, CultureInfo.InvariantCulture))
            .ShouldBe(Enumerable.Range(1, (int)before + 2).Select(v => (long)v));
    }

    [Fact]
    public async Task Every_write_answers_with_its_version()
    {
        var program = await servers.NewAsync();
        var last = await program.VersionAsync();

        var sold = await program.SellAsync("e1", "100");
        Answer[] writes =
        [
            sold,
            await program.ReverseAsync(sold, """{ "externalId": "r", "reason": "returned" }"""),
            await program.PutAsync("employees/e9", """{ "name": "New" }"""),
            await program.PutAsync("partners/p9", """{ "name": "New" }"""),
            await program.PutAsync("screens/hall", """{ "boards": [ { "board": "revenue" } ] }"""),
            await program.PutAsync("", ContractProgram.PublicDefinition.Replace("250", "251", StringComparison.Ordinal)),
        ];

        writes.Select(w => w.Number("version")).ShouldBe(Enumerable.Range(1, writes.Length).Select(i => last + i), string.Join('\n', writes.Select(w => w.Text)));
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Every_read_says_the_version_it_shows_and_shows_what_was_acknowledged(string path)
    {
        var program = await servers.NewAsync();
        var sold = await program.SendAsync(Samples.Sale);

        var read = await program.GetAsync(path);

        read.Code.ShouldBe(200, read.Text);
        read.Number("version").ShouldBe(sold.Number("version"));
        (await program.GetAsync(AtLeast(path, sold.Number("version")))).Code.ShouldBe(200);
    }

    [Fact]
    public async Task A_version_that_does_not_come_is_503_behind_after_about_two_seconds_on_every_read()
    {
        var program = await servers.NewLiveAsync();
        await program.SendAsync(ContractProgram.Sale("A-1"));

        await Task.WhenAll(Reads.Select(async row =>
        {
            var path = row.Data;
            var clock = Stopwatch.StartNew();
            var answer = await program.GetAsync(AtLeast(path, 1_000_000));
            answer.ShouldBeProblem(503, "behind");
            int.Parse(answer.Headers["Retry-After"], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
            clock.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(15));
        }));
    }

    [Fact]
    public async Task A_read_that_waits_for_a_version_answers_when_it_comes()
    {
        var program = await servers.NewLiveAsync();
        var next = await program.VersionAsync() + 1;

        var read = program.GetAsync(FormattableString.Invariant($"boards/revenue?atLeast={next}"));
        await program.SellAsync("e1", "5");

        (await read).Code.ShouldBe(200, (await read).Text);
        (await read).Number("version").ShouldBeGreaterThanOrEqualTo(next);
        (await read).Number("total").ShouldBe(1);
    }

    [Theory]
    [InlineData("GET", "/api/v1/programs/none", null, 404)]
    [InlineData("GET", "/api/v1/nothing", null, 404)]
    [InlineData("POST", "activities", "{", 400)]
    [InlineData("POST", "activities", "[{}", 400)]
    [InlineData("POST", "members", "[{]", 400)]
    [InlineData("PUT", "employees/x", "", 400)]
    [InlineData("PUT", "", "{ \"name\": ", 400)]
    [InlineData("POST", "members", "{}", 422)]
    [InlineData("PUT", "employees/x", "[]", 422)]
    [InlineData("PUT", "employees/x", "{}", 422)]
    [InlineData("PUT", "", "{}", 422)]
    [InlineData("GET", "boards/revenue?atLeast=1.5", null, 400)]
    [InlineData("GET", "boards/revenue?atLeast=-1", null, 400)]
    [InlineData("GET", "boards/revenue?limit=2&limit=3", null, 400)]
    [InlineData("GET", "boards/revenue?period=2026&period=all", null, 400)]
    [InlineData("GET", "employees?limit=0", null, 400)]
    [InlineData("GET", "partners?limit=-1", null, 400)]
    [InlineData("GET", "feed?limit=1001", null, 400)]
    [InlineData("GET", "feed?after=last", null, 400)]
    [InlineData("GET", "employees/e1/statement?cursor=bm9uc2Vuc2U", null, 400)]
    [InlineData("GET", "boards/revenue?cursor=bm9uc2Vuc2U", null, 400)]
    [InlineData("GET", "activities/a0", null, 404)]
    [InlineData("GET", "activities/a99999999999999999999999", null, 404)]
    [InlineData("GET", "employees/nobody/wallet", null, 404)]
    [InlineData("POST", "imports/none/reversal", "{ \"reason\": \"wrong\" }", 404)]
    public async Task Every_refusal_is_a_problem_with_a_code(string method, string path, string? body, int status)
    {
        var program = await servers.NewAsync();

        var answer = await program.Server.Admin.SendAsync(
            new HttpMethod(method), path.StartsWith('/') ? path : $"{program.Path}/{path}".TrimEnd('/'), body);

        answer.ShouldBeProblem(status);
    }

    [Theory]
    [InlineData("POST", "activities", """{ "externalId": "a", "type": "sale", "colour": 1 }""", "/colour")]
    [InlineData("POST", "activities", """{ "externalId": "a", "type": "sale", "customer": { "id": "c", "vip": true } }""", "/customer/vip")]
    [InlineData("POST", "activities", """{ "externalId": "a", "type": "sale", "lines": [ {}, { "ean": "1" } ] }""", "/lines/1/ean")]
    [InlineData("POST", "activities", """{ "externalId": "a", "type": "sale", "a/b~c": 1 }""", "/a~1b~0c")]
    [InlineData("POST", "activities", """{ "externalId": "a", "type": "sale", "ExternalId": "b" }""", "/ExternalId")]
    [InlineData("PUT", "employees/x", """{ "name": "X", "age": 30 }""", "/age")]
    [InlineData("PUT", "employees/x", """{ "name": "X", "region": "south" }""", "/region")]
    [InlineData("PUT", "partners/x", """{ "name": "X", "role": "dealer" }""", "/role")]
    [InlineData("PUT", "screens/x", """{ "boards": [ { "board": "revenue" } ], "colour": "red" }""", "/colour")]
    public async Task An_unknown_property_is_a_fault_with_its_place(string method, string path, string body, string pointer)
    {
        var program = await servers.NewAsync();

        var answer = await program.Server.Admin.SendAsync(new HttpMethod(method), $"{program.Path}/{path}", body);

        answer.ShouldBeProblem(422, "unknownField", pointer);
    }

    [Fact]
    public async Task Ids_have_1_to_64_characters_keep_their_case_and_may_be_escaped_in_a_path()
    {
        var program = await servers.NewAsync();
        var longest = new string('x', 60) + "._-9";

        (await program.PutAsync($"employees/{longest}", """{ "name": "Longest" }""")).Code.ShouldBe(201);
        (await program.PutAsync("employees/E1", """{ "name": "Other case" }""")).Code.ShouldBe(201);
        (await program.PutAsync("employees/p1", """{ "name": "Named like a partner" }""")).Code.ShouldBe(201);
        (await program.PutAsync($"employees/{longest}y", """{ "name": "X" }""")).ShouldBeProblem(422, "badId");
        (await program.PutAsync("employees/a%2Fb", """{ "name": "X" }""")).ShouldBeProblem(422, "badId");
        (await program.PutAsync("employees/%C3%A9", """{ "name": "X" }""")).ShouldBeProblem(422, "badId");

        await program.SellAsync("E1", "7");
        await program.SellAsync(longest, "3");
        (await program.GetAsync("employees/%65%31")).Text("name").ShouldBe("Ada");
        (await program.GetAsync("employees/E1")).Text("name").ShouldBe("Other case");
        (await program.GetAsync("partners/p1")).Text("name").ShouldBe("Cycles Lyon");
        (await program.BoardAsync("revenue")).ShouldBe(["1 E1 700", $"2 {longest} 300"]);
        (await program.GetAsync("boards/revenue/around/e1?period=all")).ShouldBeProblem(404);
    }

    [Fact]
    public async Task An_external_id_is_any_1_to_128_printable_characters()
    {
        var program = await servers.NewAsync();
        var odd = "Ω 1/2 & \\\"?=#%+" + new string('é', 113);
        var value = odd.Replace("\\\"", "\"", StringComparison.Ordinal);

        (await program.SellAsync("e1", "1", externalId: odd)).Text("externalId").ShouldBe(value);

        (await program.GetAsync($"activities?externalId={Uri.EscapeDataString(value)}")).Text("externalId").ShouldBe(value);
        (await program.SendAsync(ContractProgram.Sale(new string('x', 128)))).Code.ShouldBe(200);
        (await program.SendAsync(ContractProgram.Sale(new string('x', 129)))).ShouldBeProblem(422, "badId", "/externalId");
        (await program.SendAsync(ContractProgram.Sale(""))).ShouldBeProblem(422, "badId", "/externalId");
        (await program.SendAsync(ContractProgram.Sale("a\\u0007b"))).ShouldBeProblem(422, "badId", "/externalId");
    }

    [Theory]
    [InlineData("199.99", 19999)]
    [InlineData("\"199.99\"", 19999)]
    [InlineData("\"0.005\"", 1)]
    [InlineData("0.0049", 0)]
    [InlineData("1e2", 10000)]
    [InlineData("\"000000000001.000000\"", 100)]
    [InlineData("999999999999.999999", 100000000000000)]
    [InlineData("\"0.1234560\"", 12)]
    public async Task Decimals_are_numbers_or_texts(string amount, long minor)
    {
        var program = await servers.NewAsync();

        await program.SellAsync("e1", amount);

        (await program.GetAsync("boards/revenue?period=all")).Json.GetProperty("rows")[0].GetProperty("score").GetInt64().ShouldBe(minor);
    }

    [Theory]
    [InlineData("1000000000000", "outOfRange")]
    [InlineData("\"1000000000000\"", "outOfRange")]
    [InlineData("\"0.1234567\"", "outOfRange")]
    [InlineData("0.0000001", "outOfRange")]
    [InlineData("1e300", "outOfRange")]
    [InlineData("\"1,5\"", "badDecimal")]
    [InlineData("\" 1\"", "badDecimal")]
    [InlineData("\"\"", "badDecimal")]
    [InlineData("\"NaN\"", "badDecimal")]
    [InlineData("true", "wrongType")]
    [InlineData("[1]", "wrongType")]
    public async Task A_decimal_beyond_its_digits_or_of_another_form_is_refused(string amount, string code)
    {
        var program = await servers.NewAsync();

        (await program.SendAsync(ContractProgram.Sale("a", amount: amount))).ShouldBeProblem(422, code, "/amount");
    }

    [Theory]
    [InlineData("employees", "items", "id")]
    [InlineData("partners", "items", "id")]
    [InlineData("employees/e1/statement", "lines", "version")]
    [InlineData("boards/revenue", "rows", "rank")]
    public async Task A_list_walked_by_cursor_is_the_whole_list_once(string path, string list, string name)
    {
        var program = await servers.NewAsync();
        foreach (var employee in (string[])["e1", "e2", "e3", "solo"])
        {
            await program.SellAsync(employee, "100", """ "occurredAt": "2026-10-01" """);
            await program.SellAsync("e1", "10");
        }

        var whole = (await program.GetAsync(path)).Each(list, name);
        var walked = new List<string?>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await program.GetAsync($"{path}?limit=1&cursor={Uri.EscapeDataString(cursor)}");
            page.Json.GetProperty(list).GetArrayLength().ShouldBe(1, page.Text);
            walked.AddRange(page.Each(list, name));
            walked.Count.ShouldBeLessThanOrEqualTo(whole.Count);
            cursor = page.Json.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        walked.ShouldBe(whole);
    }

    [Fact]
    public async Task Times_are_rfc_3339()
    {
        var program = await servers.NewAsync();
        var sold = await program.SendAsync(Samples.Sale);

        var times = new[]
        {
            sold.Json.GetProperty("awards")[0].GetProperty("availableAt"), (await program.GetAsync("boards/revenue")).Json.GetProperty("at"),
            (await program.GetAsync("feed")).Json.GetProperty("items")[0].GetProperty("at"),
            (await program.GetAsync($"activities/{sold.Text("activityId")}")).Json.GetProperty("occurredAt"),
            (await program.PostAsync("employees/e1/link")).Json.GetProperty("expiresAt"),
        };

        times.ShouldAllBe(t => t.ValueKind == JsonValueKind.String);
        foreach (var time in times)
        {
            time.GetString()!.ShouldMatch(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$");
        }
    }

    private static string AtLeast(string path, long version) =>
        FormattableString.Invariant($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}atLeast={version}");
}
