using System.Globalization;
using System.Net;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class CsvImportTests(ActivityServer server) : IClassFixture<ActivityServer>
{
    private const string Header =
        "order_id,line_no,order_date,salesperson_id,salesperson_name,store_id,store_name,territory,product_id,category,quantity,line_total,currency";

    [Fact]
    public async Task A_file_is_recorded_by_its_mapping_and_answered_with_a_summary()
    {
        var api = await server.NewProgramAsync();

        var answer = await ImportAsync(api, $"\uFEFF{Header}\r\n{Row(1)}\r\n{Row(2, store: "\"Vins, \"\"fins\"\" et Cie\"")}\r\n");

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Raw);
        answer.MediaType.ShouldBe("application/json");
        Counts(answer).ShouldBe("2 0 0 0");
        answer["errors"].GetArrayLength().ShouldBe(0);
        answer["errorsTruncated"].GetBoolean().ShouldBeFalse();
        answer.Text("import").ShouldBe(answer.Headers.GetValues("Import-Id").Single());
        (await api.BoardAsync("revenue", "all")).ShouldBe(["279 2000 0"]);
        (await api.GetAsync("partners/1046")).Text("name").ShouldBe("Shop");
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing()
    {
        var api = await server.NewProgramAsync();
        var file = $"{Header}\n{Row(1)}\n{Row(2)}\n";
        var first = await ImportAsync(api, file);

        var again = await ImportAsync(api, file);

        Counts(again).ShouldBe("0 2 0 0");
        again.Number("version").ShouldBe(first.Number("version"));
    }

    [Fact]
    public async Task A_bad_row_is_told_with_its_line_and_blocks_no_other()
    {
        var api = await server.NewProgramAsync();

        var answer = await ImportAsync(api, $"{Header}\n{Row(1)}\n{Row(2, quantity: "many")}\nonly,three,cells\n\n{Row(3, date: "2026-02-30")}\n\"open,{Row(4)}\n{Row(5)}\n");

        Counts(answer).ShouldBe("2 0 0 4");
        answer["errors"].EnumerateArray().Select(e => Invariant($"{e.GetProperty("line").GetInt64()} {e.GetProperty("code").GetString()}"))
            .ShouldBe(["3 badDecimal", "4 wrongCellCount", "6 badDate", "7 badCsv"]);
        answer["errors"][0].GetProperty("externalId").GetString().ShouldBe("2-1");
        answer["errors"][0].GetProperty("detail").GetString()!.ShouldContain("\"quantity\"");
    }

    [Fact]
    public async Task Items_are_answered_one_by_one_when_asked_for()
    {
        var api = await server.NewProgramAsync();

        var answer = await api.PostAsync($"{Header}\n{Row(1)}\nbad\n", "text/csv", "?mapping=aw&answer=items");

        answer.MediaType.ShouldBe("application/x-ndjson");
        answer.Statuses.ShouldBe("recorded rejected");
    }

    [Fact]
    public async Task A_mapping_must_exist_and_the_header_must_fit_it()
    {
        var api = await server.NewProgramAsync();

        (await api.PostAsync($"{Header}\n{Row(1)}\n", "text/csv", "?mapping=other")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "unknownMapping");
        (await api.PostAsync($"{Header}\n{Row(1)}\n", "text/csv")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "unknownMapping");
        var header = await ImportAsync(api, "order_id,line_no\n1,2\n");

        header.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "badHeader");
        header["errors"][0].GetProperty("code").GetString().ShouldBe("unknownColumn");
        (await ImportAsync(api, "")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "badHeader");
    }

    [Fact]
    public async Task A_million_rows_with_three_bad_ones_are_recorded_but_for_them()
    {
        const int rows = 1_000_000;
        var api = await server.NewProgramAsync(WithoutRules());
        int[] bad = [7, rows / 2, rows];

        var answer = await api.SendAsync(
            HttpMethod.Post, "activities?mapping=aw", new GeneratedContent("text/csv", Lines(rows, bad)), chunked: true);

        Counts(answer).ShouldBe(Invariant($"{rows - 3} 0 0 3"));
        answer["errors"].EnumerateArray().Select(e => e.GetProperty("line").GetInt32()).ShouldBe(bad.Select(i => i + 1));
        (await api.BoardAsync("revenue", "all")).ShouldBe([Invariant($"279 {(rows - 3) * 1_000L} 0")]);
    }

    private static IEnumerable<string> Lines(int rows, int[] bad) => Enumerable.Range(1, rows)
        .Select(i => Row(i, quantity: bad.Contains(i) ? "-1" : "1"))
        .Prepend(Header);

    private static Task<ApiAnswer> ImportAsync(ActivityApi api, string file) => api.PostAsync(file, "text/csv; charset=utf-8", "?mapping=aw");

    private static string Counts(ApiAnswer answer) => string.Join(
        ' ', answer.Number("recorded"), answer.Number("duplicate"), answer.Number("conflict"), answer.Number("rejected"));

    private static string Row(int order, string quantity = "1", string date = "2026-05-31", string store = "Shop") => string.Create(
        CultureInfo.InvariantCulture, $"{order},1,{date},279,Tsvi Reiter,1046,{store},Southeast,776,Bikes,{quantity},10.00,EUR");

    private static string WithoutRules()
    {
        var definition = System.Text.Json.Nodes.JsonNode.Parse(Support.Samples.Definition)!;
        definition["earningRules"] = new System.Text.Json.Nodes.JsonArray();
        return definition.ToJsonString();
    }
}
