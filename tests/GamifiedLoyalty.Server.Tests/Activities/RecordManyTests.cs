using System.Net;
using System.Text;
using static System.FormattableString;

namespace GamifiedLoyalty.Server.Tests.Activities;

public sealed class RecordManyTests(ActivityServer server) : IClassFixture<ActivityServer>
{
    private const string Lines = "application/x-ndjson";

    [Fact]
    public async Task An_array_is_answered_in_order_and_a_bad_item_blocks_no_other()
    {
        var api = await server.NewProgramAsync();

        var answer = await api.PostAsync($"""
            [ {ActivityServer.Sale("a")}, {ActivityServer.Sale("b", amount: "-1")}, {ActivityServer.Sale("a")},
              {ActivityServer.Sale("a", amount: "1")}, 17, {ActivityServer.Sale("c", employee: "nobody")}, {ActivityServer.Sale("d")} ]
            """);

        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Raw);
        answer.Statuses.ShouldBe("recorded rejected duplicate conflict rejected rejected recorded");
        answer.Body.EnumerateArray().Select(i => i.GetProperty("externalId").GetString()).ShouldBe(["a", "b", "a", "a", null, "c", "d"]);
        answer.Body[1].GetProperty("error").GetProperty("code").GetString().ShouldBe("negativeAmount");
        answer.Body[1].GetProperty("error").GetProperty("pointer").GetString().ShouldBe("/lines/0/amount");
        answer.Body[1].GetProperty("awards").GetArrayLength().ShouldBe(0);
        answer.Body[5].GetProperty("error").GetProperty("code").GetString().ShouldBe("unknownEmployee");
        (await api.BoardAsync("revenue", "all")).ShouldBe(["e1 20000 0"]);
    }

    [Fact]
    public async Task An_array_that_is_malformed_anywhere_records_nothing()
    {
        var api = await server.NewProgramAsync();

        (await api.PostAsync($"[ {ActivityServer.Sale("a")}, {ActivityServer.Sale("b")}, {{ ]")).ShouldBeProblem(HttpStatusCode.BadRequest, "badJson");
        (await api.PostAsync($"[ {ActivityServer.Sale("a")} ] x")).ShouldBeProblem(HttpStatusCode.BadRequest, "badJson");

        (await api.BoardAsync("revenue", "all")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_array_has_at_most_10000_items_and_16_MiB()
    {
        var api = await server.NewProgramAsync();
        var sale = ActivityServer.Sale("a");

        (await api.PostAsync($"[{string.Join(',', Enumerable.Repeat(sale, 10_001))}]")).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "tooManyItems");
        (await api.PostAsync($"[{sale}{new string(' ', 16 * 1024 * 1024)}]")).ShouldBeProblem(HttpStatusCode.RequestEntityTooLarge, "tooLarge");
        var whole = await api.PostAsync($"[{string.Join(',', Enumerable.Repeat(sale, 10_000))}]", query: "?answer=summary");

        whole.Number("recorded").ShouldBe(1);
        whole.Number("duplicate").ShouldBe(9_999);
    }

    [Fact]
    public async Task An_empty_array_is_answered_with_one()
    {
        var api = await server.NewProgramAsync();

        (await api.PostAsync("[]")).Raw.ShouldBe("[]");
    }

    [Fact]
    public async Task Lines_are_answered_by_lines_and_a_bad_line_blocks_no_other()
    {
        var api = await server.NewProgramAsync();

        var answer = await api.PostAsync($"{ActivityServer.Sale("a")}\n\nnot json\n{ActivityServer.Sale("b")}\r\n{ActivityServer.Sale("a")}", Lines);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.MediaType.ShouldBe(Lines);
        answer.Statuses.ShouldBe("recorded rejected recorded duplicate");
        answer.Lines[1].GetProperty("error").GetProperty("code").GetString().ShouldBe("badJson");
        answer.Headers.GetValues("Import-Id").Single().ShouldStartWith("i-");
    }

    [Fact]
    public async Task Lines_are_answered_after_their_commit_while_the_client_still_sends()
    {
        var api = await server.NewProgramAsync();
        using var stream = await ConnectAsync(api);
        for (var i = 0; i <= 5; i++)
        {
            await stream.SendAsync(ActivityServer.Sale(Invariant($"s{i}")) + "\n");
            (await stream.ReadAsync())!.ShouldContain(Invariant($"\"s{i}\""));
        }

        (await api.BoardAsync("revenue", "all")).ShouldBe(["e1 60000 0"]);
        await stream.EndAsync();
        (await stream.ReadAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_what_was_committed()
    {
        var api = await server.NewProgramAsync();
        using (var stream = await ConnectAsync(api))
        {
            await stream.SendAsync(ActivityServer.Sale("s0") + "\n");
            (await stream.ReadAsync())!.ShouldContain("\"recorded\"");
        }

        (await api.PostAsync(ActivityServer.Sale("s0"))).Text("status").ShouldBe("duplicate");
    }

    [Fact]
    public async Task A_client_may_send_a_long_stream_before_it_reads_an_answer()
    {
        // The answers are several times what sockets and buffers between the two hold.
        var api = await server.NewProgramAsync();
        var sales = new StringBuilder();
        for (var i = 0; i < 60_000; i++)
        {
            sales.Append(ActivityServer.Sale(Invariant($"s{i % 100}"))).Append('\n');
        }

        var answer = await api.PostAsync(sales.ToString(), Lines);

        answer.Lines.Count.ShouldBe(60_000);
        answer.Raw.Length.ShouldBeGreaterThan(10_000_000);
        answer.Lines[59_999].GetProperty("externalId").GetString().ShouldBe("s99");
    }

    [Fact]
    public async Task A_summary_counts_and_tells_the_first_1000_errors_with_their_lines()
    {
        var api = await server.NewProgramAsync();
        var lines = Enumerable.Range(1, 2_400).Select(i => ActivityServer.Sale(Invariant($"s{i}"), amount: i % 2 == 0 ? "-1" : "1"));

        var answer = await api.PostAsync(string.Join('\n', lines), Lines, "?answer=summary&import=batch-7");

        answer.MediaType.ShouldBe("application/json");
        answer.Text("import").ShouldBe("batch-7");
        answer.Headers.GetValues("Import-Id").ShouldBe(["batch-7"]);
        answer.Number("recorded").ShouldBe(1_200);
        answer.Number("rejected").ShouldBe(1_200);
        answer["errorsTruncated"].GetBoolean().ShouldBeTrue();
        answer["errors"].EnumerateArray().Select(e => e.GetProperty("line").GetInt64()).ShouldBe(Enumerable.Range(1, 1_000).Select(i => i * 2L));
        answer["errors"][0].GetProperty("externalId").GetString().ShouldBe("s2");
        answer["errors"][0].GetProperty("code").GetString().ShouldBe("negativeAmount");
        answer.Number("version").ShouldBeGreaterThanOrEqualTo(1_200);
    }

    [Fact]
    public async Task An_unknown_kind_of_answer_is_400_and_records_nothing()
    {
        var api = await server.NewProgramAsync();

        (await api.PostAsync(ActivityServer.Sale("a"), Lines, "?answer=everything")).ShouldBeProblem(HttpStatusCode.BadRequest, "badParameter");

        (await api.BoardAsync("revenue", "all")).ShouldBeEmpty();
    }

    private Task<OpenStream> ConnectAsync(ActivityApi api) => OpenStream.ConnectAsync(server.Server.Address, $"{api.Path}/activities", Lines);
}
