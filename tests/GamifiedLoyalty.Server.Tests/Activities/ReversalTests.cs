using System.Net;
using System.Text.Json;
using GamifiedLoyalty.Server.Tests.Support;

namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class ReversalTests(ActivityServer server) : IClassFixture<ActivityServer>
{
    private const string All = """{ "externalId": "r1", "reason": "returned" }""";

    [Fact]
    public async Task A_sale_reversed_whole_leaves_nothing()
    {
        var (api, id) = await RecordedAsync();

        var answer = await api.ReverseAsync(id, All);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Raw);
        answer.Text("activityId").ShouldBe(id);
        answer.Text("externalId").ShouldBe("r1");
        answer.Text("status").ShouldBe("applied");
        answer.Text("activityStatus").ShouldBe("reversed");
        (await api.BoardAsync("revenue", "all")).ShouldBeEmpty();
        (await api.BoardAsync("points", "all")).ShouldBeEmpty();
        (await api.BoardAsync("dealer-bikes", "all")).ShouldBeEmpty();
        (await api.GetAsync($"activities/{id}")).Text("status").ShouldBe("reversed");
    }

    [Fact]
    public async Task The_same_reversal_again_is_a_duplicate_and_other_content_a_conflict()
    {
        var (api, id) = await RecordedAsync();
        var first = await api.ReverseAsync(id, """{ "externalId": "r1", "reason": "returned", "amount": "10.00" }""");

        var again = await api.ReverseAsync(id, """{ "reason": "returned", "amount": 10, "externalId": "r1" }""");
        var other = await api.ReverseAsync(id, """{ "externalId": "r1", "reason": "returned", "amount": "11" }""");

        again.Text("status").ShouldBe("duplicate");
        again.Number("version").ShouldBe(first.Number("version"));
        other.ShouldBeProblem(HttpStatusCode.Conflict);
        (await api.BoardAsync("revenue", "all")).ShouldBe(["e1 23999 0"]);
    }

    [Fact]
    public async Task A_line_is_reversed_whole_by_quantity_or_by_amount()
    {
        var (api, id) = await RecordedAsync();

        await ReverseAsync(api, id, "r1", """ "lines": [ { "id": "2", "quantity": 1 } ] """);
        (await RemainingAsync(api, id)).ShouldBe("1 199.99, 1 25");
        await ReverseAsync(api, id, "r2", """ "lines": [ { "id": "2", "amount": "5.5" } ] """);
        (await RemainingAsync(api, id)).ShouldBe("1 199.99, 1 19.5");
        await ReverseAsync(api, id, "r3", """ "lines": [ { "id": "1" } ] """);

        (await RemainingAsync(api, id)).ShouldBe("0 0, 1 19.5");
        var found = await api.GetAsync($"activities/{id}");
        found.Text("status").ShouldBe("partlyReversed");
        found["reversals"].EnumerateArray().Select(r => r.GetProperty("externalId").GetString()).ShouldBe(["r1", "r2", "r3"]);
        (await api.BoardAsync("revenue", "all")).ShouldBe(["e1 1950 0"]);
        (await api.BoardAsync("dealer-bikes", "all")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_amount_is_spread_over_the_lines_by_value_with_the_largest_remainder()
    {
        var api = await server.NewProgramAsync();
        var id = (await api.PostAsync("""
            { "externalId": "s", "type": "sale", "employee": "e1", "lines": [
              { "id": "a", "amount": "10.00" }, { "id": "b", "amount": "10.00" }, { "id": "c", "amount": "10.01" } ] }
            """)).Text("activityId")!;

        await ReverseAsync(api, id, "r1", """ "amount": "10.00" """);

        // 10.00 × 1000/3001 is 3.3322… twice and 3.3355…: 3.33 each, the cent left goes to the largest remainder.
        (await RemainingAsync(api, id)).ShouldBe("0 6.67, 0 6.67, 0 6.67");
        (await api.BoardAsync("revenue", "all")).ShouldBe(["e1 2001 0"]);
    }

    [Theory]
    [InlineData(""" "amount": "250.00" """, "overReversed")]
    [InlineData(""" "lines": [ { "id": "2", "quantity": 3 } ] """, "overReversed")]
    [InlineData(""" "lines": [ { "id": "2", "amount": "50.01" } ] """, "overReversed")]
    [InlineData(""" "lines": [ { "id": "9" } ] """, "unknownLine")]
    [InlineData(""" "lines": [ { "id": "2", "quantity": 1, "amount": 1 } ] """, "badReversal", "/lines/0/amount")]
    [InlineData(""" "lines": [ { "id": "2" } ], "amount": 1 """, "badReversal", "/amount")]
    [InlineData(""" "lines": [] """, "required", "/lines")]
    [InlineData(""" "amount": "-1" """, "outOfRange", "/amount")]
    [InlineData(""" "amount": true """, "wrongType", "/amount")]
    [InlineData(""" "lines": [ { "id": "2", "quantity": 0.5 } ] """, "badQuantity", "/lines/0/quantity")]
    [InlineData(""" "surprise": 1 """, "unknownField", "/surprise")]
    public async Task A_faulty_reversal_is_refused_and_changes_nothing(string what, string code, string? pointer = null)
    {
        var (api, id) = await RecordedAsync();

        var answer = await api.ReverseAsync(id, $$"""{ "externalId": "r1", "reason": "returned", {{what}} }""");

        answer.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, code);
        if (pointer is not null)
        {
            answer.Text("pointer").ShouldBe(pointer);
        }

        (await api.BoardAsync("revenue", "all")).ShouldBe(["e1 24999 0"]);
    }

    [Fact]
    public async Task What_is_reversed_already_cannot_be_reversed_again()
    {
        var (api, id) = await RecordedAsync();
        await api.ReverseAsync(id, All);

        (await api.ReverseAsync(id, """{ "externalId": "r2", "reason": "again" }""")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "overReversed");
    }

    [Fact]
    public async Task There_is_nothing_to_reverse_under_an_unknown_id()
    {
        var (api, _) = await RecordedAsync();

        (await api.ReverseAsync("a999999", All)).ShouldBeProblem(HttpStatusCode.NotFound, "unknownActivity");
        (await api.ReverseAsync("nonsense", All)).ShouldBeProblem(HttpStatusCode.NotFound, "unknownActivity");
        (await api.ReverseImportAsync("i-none")).ShouldBeProblem(HttpStatusCode.NotFound, "unknownImport");
    }

    [Fact]
    public async Task Reversing_and_importing_need_a_key_that_may_write()
    {
        var (api, id) = await RecordedAsync();
        var reader = api.WithKey(await server.NewKeyAsync("read"));

        (await reader.ReverseAsync(id, All)).ShouldBeProblem(HttpStatusCode.Forbidden);
        (await reader.ReverseImportAsync("i-1")).ShouldBeProblem(HttpStatusCode.Forbidden);
        (await reader.GetAsync($"activities/{id}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_streamed_import_is_undone_whole()
    {
        var api = await server.NewProgramAsync();
        await api.PostAsync(ActivityServer.Sale("before"));
        var import = await api.PostAsync($"{ActivityServer.Sale("a")}\n{ActivityServer.Sale("b")}\n{ActivityServer.Sale("before")}", "application/x-ndjson", "?import=mistake");
        import.Statuses.ShouldBe("recorded recorded duplicate");
        await api.PostAsync(ActivityServer.Sale("c"), "application/x-ndjson", "?import=mistake");

        var undone = await api.ReverseImportAsync("mistake");

        undone.Status.ShouldBe(HttpStatusCode.OK, undone.Raw);
        undone.Text("import").ShouldBe("mistake");
        undone.Number("reversed").ShouldBe(3);
        undone.Number("skipped").ShouldBe(0);
        (await api.BoardAsync("revenue", "all")).ShouldBe(["e1 10000 0"]);
        (await api.ReverseImportAsync("mistake")).Number("reversed").ShouldBe(0);
    }

    private async Task<(ActivityApi Api, string Id)> RecordedAsync()
    {
        var api = await server.NewProgramAsync();
        var recorded = await api.PostAsync(Samples.Sale);
        return (api, recorded.Text("activityId")!);
    }

    private static async Task ReverseAsync(ActivityApi api, string id, string reversal, string what)
    {
        var answer = await api.ReverseAsync(id, $$"""{ "externalId": "{{reversal}}", "reason": "returned", {{what}} }""");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Raw);
    }

    private static async Task<string> RemainingAsync(ActivityApi api, string id) => string.Join(
        ", ", (await api.GetAsync($"activities/{id}"))["lines"].EnumerateArray().Select(l => l.GetProperty("remaining")).Select(Size));

    private static string Size(JsonElement size) => $"{size.GetProperty("quantity").GetRawText()} {size.GetProperty("amount").GetString()}";
}
